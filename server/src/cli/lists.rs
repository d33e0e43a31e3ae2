//! What is told of a list: what its headings were taken for, and which lines deserve a look.

use std::error::Error;
use std::path::Path;

use sambang_server::{ImportIssue, Place, SheetReport, Taken};

use super::{Outcome, output};

/// Headings of a report file.
const REPORT: [&str; 5] = ["sheet", "line", "outcome", "code", "message"];

/// What a report says, row by row.
pub(super) struct Told {
    columns: Vec<[String; 5]>,
    lines: Vec<[String; 5]>,
    /// The lines as the command line prints them.
    places: Vec<String>,
}

/// Everything that is told of a list.
pub(super) fn told(sheets: &[SheetReport], issues: &[(Place, ImportIssue)]) -> Told {
    let line = |(place, issue): &(Place, ImportIssue)| {
        let sheet = place.sheet.as_deref().unwrap_or_default().to_owned();
        let (outcome, code) = (issue.outcome().code().to_owned(), issue.code().to_owned());
        [sheet, place.line.to_string(), outcome, code, issue.to_string()]
    };
    Told {
        columns: sheets.iter().flat_map(columns).collect(),
        lines: issues.iter().map(line).collect(),
        places: issues.iter().map(|(place, _)| place.to_string()).collect(),
    }
}

/// What is said of a sheet.
fn columns(sheet: &SheetReport) -> Vec<[String; 5]> {
    let name = sheet.name.as_deref().unwrap_or_default();
    let row = |outcome: &str, code: &str, message: String| {
        [name.to_owned(), String::new(), outcome.to_owned(), code.to_owned(), message]
    };
    if sheet.hidden {
        return vec![row("left_out", "sheet_hidden", "the sheet is hidden".to_owned())];
    }
    let mut rows: Vec<_> = sheet
        .headings
        .iter()
        .map(|heading| {
            let (code, why) = match heading.taken {
                Taken::Field(field) => (field.code(), String::new()),
                Taken::Second(field) => ("not used", format!(" (another column is the {})", field.code())),
                Taken::Other => ("not used", " (about somebody or something else)".to_owned()),
                Taken::Unknown => ("not used", String::new()),
                Taken::Numbers(field) => (field.code(), "no heading; by its numbers".to_owned()),
            };
            row("column", code, format!("{} {}{why}", letters(heading.column), heading.words))
        })
        .collect();
    if rows.is_empty() {
        rows.push(row("left_out", "no_headings", "the sheet has no line with the headings that are needed".to_owned()));
    }
    let unseen = &sheet.unseen;
    for (count, code, message) in [
        (unseen.hidden_lines, "lines_hidden", "hidden lines"),
        (unseen.far_cells, "cells_far", "cells further right than any list"),
    ] {
        if count > 0 {
            rows.push(row("left_out", code, format!("{count} {message}")));
        }
    }
    for column in &unseen.hidden_columns {
        rows.push(row("left_out", "column_hidden", format!("{} is hidden", letters(*column))));
    }
    rows
}

/// A column as spreadsheets name it.
fn letters(column: u32) -> String {
    let (mut name, mut left) = (String::new(), column);
    while left > 0 {
        let digit = (left - 1) % 26;
        name.insert(0, char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    name
}

/// Prints what the headings were taken for.
pub(super) fn print_columns(told: &Told) {
    for [sheet, _, outcome, code, message] in &told.columns {
        output::columns(&[&format!("{outcome} {sheet}").trim_end().replace('_', " "), code, message]);
    }
}

/// Prints what is said of single lines.
pub(super) fn print_lines(told: &Told, some_rounded: bool) {
    for (place, [_, _, _, code, message]) in told.places.iter().zip(&told.lines) {
        output::columns(&[place, code, message]);
    }
    if some_rounded {
        output::line(
            "warning\trounded\tmore NIKs end in 0 than chance brings: look whether a spreadsheet rounded some",
        );
    }
}

/// Refuses a report that would be written over the list, or that has no kind.
pub(super) fn check_report_file(list: &Path, report: Option<&Path>) -> Outcome {
    let Some(report) = report else { return Ok(()) };
    let kind = report.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_lowercase();
    if !matches!(kind.as_str(), "csv" | "xlsx") {
        return Err("the report's name must end in .csv or .xlsx".into());
    }
    if report.exists() && report.canonicalize()? == list.canonicalize()? {
        return Err("the report would replace the list".into());
    }
    Ok(())
}

/// Writes the report beside the list.
pub(super) fn write_report(told: &Told, file: Option<&Path>) -> Outcome {
    let Some(file) = file else { return Ok(()) };
    let heading = REPORT.map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(&heading).chain(&told.columns).chain(&told.lines).cloned().collect();
    let workbook = file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("xlsx"));
    std::fs::write(file, if workbook { xlsx_of(&rows)? } else { output::csv_of(&rows)? })?;
    Ok(())
}

/// Cells of text are never run, whatever they begin with.
fn xlsx_of(rows: &[[String; 5]]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(at, column, cell)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}
