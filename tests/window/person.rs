//! The person who is visited, invented: every answer is marked CONTOH or cannot belong to a real person.

/// District Kotabumi of Lampung Utara, 10 February 1987, a woman, serial 9003.
pub(crate) const NIK: &str = "1803025002879003";
/// The same with a month 13: no such day.
pub(crate) const IMPOSSIBLE_NIK: &str = "1803025013879003";
/// The family card.
pub(crate) const FAMILY_CARD: &str = "1803020101109001";
/// Name as on the card.
pub(crate) const NAME: &str = "CONTOH SITI AMINAH";
/// Birth place as on the card.
pub(crate) const BIRTH_PLACE: &str = "KOTABUMI";
/// Birth date as it is typed.
pub(crate) const BIRTH_DATE: &str = "10-02-1987";
/// Home address.
pub(crate) const ADDRESS: &str = "Jl. Contoh No. 12";
/// Mobile phone.
pub(crate) const PHONE: &str = "081200009003";
/// The same as it is said and typed.
pub(crate) const PHONE_AS_SAID: &str = "+62 812-0000-9003";
/// Name of the business.
pub(crate) const BUSINESS: &str = "CONTOH Warung Bu Siti";
/// What it does.
pub(crate) const ACTIVITY: &str = "Jual nasi uduk dan gorengan";
/// Since when.
pub(crate) const SINCE: &str = "2016";
/// Number of the village's letter about the business.
pub(crate) const LEGALITY_NUMBER: &str = "503/017/CONTOH/2021";
/// Where to find it.
pub(crate) const LANDMARK: &str = "Seberang pasar contoh";
/// Where the statement is signed.
pub(crate) const PLACE: &str = "Kotabumi";
/// Where the phone stands: latitude, longitude, accuracy in metres.
pub(crate) const POSITION: (f64, f64, f64) = (-4.80213, 104.91377, 6.0);
/// The facilitator's PIN.
pub(crate) const PIN: &str = "135790";
