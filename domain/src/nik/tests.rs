use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

#[test]
fn a_nik_is_read_with_any_separators_and_shown_in_groups() {
    for text in ["1803025002879003", "180302 500287 9003", " 1803.0250-02879003"] {
        let nik = Nik::parse(text).unwrap();
        assert_eq!(nik.grouped(), "180302 500287 9003");
        assert_eq!((nik.prefix(), nik.serial()), (180_302, 9003));
        assert_eq!(nik.birth_digits().sex(), Sex::Female);
        assert_eq!(nik.birth_digits().date(day(2021, 4, 15)), Some(day(1987, 2, 10)));
    }
}

#[test]
fn what_can_never_be_a_nik_is_an_error() {
    let cases = [
        ("", NikError::Length { digits: 0 }),
        ("180302500287900", NikError::Length { digits: 15 }),
        ("18030250028790031", NikError::Length { digits: 17 }),
        ("18030250O2879003", NikError::NotDigits),
        ("１８０３０２５００２８７９００３", NikError::NotDigits),
        ("1803023102879003", NikError::ImpossibleDate),
        ("1803020002879003", NikError::ImpossibleDate),
        ("1803024002879003", NikError::ImpossibleDate),
        ("1803027202879003", NikError::ImpossibleDate),
        ("1803021013879003", NikError::ImpossibleDate),
        ("1803025002870000", NikError::SerialZero),
    ];
    for (text, error) in cases {
        assert_eq!(Nik::parse(text), Err(error), "{text}");
    }
}

#[test]
fn the_century_makes_a_card_holder_and_leap_days_choose_theirs() {
    let today = day(2021, 4, 15);
    let date = |text| Nik::parse(text).unwrap().birth_digits().date(today);
    assert_eq!(date("1803021504049003"), Some(day(2004, 4, 15)), "17 today");
    assert_eq!(date("1803021604049003"), Some(day(1904, 4, 16)), "17 tomorrow");
    assert_eq!(date("1803020101509003"), Some(day(1950, 1, 1)));
    assert_eq!(date("1803022902009003"), Some(day(2000, 2, 29)), "1900 had no leap day");
    assert_eq!(Nik::parse("1803022902019003"), Err(NikError::ImpossibleDate));
}

#[test]
fn debug_and_display_never_show_a_whole_nik() {
    let nik = Nik::parse("1803025002879003").unwrap();
    assert_eq!(nik.to_string(), "1803••••••••9003");
    assert_eq!(format!("{nik:?}"), "Nik(1803••••••••9003)");
    assert_eq!(mask("12345"), "•••••");
}

proptest! {
    #[test]
    fn any_text_is_parsed_without_panic(text in ".{0,40}") {
        if let Ok(nik) = Nik::parse(&text) {
            prop_assert_eq!(Nik::parse(&nik.digits()), Ok(nik));
        }
    }

    #[test]
    fn what_is_composed_is_read_back(
        prefix in 110_101u32..960_000, days in 0i64..36_500, female: bool, serial in 1u32..10_000,
    ) {
        let birth = day(1921, 1, 1) + chrono::Days::new(days.unsigned_abs());
        let d: u32 = birth.format("%d").to_string().parse().unwrap();
        let text = format!("{prefix}{:02}{}{serial:04}", if female { d + 40 } else { d }, birth.format("%m%y"));
        let nik = Nik::parse(&text).unwrap();
        prop_assert_eq!(nik.prefix(), prefix);
        prop_assert_eq!(nik.serial(), serial);
        prop_assert_eq!(nik.birth_digits().sex() == Sex::Female, female);
        prop_assert!(nik.birth_digits().matches(birth));
        prop_assert_eq!(group(&nik.digits()), nik.grouped());
        let masked = nik.masked();
        let hidden: String = text.chars().skip(4).take(8).collect();
        prop_assert!(!masked.contains(&hidden));
    }
}
