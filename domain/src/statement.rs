//! The statement's text: the programme's template filled with the survey's answers.

use chrono::NaiveDate;

use crate::nik;
use crate::programme::{Programme, Question, StatementTemplate};
use crate::region::{RegionCode, RegionTable};
use crate::survey::Survey;

/// The months as Indonesian letters write them.
const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// What is printed where an answer is missing: a line to write on.
const BLANK: &str = "…………";

/// A statement ready to be read and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Heading.
    pub title: String,
    /// The line before the particulars.
    pub opening: String,
    /// Label and value of each particular (name, NIK, address, business, ...).
    pub particulars: Vec<(String, String)>,
    /// The numbered clauses.
    pub clauses: Vec<String>,
    /// Place and date.
    pub closing: String,
}

impl Rendered {
    /// The whole text, line by line, as it is kept with the signature.
    #[must_use]
    pub fn text(&self) -> String {
        let particulars = self.particulars.iter().map(|(label, value)| format!("{label}: {value}"));
        let clauses = self.clauses.iter().enumerate().map(|(i, clause)| format!("{}. {clause}", i + 1));
        let lines = [self.title.clone(), self.opening.clone()].into_iter().chain(particulars).chain(clauses);
        lines.chain([self.closing.clone()]).collect::<Vec<_>>().join("\n")
    }
}

/// The statement as it was signed: on the day of signing, and where that is not known, of the visit.
#[must_use]
pub fn render(survey: &Survey, programme: &Programme, place: &str) -> Rendered {
    render_on(survey, programme, place, survey.signed_on().unwrap_or(survey.visited_on))
}

/// Fills the programme's template. `place` is where it is signed; an empty one leaves a line. `day` is when.
#[must_use]
pub fn render_on(survey: &Survey, programme: &Programme, place: &str, day: NaiveDate) -> Rendered {
    let StatementTemplate { title, opening, clauses, .. } = &programme.statement;
    let place = if place.trim().is_empty() { BLANK } else { place.trim() };
    let fill = |clause: &String| {
        clause
            .replace("{programme}", &programme.name)
            .replace("{ministry}", &programme.ministry)
            .replace("{received}", &received(survey))
    };
    Rendered {
        title: title.clone(),
        opening: opening.clone(),
        particulars: particulars(survey),
        clauses: clauses.iter().map(fill).collect(),
        closing: format!("{place}, {}", long_date(day)),
    }
}

fn particulars(survey: &Survey) -> Vec<(String, String)> {
    let (identity, business) = (&survey.identity, &survey.business);
    let home = address(&identity.address, &identity.rt, &identity.rw, identity.village);
    let at = match business.same_as_home {
        Some(false) => address(&business.address, "", "", business.village),
        _ => home.clone(),
    };
    let born = identity.birth_date.map_or_else(|| BLANK.to_owned(), long_date);
    let rows = [
        ("Nama", or_blank(&identity.name)),
        ("NIK", or_blank(&nik::group(&identity.nik))),
        ("Nomor KK", or_blank(&nik::group(&identity.family_card))),
        ("Tempat, tanggal lahir", format!("{}, {born}", or_blank(&identity.birth_place))),
        ("Alamat sesuai KTP", home),
        ("Usaha", or_blank(&joined(&[&business.name, &business.activity]))),
        ("Alamat usaha", at),
        ("No. HP", or_blank(&identity.phone)),
    ];
    rows.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

/// One line of address: street, RT/RW, village, district, regency.
#[must_use]
pub fn address(street: &str, rt: &str, rw: &str, village: Option<RegionCode>) -> String {
    let numbered = |label: &str, value: &str| match value.trim() {
        "" => String::new(),
        value => format!("{label} {value}"),
    };
    let block = [numbered("RT", rt), numbered("RW", rw)].join(" ").trim().to_owned();
    let village = village.and_then(|code| RegionTable::shipped().full_name(code)).unwrap_or_default();
    or_blank(&joined(&[street, &block, &village]))
}

fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn or_blank(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { BLANK.to_owned() } else { text.to_owned() }
}

fn received(survey: &Survey) -> String {
    match survey.eligibility.get(Question::RECEIVED_BEFORE) {
        Some(answer) if answer.yes => {
            answer.year.map_or_else(|| "pernah".to_owned(), |year| format!("pernah pada tahun {year}"))
        }
        Some(_) => "belum pernah".to_owned(),
        None => BLANK.to_owned(),
    }
}

/// `10 Februari 1987`.
#[must_use]
pub fn long_date(date: NaiveDate) -> String {
    use chrono::Datelike;
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::complete;

    #[test]
    fn a_complete_survey_leaves_no_blank_and_no_placeholder() {
        for programme in Programme::shipped().unwrap() {
            let text = render(&complete(&programme), &programme, "Kalibalangan").text();
            assert!(!text.contains(BLANK) && !text.contains('{'), "{text}");
            assert!(text.contains("NIK: 180302 500287 9003"));
            assert!(text.contains("Kalibalangan, 15 April 2021"));
            assert!(text.contains(&programme.name));
        }
    }

    #[test]
    fn an_empty_survey_leaves_lines_to_write_on() {
        let programme = Programme::shipped().unwrap().remove(1);
        let mut survey = complete(&programme);
        survey.identity = crate::survey::Identity::default();
        survey.eligibility.clear();
        let rendered = render(&survey, &programme, " ");
        assert_eq!(rendered.particulars[0].1, BLANK);
        assert!(rendered.clauses.iter().any(|clause| clause.contains(BLANK)));
        assert!(rendered.closing.starts_with(BLANK));
    }
}
