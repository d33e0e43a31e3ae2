//! A programme's whole description.

use utoipa::ToSchema;

use super::values::{EvidenceKind, Section};

/// Who is paid, on what conditions, with which evidence and statement.
#[derive(ToSchema)]
pub(in crate::api) struct Programme {
    /// Stable key such as `bpum-2021`.
    id: String,
    /// Counts up with every change of the programme's data.
    version: u32,
    /// Name on screens.
    name: String,
    /// Budget year.
    year: i32,
    /// Grant per recipient in rupiah.
    amount_rupiah: u64,
    /// The ministry that pays.
    ministry: String,
    /// Where the rules come from.
    source: String,
    rules: Rules,
    /// The yes/no questions, in the order they are asked.
    questions: Vec<Question>,
    /// Photos, in the order they are taken.
    evidence: Vec<EvidenceRule>,
    notice: Notice,
    statement: StatementTemplate,
    /// The optional sections offered, in the order they are listed.
    #[schema(required = false)]
    sections: Vec<Section>,
}

/// A text in both screen languages.
#[derive(ToSchema)]
struct Text {
    /// Bahasa Indonesia.
    id: String,
    /// English.
    en: String,
}

/// Rules that differ between programmes.
#[derive(ToSchema)]
struct Rules {
    /// The family card number is part of the proposal.
    family_card_required: bool,
    /// NIB or SKU is asked of everybody.
    legality_required: bool,
    /// A business away from the card's address needs an SKU.
    certificate_when_elsewhere: bool,
    /// Below this age a warning is given.
    minimum_age: i32,
}

/// One yes/no question of the eligibility step.
#[derive(ToSchema)]
struct Question {
    /// Stable key.
    id: String,
    /// The whole sentence to read aloud.
    ask: Text,
    /// A short explanation below it.
    #[schema(required = false)]
    hint: Text,
    /// The answer that keeps the applicant eligible; none when either does.
    eligible: Option<bool>,
    /// What to tell the facilitator when the answer is the other one.
    #[schema(required = false)]
    warning: Text,
    /// Ask for a year when the answer is yes.
    #[schema(required = false)]
    asks_year: bool,
}

/// One kind of photo.
#[derive(ToSchema)]
struct EvidenceRule {
    kind: EvidenceKind,
    /// Title of its tile.
    label: Text,
    /// What must be visible.
    #[schema(required = false)]
    hint: Text,
    /// How many are needed to finish.
    minimum: u32,
    /// How many are accepted.
    maximum: u32,
}

/// The privacy notice.
#[derive(ToSchema)]
struct Notice {
    /// Counts up with every change of the wording.
    version: u32,
    /// What is collected, one line each.
    collected: Vec<Text>,
    /// Purpose, readers, rights: one paragraph each.
    paragraphs: Vec<Text>,
}

/// The statement's wording, in Indonesian.
#[derive(ToSchema)]
struct StatementTemplate {
    /// Stable key; an office may bring its own wording.
    id: String,
    /// Counts up with every change of the wording.
    version: u32,
    title: String,
    /// The line before the clauses.
    opening: String,
    /// The numbered clauses, with `{placeholders}`.
    clauses: Vec<String>,
}
