//! The optional sections: nothing in them is asked for, but what was said may not contradict itself.

use super::{FindingCode, Findings};
use crate::occupation::{Bearing, bearing};
use crate::programme::{Programme, Question};
use crate::survey::sections::CreditKind;
use crate::survey::{EvidenceKind, Survey, fields};

/// Yearly sales up to which a business is micro, in rupiah (PP 7/2021 article 35).
const MICRO_SALES: u64 = 2_000_000_000;

pub(super) fn check(survey: &Survey, findings: &mut Findings) {
    let sections = &survey.sections;
    if sections.turnover.now_rupiah.is_some_and(|monthly| monthly.saturating_mul(12) > MICRO_SALES) {
        findings.warn(fields::TURNOVER.path, FindingCode::TurnoverAboveMicro);
    }
    let contradicts = |kind: CreditKind, question: &str| {
        let denied = survey.eligibility.get(question).is_some_and(|answer| !answer.yes);
        denied && sections.aid.credit(&kind).is_some()
    };
    if contradicts(CreditKind::Kur, Question::RECEIVES_KUR) {
        findings.warn(fields::AID.path, FindingCode::AidKurDenied);
    }
    if contradicts(CreditKind::Bank, Question::HAS_BANK_CREDIT)
        || contradicts(CreditKind::Kur, Question::HAS_BANK_CREDIT)
    {
        findings.warn(fields::AID.path, FindingCode::AidCreditDenied);
    }
    // Showing somebody's goods is another purpose than the grant and needs its own yes (UU 27/2022
    // article 20).
    let product = survey.photos(&EvidenceKind::ProductPhoto).next().is_some();
    if product && sections.promotion.consent != Some(true) {
        findings.error(fields::PRODUCT_PHOTO.path, FindingCode::PhotoProductWithoutConsent);
    }
}

/// An occupation that the programme excludes, or that may hide one.
pub(super) fn occupation(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    const PATH: &str = fields::OCCUPATION.path;
    let excludes = programme.questions.iter().any(|q| q.id == Question::PUBLIC_EMPLOYEE && q.eligible == Some(false));
    let admitted = survey.eligibility.get(Question::PUBLIC_EMPLOYEE).is_some_and(|answer| answer.yes);
    if !excludes || admitted {
        return;
    }
    let occupation = survey.identity.occupation.trim();
    match bearing(occupation) {
        Bearing::Excluded => findings.warn(PATH, FindingCode::OccupationExcluded).with("occupation", occupation),
        Bearing::Ask => findings.warn(PATH, FindingCode::OccupationAsk).with("occupation", occupation),
        Bearing::Open => return,
    };
}
