//! The optional sections: nothing in them is asked for, but what was said may not contradict itself.

use super::Findings;
use crate::occupation::{Bearing, bearing};
use crate::programme::Programme;
use crate::survey::sections::CreditKind;
use crate::survey::{EvidenceKind, Survey};

/// Yearly sales up to which a business is micro, in rupiah (PP 7/2021 article 35).
const MICRO_SALES: u64 = 2_000_000_000;

/// The question whose wrong answer an excluded occupation gives away.
const PUBLIC_EMPLOYEE: &str = "public_employee";

pub(super) fn check(survey: &Survey, findings: &mut Findings) {
    let sections = &survey.sections;
    if sections.turnover.now_rupiah.is_some_and(|monthly| monthly.saturating_mul(12) > MICRO_SALES) {
        findings.warn("sections.turnover", "turnover.above_micro");
    }
    let contradicts = |kind: CreditKind, question: &str| {
        let denied = survey.eligibility.get(question).is_some_and(|answer| !answer.yes);
        denied && sections.aid.credit(&kind).is_some()
    };
    if contradicts(CreditKind::Kur, "receives_kur") {
        findings.warn("sections.aid", "aid.kur_denied");
    }
    if contradicts(CreditKind::Bank, "has_bank_credit") || contradicts(CreditKind::Kur, "has_bank_credit") {
        findings.warn("sections.aid", "aid.credit_denied");
    }
    // Showing somebody's goods is another purpose than the grant and needs its own yes (UU 27/2022
    // article 20).
    let product = survey.photos(&EvidenceKind::ProductPhoto).next().is_some();
    if product && sections.promotion.consent != Some(true) {
        findings.error("evidence.product_photo", "photo.product_without_consent");
    }
}

/// An occupation that the programme excludes, or that may hide one.
pub(super) fn occupation(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    const PATH: &str = "identity.occupation";
    let excludes = programme.questions.iter().any(|q| q.id == PUBLIC_EMPLOYEE && q.eligible == Some(false));
    let admitted = survey.eligibility.get(PUBLIC_EMPLOYEE).is_some_and(|answer| answer.yes);
    if !excludes || admitted {
        return;
    }
    let occupation = survey.identity.occupation.trim();
    match bearing(occupation) {
        Bearing::Excluded => findings.warn(PATH, "occupation.excluded").with("occupation", occupation),
        Bearing::Ask => findings.warn(PATH, "occupation.ask").with("occupation", occupation),
        Bearing::Open => return,
    };
}
