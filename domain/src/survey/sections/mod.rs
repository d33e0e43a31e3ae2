//! The optional sections of a survey. They help the office to support the applicant and decide nothing.
//!
//! Each is absent until something in it is answered, and absent again when everything is taken back,
//! so that a short visit stays a short record. Which sections are offered is the programme's data.
//! Inside a section "asked, and the answer is none" differs from "not asked".

mod words;

pub use words::*;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::Timestamp;
use crate::open::Unknown;

/// Declares a section's record: every answer optional, absent ones not written, unknown ones kept.
macro_rules! section {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$fmeta])* #[serde(skip_serializing_if = "is_default")] pub $field: $type,)+
            /// What a newer app wrote beyond this.
            #[serde(flatten)]
            pub unknown: Unknown,
        }
    };
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

section! {
    /// Turnover and how the business is doing.
    Turnover {
        /// Rupiah a month before the crisis or, where there was none, a year ago.
        before_rupiah: Option<u64>,
        /// Rupiah a month at the visit.
        now_rupiah: Option<u64>,
        /// How it is doing.
        doing: Option<Doing>,
        /// Whether it changed to another business, as from clothes to masks.
        changed: Option<bool>,
        /// What it was before the change.
        changed_from: String,
    }
}

section! {
    /// A running loan.
    Credit {
        /// Where it comes from.
        kind: Option<CreditKind>,
        /// Which bank, cooperative or office; may be empty.
        lender: String,
    }
}

section! {
    /// Credit and other aid. Amounts and account numbers are not asked.
    Aid {
        /// Whether a loan is running.
        has_credit: Option<bool>,
        /// The running loans, one of each kind.
        credits: Vec<Credit>,
        /// Kartu Prakerja.
        prakerja: Option<Prakerja>,
        /// Whether the household receives aid of the Ministry of Social Affairs.
        kemensos: Option<bool>,
        /// Aid of province or regency.
        regional: Option<RegionalAid>,
        /// What that aid was.
        regional_name: String,
    }
}

section! {
    /// The cooperative behind the applicant.
    Cooperative {
        /// Who answers.
        respondent: Option<Respondent>,
        /// Whether the applicant is a member of a cooperative.
        member: Option<bool>,
        /// Its name.
        name: String,
        /// Number of the member's card.
        card_number: String,
    }
}

section! {
    /// Selling online, and how goods are brought.
    Digital {
        /// Tools in use; empty when asked and none is.
        channels: Option<BTreeSet<Channel>>,
        /// Ways of delivery; empty when asked and there is none.
        delivery: Option<BTreeSet<GoodsDelivery>>,
    }
}

section! {
    /// What the applicant wants.
    Interests {
        /// Programmes; empty when asked and none is wanted.
        programmes: Option<BTreeSet<Interest>>,
        /// Services of PLUT; empty when asked and none is wanted.
        plut: Option<BTreeSet<PlutService>>,
    }
}

section! {
    /// A problem or a complaint.
    Problem {
        /// In the applicant's words.
        text: String,
        /// How far it is.
        status: Option<ProblemStatus>,
        /// To whom it was passed on.
        passed_to: String,
    }
}

section! {
    /// Showing the product. Its consent is not that of the survey.
    Promotion {
        /// Whether the applicant agrees that the office publishes the product photo.
        consent: Option<bool>,
        /// When that was answered, by the device's clock.
        answered_at: Option<Timestamp>,
        /// Whether the product may be shown in the gallery of PLUT.
        gallery: Option<bool>,
    }
}

/// The optional sections of one survey.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sections {
    /// Turnover and how the business is doing.
    #[serde(skip_serializing_if = "is_default")]
    pub turnover: Turnover,
    /// Credit and other aid.
    #[serde(skip_serializing_if = "is_default")]
    pub aid: Aid,
    /// The cooperative behind the applicant.
    #[serde(skip_serializing_if = "is_default")]
    pub cooperative: Cooperative,
    /// Selling online, and how goods are brought.
    #[serde(skip_serializing_if = "is_default")]
    pub digital: Digital,
    /// What the applicant wants.
    #[serde(skip_serializing_if = "is_default")]
    pub interests: Interests,
    /// A problem or a complaint.
    #[serde(skip_serializing_if = "is_default")]
    pub problem: Problem,
    /// Showing the product.
    #[serde(skip_serializing_if = "is_default")]
    pub promotion: Promotion,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Sections {
    /// Nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        is_default(self)
    }

    /// Whether anything in `section` was answered.
    #[must_use]
    pub fn has(&self, section: &Section) -> bool {
        match section {
            Section::Turnover => !is_default(&self.turnover),
            Section::Aid => !is_default(&self.aid),
            Section::Cooperative => !is_default(&self.cooperative),
            Section::Digital => !is_default(&self.digital),
            Section::Interests => !is_default(&self.interests),
            Section::Problem => !is_default(&self.problem),
            Section::Promotion => !is_default(&self.promotion),
            Section::Other(name) => self.unknown.contains_key(name),
        }
    }
}

impl Aid {
    /// The running loan of one kind.
    #[must_use]
    pub fn credit(&self, kind: &CreditKind) -> Option<&Credit> {
        self.credits.iter().find(|credit| credit.kind.as_ref() == Some(kind))
    }

    /// Adds a running loan of this kind, or takes it away.
    pub fn set_credit(&mut self, kind: CreditKind, runs: bool) {
        match (runs, self.credit(&kind).is_some()) {
            (true, false) => self.credits.push(Credit { kind: Some(kind), ..Credit::default() }),
            (false, true) => self.credits.retain(|credit| credit.kind.as_ref() != Some(&kind)),
            _ => {}
        }
    }
}

impl Problem {
    /// Sets the text. A new problem gets the status open; an empty text removes the whole answer.
    pub fn say(&mut self, text: String) {
        self.text = text;
        if self.text.trim().is_empty() {
            *self = Self { unknown: std::mem::take(&mut self.unknown), ..Self::default() };
        } else {
            self.status.get_or_insert(ProblemStatus::Open);
        }
    }
}

#[cfg(test)]
mod tests;
