//! Where a NIK was issued, against where its holder lives.
//!
//! Only a code that nobody knows is a warning. That a person moved, that a regency was split, that
//! Papua was divided: these are lawful and common, so they are said as notes that explain
//! themselves (PP 37/2007 article 37: the number follows neither a move nor a new code).

use super::{Finding, FindingCode, Findings};
use crate::nik::Nik;
use crate::region::history::{Change, came_from, last_split, moved};
use crate::region::{PrefixPlace, Region, RegionCode, RegionTable};
use crate::survey::fields;

const PATH: &str = fields::NIK.path;

/// NIKs of today were issued by the population register SIAK, which began about then.
const REGISTER_SINCE: u16 = 2004;

pub(super) fn check(nik: Nik, village: Option<RegionCode>, findings: &mut Findings) {
    let found = RegionTable::shipped().nik_prefix(nik.prefix());
    match (found.province, found.regency) {
        (None, _) => {
            findings.warn(PATH, FindingCode::NikProvinceUnknown).with("code", code_of(nik, 2));
        }
        (Some(_), None) => {
            findings.warn(PATH, FindingCode::NikRegencyUnknown).with("code", code_of(nik, 4));
        }
        (Some(_), Some(regency)) => known_regency(nik, &found, regency, village, findings),
    }
}

fn known_regency(
    nik: Nik,
    found: &PrefixPlace<'_>,
    regency: Region<'_>,
    village: Option<RegionCode>,
    findings: &mut Findings,
) {
    if let Some(change) = moved(regency.code) {
        explain(findings.note(PATH, FindingCode::NikCodeMoved), regency, change);
        return;
    }
    let home = village.and_then(|village| village.regency());
    if let Some(change) = home.and_then(|home| came_from(home, regency.code)) {
        explain(findings.note(PATH, FindingCode::NikRegencySplit), regency, change);
        return;
    }
    let Some(district) = found.district else {
        match last_split(regency.code).filter(|change| change.year >= REGISTER_SINCE) {
            // Before the split its districts had codes of the old regency. A wrong digit looks the same, so
            // this stays a warning.
            Some(change) => explain(findings.warn(PATH, FindingCode::NikDistrictBeforeSplit), regency, change),
            None => findings.warn(PATH, FindingCode::NikDistrictUnknown).with("code", code_of(nik, 6)),
        };
        return;
    };
    if !found.historical {
        differs(regency, district, village, findings);
    }
}

fn differs(regency: Region<'_>, district: Region<'_>, village: Option<RegionCode>, findings: &mut Findings) {
    let table = RegionTable::shipped();
    let lives_in = |code: Option<RegionCode>| code.and_then(|code| table.find(code));
    let home = village.and_then(|village| lives_in(village.regency()).zip(lives_in(village.district())));
    let Some((home_regency, home_district)) = home else { return };
    if home_regency.code != regency.code {
        let finding = findings.note(PATH, FindingCode::NikRegencyDiffers);
        finding.with("issued", regency.name).with("lives", home_regency.name);
    } else if home_district.code != district.code {
        let finding = findings.note(PATH, FindingCode::NikDistrictDiffers);
        finding.with("issued", district.name).with("lives", home_district.name);
    }
}

fn explain<'a>(finding: &'a mut Finding, issued: Region<'_>, change: &Change) -> &'a mut Finding {
    let new = RegionTable::shipped().find(change.new).map_or("", |region| region.name);
    finding
        .with("issued", issued.name)
        .with("old", change.old.to_string())
        .with("name", new)
        .with("new", change.new.to_string())
        .with("year", change.year.to_string())
}

/// The first `digits` digits of the NIK: the code of a region, which identifies no person.
fn code_of(nik: Nik, digits: usize) -> String {
    format!("{:06}", nik.prefix()).chars().take(digits).collect()
}
