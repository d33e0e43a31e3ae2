//! A programme: who it pays, on what conditions, with which evidence and statement.
//!
//! Data, not code: the rules of 2020 and 2021 differ (PermenKopUKM 6/2020 and 2/2021) and the next
//! ones will too. A survey names the programme and version it started with.

use serde::{Deserialize, Serialize};

use crate::ids::ProgrammeRef;
use crate::language::Language;
use crate::open::Unknown;
use crate::survey::{EvidenceKind, Section};

/// A text in both screen languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// Bahasa Indonesia.
    pub id: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in `language`; Indonesian where the other is empty.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::En if !self.en.is_empty() => &self.en,
            _ => &self.id,
        }
    }
}

/// A programme's whole description.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// Key and version.
    #[serde(flatten)]
    pub reference: ProgrammeRef,
    /// Name on screens, e.g. "BPUM 2021".
    pub name: String,
    /// Budget year.
    pub year: i32,
    /// Grant per recipient in rupiah.
    pub amount_rupiah: u64,
    /// The ministry that pays.
    pub ministry: String,
    /// Where the rules come from.
    pub source: String,
    /// What an applicant's record must hold.
    pub rules: Rules,
    /// The yes/no questions, in the order they are asked.
    pub questions: Vec<Question>,
    /// Photos, in the order they are taken.
    pub evidence: Vec<EvidenceRule>,
    /// The privacy notice read to the applicant (UU 27/2022 articles 20-21).
    pub notice: Notice,
    /// The statement the applicant signs.
    pub statement: StatementTemplate,
    /// The optional sections offered, in the order they are listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Rules that differ between programmes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The family card number is part of the proposal (2021, not 2020).
    pub family_card_required: bool,
    /// NIB or SKU is asked of everybody (2021).
    pub legality_required: bool,
    /// A business away from the card's address needs an SKU (2020 and 2021).
    pub certificate_when_elsewhere: bool,
    /// Below this age a warning is given.
    pub minimum_age: i32,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One yes/no question of the eligibility step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Stable key, e.g. `receives_kur`.
    pub id: String,
    /// The whole sentence to read aloud.
    pub ask: Text,
    /// A short explanation below it; may be empty.
    #[serde(default)]
    pub hint: Text,
    /// The answer that keeps the applicant eligible; none when either does.
    #[serde(default)]
    pub eligible: Option<bool>,
    /// What to tell the facilitator when the answer is the other one.
    #[serde(default)]
    pub warning: Text,
    /// Ask for a year when the answer is yes.
    #[serde(default)]
    pub asks_year: bool,
}

/// One kind of photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRule {
    /// Which photo.
    pub kind: EvidenceKind,
    /// Title of its tile.
    pub label: Text,
    /// What must be visible; may be empty.
    #[serde(default)]
    pub hint: Text,
    /// How many are needed to finish.
    pub minimum: u32,
    /// How many are accepted.
    pub maximum: u32,
}

/// The privacy notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Counts up with every change of the wording.
    pub version: u32,
    /// What is collected, one line each.
    pub collected: Vec<Text>,
    /// Purpose, readers, rights: one paragraph each.
    pub paragraphs: Vec<Text>,
}

/// The statement's wording. It is a legal text of the office and exists in Indonesian only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementTemplate {
    /// Stable key; an office may bring its own wording.
    pub id: String,
    /// Counts up with every change of the wording.
    pub version: u32,
    /// Heading.
    pub title: String,
    /// The line before the clauses.
    pub opening: String,
    /// The numbered clauses; `{placeholders}` as in [`crate::statement`].
    pub clauses: Vec<String>,
}

/// The questions that a rule names.
impl Question {
    /// Whether the applicant is employed by the state.
    pub const PUBLIC_EMPLOYEE: &'static str = "public_employee";
    /// Whether a KUR runs.
    pub const RECEIVES_KUR: &'static str = "receives_kur";
    /// Whether a bank credit runs.
    pub const HAS_BANK_CREDIT: &'static str = "has_bank_credit";
    /// Whether the grant was received before.
    pub const RECEIVED_BEFORE: &'static str = "received_before";
}

impl Programme {
    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The shipped examples: BPUM 2020 and BPUM 2021.
    ///
    /// # Errors
    /// Never for the shipped files; a test parses them.
    pub fn shipped() -> Result<Vec<Self>, serde_json::Error> {
        [include_str!("../programmes/bpum-2020.json"), include_str!("../programmes/bpum-2021.json")]
            .into_iter()
            .map(serde_json::from_str)
            .collect()
    }

    /// The rule for one kind of photo.
    #[must_use]
    pub fn evidence_rule(&self, kind: &EvidenceKind) -> Option<&EvidenceRule> {
        self.evidence.iter().find(|rule| &rule.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_programmes_parse_and_differ_where_the_law_does() {
        let shipped = Programme::shipped().unwrap();
        let [p2020, p2021] = shipped.as_slice() else { panic!("two programmes") };
        assert_eq!((p2020.year, p2020.amount_rupiah), (2020, 2_400_000));
        assert_eq!((p2021.year, p2021.amount_rupiah), (2021, 1_200_000));
        assert!(!p2020.rules.family_card_required && p2021.rules.family_card_required);
        assert!(!p2020.rules.legality_required && p2021.rules.legality_required);
        let asks = |p: &Programme, id: &str| p.questions.iter().any(|q| q.id == id);
        assert!(asks(p2020, "has_bank_credit") && !asks(p2021, "has_bank_credit"));
        for programme in &shipped {
            assert_eq!(programme.statement.clauses.len(), 8);
            assert!(programme.evidence_rule(&EvidenceKind::IdentityCard).is_some());
            assert_eq!(programme.sections, Section::KNOWN);
            assert_eq!(programme.evidence_rule(&EvidenceKind::ProductPhoto).map(|rule| rule.minimum), Some(0));
            let business = programme.evidence.iter().filter(|e| e.kind.shows_business());
            assert!(business.map(|e| e.minimum).sum::<u32>() >= 2);
        }
    }
}
