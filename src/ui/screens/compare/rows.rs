//! The rows of the comparison: the same answer of two surveys, and whether it differs.

use sambang_domain::geo::metres;
use sambang_domain::region::RegionTable;
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::Duplicate;
use sambang_words::answers;
use sambang_words::format;

use crate::device::Case;
use crate::ui::i18n::{language, t};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompareRow {
    /// What is compared.
    pub(super) label: String,
    /// Of the first survey.
    pub(super) a: String,
    /// Of the other; none when it is not known here.
    pub(super) b: Option<String>,
    /// Both values are known and differ.
    pub(super) differs: bool,
}

fn row(label: String, a: String, b: Option<String>) -> CompareRow {
    let differs = b.as_ref().is_some_and(|b| !alike(&a, b));
    CompareRow { label, a, b, differs }
}

/// Capitals and spaces at the ends make no difference.
fn alike(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Full name of a village.
fn village(code: Option<sambang_domain::region::RegionCode>) -> String {
    code.and_then(|code| RegionTable::shipped().full_name(code)).unwrap_or_default()
}

/// All rows. Of a survey outside the area only what `duplicate` says is known.
pub(super) fn rows(a: &Case, duplicate: &Duplicate, b: Option<&Case>, offset: i32) -> Vec<CompareRow> {
    let answer = |label: String, of: fn(&Case) -> String| row(label, of(a), b.map(of));
    let visited = |case: &Case| format::moment(case.survey.started_at, offset);
    let place = village(a.survey.business_village());
    let other_place = b.map_or_else(|| village(Some(duplicate.village)), |b| village(b.survey.business_village()));
    let mut rows = vec![
        answer(t("visit-kv-name"), |case| case.survey.identity.name.clone()),
        answer(t("visit-kv-born"), |case| answers::born(language(), &case.survey)),
        answer(t("answer-address"), |case| answers::home(&case.survey)),
        answer(t("visit-kv-business"), |case| answers::business(&case.survey.business)),
        row(t("compare-place"), place, Some(other_place)),
        row(t("compare-facilitator"), a.facilitator_name.clone(), Some(duplicate.facilitator_name.clone())),
        row(t("answer-visited-on"), visited(a), b.map(visited)),
        row(
            t("compare-received"),
            format::moment(a.first_received_at, offset),
            Some(format::moment(duplicate.received_at, offset)),
        ),
        answer(t("visit-kv-phone"), |case| case.survey.identity.phone.clone()),
        answer(t("answer-legality"), |case| answers::legality(language(), &case.survey.business)),
    ];
    if let Some(distance) = b.and_then(|b| apart(&a.survey, &b.survey)) {
        let known = CompareRow { label: t("compare-apart"), a: distance.clone(), b: Some(distance), differs: false };
        rows.insert(5, known);
    }
    // Receipt numbers always differ; they name the survey and prove nothing.
    let receipt = CompareRow {
        label: t("case-receipt"),
        a: a.receipt_number.clone(),
        b: Some(duplicate.receipt_number.clone()),
        differs: false,
    };
    rows.push(receipt);
    rows
}

/// How far two positions are apart, in words; none when one is missing.
fn apart(a: &Survey, b: &Survey) -> Option<String> {
    let (a, b) = (a.position.as_ref()?, b.position.as_ref()?);
    Some(format::distance(metres(a.spot(), b.spot())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_not_known_here_never_differs() {
        assert!(!row("x".to_owned(), "CONTOH Siti".to_owned(), None).differs);
        assert!(!row("x".to_owned(), "CONTOH Siti".to_owned(), Some("contoh siti ".to_owned())).differs);
        assert!(row("x".to_owned(), "CONTOH Siti".to_owned(), Some("CONTOH Sita".to_owned())).differs);
    }
}
