//! From the rows of the table to the answers of one survey.

use sambang_domain::Language;
use sambang_domain::nik;
use sambang_domain::programme::Programme;
use sambang_domain::survey::fields::{self, ELIGIBILITY, EVIDENCE, Field, Kind};
use sambang_domain::survey::{EvidenceKind, Survey};
use serde_json::Value;

use super::{Claim, business_photos};
use crate::answers::{self, joined};
use crate::names::name;
use crate::texts::{text, text_code, text_with};
use crate::values::value;

/// Reads the answers of one survey.
pub(super) struct Reader<'a> {
    pub(super) language: Language,
    pub(super) survey: &'a Survey,
    pub(super) programme: &'a Programme,
}

impl Reader<'_> {
    /// What is listed for a row: nothing, one answer, or the members of a family.
    pub(super) fn claims(&self, field: &'static Field) -> Vec<Claim> {
        match *field {
            ELIGIBILITY => self.questions(),
            EVIDENCE => {
                let kinds = business_photos(self.survey, self.programme);
                kinds.iter().map(|kind| self.photos(EVIDENCE.of(kind.as_str()), kind)).collect()
            }
            // Shown with the photos of the business.
            fields::PRODUCT_PHOTO => Vec::new(),
            _ if !self.is_listed(field) => Vec::new(),
            _ => vec![match field.kind {
                Kind::Section => self.section(field),
                Kind::Photos => self.photos(field.path.to_owned(), &EvidenceKind::from(field.id.to_owned())),
                _ => self.answer(field),
            }],
        }
    }

    fn is_listed(&self, field: &Field) -> bool {
        let asked = *field == fields::FAMILY_CARD && self.programme.rules.family_card_required;
        match field.section {
            Some(section) => self.survey.sections.has(section),
            None => !field.when_given || asked || !is_blank(&self.stored(field)),
        }
    }

    fn stored(&self, field: &Field) -> Value {
        fields::stored(self.survey, field.path)
    }

    fn claim(&self, path: String, label: String, value: String) -> Claim {
        let missing = value.trim().is_empty();
        let value = if missing { text(self.language, "visit-kv-missing") } else { value };
        Claim { path, label, value, warns: false }
    }

    fn photos(&self, path: String, kind: &EvidenceKind) -> Claim {
        let count = self.survey.photos(kind).count();
        let counted = || text_with(self.language, "value-photos", &[("count", count.into())]);
        let label = name(self.language, self.programme, &path);
        Claim { warns: count == 0, ..self.claim(path, label, if count == 0 { String::new() } else { counted() }) }
    }

    /// One answer. Some are said together with others, or shorter than in the form.
    fn answer(&self, field: &Field) -> Claim {
        let language = self.language;
        let (identity, business) = (&self.survey.identity, &self.survey.business);
        let short = |key: &str, value: String| (text(language, key), value);
        let (label, value) = match *field {
            fields::NIK => short("visit-kv-nik", nik::group(&identity.nik)),
            fields::FAMILY_CARD => short("visit-kv-family-card", nik::group(&identity.family_card)),
            fields::NAME => short("visit-kv-name", identity.name.clone()),
            fields::BIRTH_DATE => short("visit-kv-born", answers::born(language, self.survey)),
            fields::ADDRESS => short("answer-address", answers::home(self.survey)),
            fields::PHONE => short("visit-kv-phone", identity.phone.clone()),
            fields::ACTIVITY => short("visit-kv-business", self.line_of_business()),
            fields::SINCE_YEAR => short("case-premises-since", self.premises_since()),
            fields::LEGALITY => short("answer-legality", answers::legality(language, business)),
            fields::POSITION => short("answer-position", self.position()),
            fields::SAME_AS_HOME => short("visit-kv-where", answers::business_address(language, business)),
            fields::STATEMENT => short("evidence-drawn-signature", self.signature()),
            _ => {
                let stored = self.stored(field);
                let words = || value(language, field.path, &stored, 0);
                let given = if is_blank(&stored) { String::new() } else { words() };
                (name(language, self.programme, field.path), given)
            }
        };
        let warns = *field == fields::POSITION && self.survey.position.is_none();
        Claim { warns, ..self.claim(field.path.to_owned(), label, value) }
    }

    fn line_of_business(&self) -> String {
        let business = &self.survey.business;
        let line = business.line.as_ref().map(|line| text_code(self.language, "line", line.as_str()));
        joined([answers::business(business)].into_iter().chain(line))
    }

    fn premises_since(&self) -> String {
        let business = &self.survey.business;
        let premises = business.premises.as_ref().map(|place| text_code(self.language, "premises", place.as_str()));
        let since = |year: i32| text_with(self.language, "case-since", &[("year", year.to_string().into())]);
        joined(premises.into_iter().chain(business.since_year.map(since)))
    }

    fn position(&self) -> String {
        let position = self.survey.position.as_ref();
        position.map(|position| answers::accuracy(self.language, position)).unwrap_or_default()
    }

    fn signature(&self) -> String {
        let Some(statement) = &self.survey.statement else { return String::new() };
        let drawn = (!statement.signature.is_empty()).then(|| text(self.language, "case-signed-screen"));
        let thumb = statement.thumb_print.then(|| text(self.language, "answer-thumb-print"));
        joined([drawn, thumb].into_iter().flatten().chain([statement.place.clone()]))
    }

    fn questions(&self) -> Vec<Claim> {
        let asked = self.programme.questions.iter().map(|question| {
            let answer = self.survey.eligibility.get(&question.id);
            let year = |year: i32| text_with(self.language, "case-in-year", &[("year", year.to_string().into())]);
            let value = answer.map(|answer| {
                joined([answers::yes_no(self.language, answer.yes)].into_iter().chain(answer.year.map(year)))
            });
            let path = ELIGIBILITY.of(&question.id);
            let excluded = answer.is_some_and(|answer| question.eligible.is_some_and(|fits| fits != answer.yes));
            let label = name(self.language, self.programme, &path);
            Claim { warns: excluded, ..self.claim(path, label, value.unwrap_or_default()) }
        });
        asked.collect()
    }

    /// An optional section as a whole: its answers are judged together.
    fn section(&self, field: &Field) -> Claim {
        let stored = self.stored(field);
        let told = stored.as_object().into_iter().flatten().map(|(part, stored)| {
            let path = field.of(part);
            let label = name(self.language, self.programme, &path);
            format!("{}: {}", label.trim_end_matches('?'), value(self.language, &path, stored, 0))
        });
        let words = told.collect::<Vec<_>>().join("; ");
        self.claim(field.path.to_owned(), name(self.language, self.programme, field.path), words)
    }
}

fn is_blank(stored: &Value) -> bool {
    stored.is_null() || stored.as_str().is_some_and(|text| text.trim().is_empty())
}
