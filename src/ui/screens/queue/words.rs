//! The words of a row: what was found in it and how it stands.

use sambang_domain::check::FindingCode;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_words::findings::brief;

use crate::device::QueueRow;
use crate::ui::components::ChipKind;
use crate::ui::i18n::{language, t, t_with};

/// One line about a survey.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Find {
    pub(super) icon: &'static str,
    pub(super) warns: bool,
    pub(super) text: String,
}

/// What there is to look at, the gravest first, at most two lines.
pub(super) fn finds(row: &QueueRow) -> Vec<Find> {
    let warn = |text| Find { icon: "triangle-alert", warns: true, text };
    let mut lines = Vec::new();
    if row.duplicates > 0 {
        lines.push(warn(t_with("queue-same-nik", &[("n", row.duplicates.into())])));
    }
    if row.finding_count > 0 {
        lines.push(warn(found(row)));
    }
    if row.changed_fields > 0 {
        let text = t_with("queue-changed", &[("n", row.changed_fields.into())]);
        lines.push(Find { icon: "history", warns: false, text });
    }
    if lines.is_empty() {
        lines.push(Find { icon: "circle-check", warns: false, text: t("queue-no-finds") });
    }
    lines.truncate(2);
    lines
}

fn found(row: &QueueRow) -> String {
    let mut names: Vec<String> =
        row.findings.iter().map(|(path, code)| brief(language(), path, &FindingCode::from(code.clone()))).collect();
    names.dedup();
    let all_named = usize::try_from(row.finding_count).is_ok_and(|count| count <= row.findings.len());
    let args = [("n", row.finding_count.into()), ("what", names.join(", ").into())];
    if all_named { t_with("queue-finds", &args) } else { t_with("queue-finds-more", &args) }
}

/// Status, words and icon of the row's chip; none while it simply waits.
pub(super) fn status(row: &QueueRow) -> Option<(ChipKind, Option<String>, Option<&'static str>)> {
    if row.needs_decision {
        return Some((ChipKind::Held, Some(t("queue-chip-again")), None));
    }
    if let Some(verdict) = &row.decided {
        let text = match verdict {
            Verdict::Approve => t("queue-chip-approve"),
            Verdict::Return => t("queue-chip-return"),
            Verdict::Reject => t("queue-chip-reject"),
            Verdict::Other(_) => t("queue-chip-other"),
        };
        return Some((ChipKind::Queued, Some(text), None));
    }
    match &row.state {
        ReviewState::Returned => Some((ChipKind::Returned, None, None)),
        ReviewState::Approved => Some((ChipKind::Approved, None, None)),
        ReviewState::Rejected => Some((ChipKind::Rejected, None, None)),
        _ if row.duplicates > 0 => Some((ChipKind::Duplicate, Some(t("queue-chip-duplicate")), None)),
        _ if row.revision > 1 => Some((ChipKind::Returned, Some(t("queue-chip-new-version")), Some("history"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use sambang_domain::ids::{SurveyId, Timestamp};

    use super::*;

    fn row() -> QueueRow {
        QueueRow {
            survey: SurveyId(uuid::Uuid::from_u128(1)),
            name: "CONTOH Siti Aminah".to_owned(),
            activity: String::new(),
            village: None,
            facilitator_name: String::new(),
            received_at: Timestamp(0),
            revision: 1,
            state: ReviewState::Received,
            findings: Vec::new(),
            finding_count: 0,
            duplicates: 0,
            changed_fields: 0,
            decided: None,
            needs_decision: false,
            thumbnail: None,
        }
    }

    /// Words need the language, which lives in the running app.
    fn in_app(test: impl FnOnce()) {
        let app = dioxus::prelude::VirtualDom::new(|| Ok(dioxus::prelude::VNode::placeholder()));
        app.in_scope(dioxus::prelude::ScopeId::ROOT, test);
    }

    fn finding(path: &str, code: &str) -> (String, String) {
        (path.to_owned(), code.to_owned())
    }

    #[test]
    fn findings_are_named_in_a_word_or_two_and_never_more_than_two_lines_are_shown() {
        in_app(|| {
            let findings = vec![
                finding("eligibility.receives_kur", "eligibility.excluded"),
                finding("identity.nik", "nik.district_differs"),
            ];
            let found = QueueRow { findings, finding_count: 2, ..row() };
            assert_eq!(finds(&found)[0].text, "2 temuan: KUR, kecamatan NIK");
            assert_eq!(
                finds(&QueueRow { finding_count: 3, ..found.clone() })[0].text,
                "3 temuan: KUR, kecamatan NIK, …"
            );
            let all = finds(&QueueRow { duplicates: 1, changed_fields: 4, ..found });
            assert_eq!(all.iter().map(|line| line.warns).collect::<Vec<_>>(), [true, true]);
            assert_eq!(all[0].text, "NIK sama dengan 1 survei lain");
            assert_eq!(finds(&row())[0].text, "Tanpa temuan");
            let newer = QueueRow { findings: vec![finding("x", "from.a_newer_app")], finding_count: 1, ..row() };
            assert_eq!(finds(&newer)[0].text, "1 temuan: temuan lain");
        });
    }

    #[test]
    fn a_decision_that_was_not_applied_is_asked_for_again_before_anything_else() {
        in_app(|| {
            let chip = |row: &QueueRow| status(row).map(|(kind, ..)| kind);
            assert_eq!(chip(&row()), None);
            let decided = QueueRow { decided: Some(Verdict::Approve), revision: 2, duplicates: 1, ..row() };
            assert_eq!(chip(&decided), Some(ChipKind::Queued));
            assert_eq!(chip(&QueueRow { needs_decision: true, ..decided }), Some(ChipKind::Held));
            assert_eq!(chip(&QueueRow { duplicates: 1, revision: 2, ..row() }), Some(ChipKind::Duplicate));
            assert_eq!(chip(&QueueRow { revision: 2, ..row() }), Some(ChipKind::Returned));
            assert_eq!(
                chip(&QueueRow { state: ReviewState::Approved, duplicates: 1, ..row() }),
                Some(ChipKind::Approved)
            );
        });
    }
}
