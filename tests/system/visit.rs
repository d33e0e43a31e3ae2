//! A visit as a facilitator makes it, through the same calls the screens use.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use sambang::device::Device;
use sambang_domain::ids::SurveyId;
use sambang_domain::nik::Sex;
use sambang_domain::region::{RegionCode, RegionTable};
use sambang_domain::survey::*;

/// A picture of coloured noise; `seed` makes it another one.
pub fn camera_jpeg(seed: u32) -> Vec<u8> {
    jpeg(900, 700, seed)
}

/// The same, but quickly made and quickly sent.
pub fn small_jpeg(seed: u32) -> Vec<u8> {
    jpeg(96, 64, seed)
}

fn jpeg(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let picture = RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (state >> 26) as u8;
        Rgb([(x / 4) as u8 ^ noise, (y / 3) as u8, (seed % 200) as u8 + noise / 2])
    });
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
    bytes
}

/// Any village of the given district, so that tests do not depend on one name.
pub fn village(code: &str) -> RegionCode {
    let code: RegionCode = code.parse().unwrap();
    let table = RegionTable::shipped();
    if table.find(code).is_some() { code } else { table.children(code.district().unwrap())[0].code }
}

/// Fills everything that BPUM 2021 asks for; `serial` makes the NIK another one.
pub fn complete(device: &Device, at: &str, serial: u32) -> SurveyId {
    let programme = device.programmes().unwrap().remove(0);
    let id = device.start_visit(&programme.reference).unwrap();
    fill(device, id, at, serial);
    id
}

/// The same for a visit that was started already.
pub fn fill(device: &Device, id: SurveyId, at: &str, serial: u32) {
    fill_with(device, id, at, serial, camera_jpeg);
}

/// The same with photos of one's own; each is asked for with another seed.
pub fn fill_with(device: &Device, id: SurveyId, at: &str, serial: u32, photo: fn(u32) -> Vec<u8>) {
    let programme = device.programme_of(&device.survey(id).unwrap()).unwrap();
    let now = device.now();
    device
        .edit(id, |survey| {
            survey.notice = Some(NoticeAcknowledged { version: programme.notice.version, at: now });
            survey.identity = Identity {
                nik: format!("180302500287{serial:04}"),
                nik_confirmed: true,
                family_card: "1803021502109001".into(),
                name: format!("CONTOH Siti {serial}"),
                birth_place: "Kotabumi".into(),
                birth_date: chrono::NaiveDate::from_ymd_opt(1987, 2, 10),
                sex: Some(Sex::Female),
                address: "Dusun II".into(),
                village: Some(village(at)),
                ..Identity::default()
            };
            survey.business = Business {
                line: Some(Line::Food),
                activity: "gorengan".into(),
                since_year: Some(2016),
                premises: Some(Premises::Home),
                legality: Some(Legality::None),
                workers: Some(1),
                same_as_home: Some(true),
                ..Business::default()
            };
            for question in &programme.questions {
                let yes = question.eligible.unwrap_or(false);
                let answer = Answer { yes, year: None, unknown: Default::default() };
                survey.eligibility.insert(question.id.clone(), answer);
            }
        })
        .unwrap();
    let kinds = [EvidenceKind::IdentityCard, EvidenceKind::BusinessFront, EvidenceKind::BusinessActivity];
    for (n, kind) in kinds.into_iter().enumerate() {
        device.add_photo(id, kind, &photo(serial * 10 + n as u32)).unwrap();
    }
    sign(device, id);
}

/// The applicant signs the statement as it is at this moment.
pub fn sign(device: &Device, id: SurveyId) {
    let stroke = vec![StrokePoint { x: 500, y: 800, t_ms: 0 }, StrokePoint { x: 9000, y: 300, t_ms: 200 }];
    device.sign(id, "Kotabumi", Signature { strokes: vec![stroke] }, false).unwrap();
}
