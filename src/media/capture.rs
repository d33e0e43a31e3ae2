//! When and where a photo was taken, and which way up, from its Exif block
//! (CIPA DC-008).
//!
//! Cameras write all kinds of nonsense here. A field that cannot be right is
//! left out; it never stops the photo.

use chrono::{NaiveDate, NaiveDateTime};
use exif::{DateTime, Exif, In, Tag, Value};
use image::metadata::Orientation;

/// What the camera recorded. Evidence beside the survey's own clock and
/// position, not instead of them: a camera's clock can be wrong, too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Capture {
    /// The camera's local date and time.
    pub taken_at: Option<NaiveDateTime>,
    /// Minutes the camera's time is ahead of UTC (420 for WIB), when recorded.
    pub offset_minutes: Option<i32>,
    /// WGS 84 latitude and longitude in degrees, north and east positive.
    pub position: Option<(f64, f64)>,
}

/// Reads the block; an unreadable one says nothing.
pub(super) fn read(block: Vec<u8>) -> (Capture, Orientation) {
    // WebP files of some apps keep JPEG's prefix in front of the TIFF header.
    let block = block.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec).unwrap_or(block);
    let parsed = exif::Reader::new()
        .continue_on_error(true)
        .read_raw(block)
        .or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(exif) = parsed else {
        return (Capture::default(), Orientation::NoTransforms);
    };
    let (taken_at, offset_minutes) = time(&exif);
    let capture = Capture { taken_at, offset_minutes, position: position(&exif) };
    let orientation = exif
        .get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?))
        .unwrap_or(Orientation::NoTransforms);
    (capture, orientation)
}

/// The moment of exposure, or else of digitisation; never of the last edit.
fn time(exif: &Exif) -> (Option<NaiveDateTime>, Option<i32>) {
    [(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal), (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized)]
        .into_iter()
        .find_map(|(moment, offset)| {
            let mut read = DateTime::from_ascii(ascii(exif, moment)?).ok()?;
            let taken_at = NaiveDate::from_ymd_opt(read.year.into(), read.month.into(), read.day.into())?.and_hms_opt(
                read.hour.into(),
                read.minute.into(),
                read.second.into(),
            )?;
            let offset = [offset, Tag::OffsetTime].into_iter().find_map(|tag| ascii(exif, tag));
            if let Some(offset) = offset {
                // A malformed offset leaves the field empty.
                read.parse_offset(offset).ok();
            }
            Some((Some(taken_at), read.offset.map(i32::from)))
        })
        .unwrap_or_default()
}

/// The position, when both halves and their hemispheres are there. Phones
/// without a fix write zeroes, so the point 0, 0 counts as none.
fn position(exif: &Exif) -> Option<(f64, f64)> {
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, (b'N', b'S'))?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, (b'E', b'W'))?;
    let real = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
    real.then_some((latitude, longitude))
}

fn degrees(exif: &Exif, value: Tag, hemisphere: Tag, (plus, minus): (u8, u8)) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(value, In::PRIMARY)?.value else {
        return None;
    };
    let unsigned: f64 = parts.iter().zip([1.0, 60.0, 3600.0]).map(|(part, unit)| part.to_f64() / unit).sum();
    let sign = match ascii(exif, hemisphere)?.first()?.to_ascii_uppercase() {
        letter if letter == plus => 1.0,
        letter if letter == minus => -1.0,
        _ => return None,
    };
    (unsigned.is_finite() && !parts.is_empty()).then_some(sign * unsigned)
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    }
}
