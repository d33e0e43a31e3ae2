use proptest::prelude::*;

use super::*;

const SECRET: FilterSecret = FilterSecret::new([7; 32]);

/// A made-up NIK; different numbers give different ones.
fn nik(number: u32) -> Nik {
    let (serial, rest) = (9000 + number % 1000, number / 1000);
    let (day, rest) = (1 + rest % 28, rest / 28);
    let (month, rest) = (1 + rest % 12, rest / 12);
    let (year, district) = (rest % 100, 1 + rest / 100);
    Nik::parse(&format!("1803{district:02}{day:02}{month:02}{year:02}{serial:04}")).unwrap()
}

fn filter(numbers: impl IntoIterator<Item = u32>) -> NikFilter {
    let bytes = build(numbers.into_iter().map(|number| SECRET.key(&nik(number)))).unwrap();
    NikFilter::from_bytes(SECRET, &bytes).unwrap()
}

#[test]
fn a_province_fits_in_a_megabyte_finds_everybody_and_hardly_anybody_else() {
    const PROVINCE: u32 = 376_000;
    let bytes = build((0..PROVINCE).map(|number| SECRET.key(&nik(number)))).unwrap();
    let bits = bytes.len() as f64 * 8.0 / f64::from(PROVINCE);
    assert!(bytes.len() < 900_000 && bits < 18.5, "{} bytes, {bits:.2} bits per entry", bytes.len());
    let filter = NikFilter::from_bytes(SECRET, &bytes).unwrap();
    assert_eq!(filter.entries(), u64::from(PROVINCE));
    assert!((0..PROVINCE).all(|number| filter.contains(&nik(number))), "no false negative");
    let strangers = PROVINCE..PROVINCE + 500_000;
    let wrong = strangers.filter(|number| filter.contains(&nik(*number))).count();
    assert!(wrong <= 20, "{wrong} of 500,000; one in 65,536 is about 8");
}

#[test]
fn small_filters_work_too_and_an_empty_one_contains_nobody() {
    for count in 0..40 {
        let filter = filter(0..count);
        assert!((0..count).all(|number| filter.contains(&nik(number))), "{count}");
    }
    assert!(!(0..100_000).any(|number| filter([]).contains(&nik(number))));
}

#[test]
fn the_same_entries_give_the_same_bytes_and_another_secret_other_keys() {
    let keys: Vec<u64> = (0..500).map(|number| SECRET.key(&nik(number))).collect();
    let twice = keys.iter().rev().chain(&keys).copied();
    assert_eq!(build(twice).unwrap(), build(keys.clone()).unwrap());
    assert_ne!(FilterSecret::new([8; 32]).key(&nik(1)), SECRET.key(&nik(1)));
}

/// Phones and servers of different years must agree: neither number may ever change.
#[test]
fn keys_and_bytes_never_change() {
    let card = Nik::parse("1803025002879003").unwrap();
    assert_eq!(SECRET.key(&card), KEY_OF_9003);
    let bytes = build((0..100).map(|number| SECRET.key(&nik(number)))).unwrap();
    assert_eq!(crate::ids::Digest::of(&bytes).to_hex(), DIGEST_OF_100);
}

const KEY_OF_9003: u64 = 16_181_499_616_862_289_844;
const DIGEST_OF_100: &str = "526fe2d2cc3b723147cff729e8828f25b4d0c6513fd4c957089dfb2e61fb568d";

#[test]
fn bytes_that_are_no_filter_are_refused() {
    let good = build((0..100).map(|number| SECRET.key(&nik(number)))).unwrap();
    let read = |bytes: &[u8]| NikFilter::from_bytes(SECRET, bytes).map(|_| ());
    assert_eq!(read(&good), Ok(()));
    for cut in 0..good.len() {
        assert!(read(&good[..cut]).is_err(), "{cut}");
    }
    assert_eq!(read(&[good.as_slice(), b"\0"].concat()), Err(FilterError::Shape));
    assert_eq!(read(b"sambang filter 2\n"), Err(FilterError::Format));
    assert_eq!(read(b"<html>Selamat datang</html>"), Err(FilterError::Format));
}

#[test]
fn a_secret_is_written_in_hexadecimal_and_never_shown() {
    let text = serde_json::to_string(&SECRET).unwrap();
    assert_eq!(serde_json::from_str::<FilterSecret>(&text).unwrap(), SECRET);
    assert!(!format!("{SECRET:?}").contains("07"));
    assert!(serde_json::from_str::<FilterSecret>("\"0707\"").is_err());
}

proptest! {
    #[test]
    fn a_nik_in_the_filter_is_always_found(numbers in proptest::collection::hash_set(0_u32..5_000_000, 0..400)) {
        let filter = filter(numbers.iter().copied());
        prop_assert!(numbers.iter().all(|number| filter.contains(&nik(*number))));
    }

    #[test]
    fn garbage_never_panics(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..400),
        entries in any::<u64>(), segment in 0_u32..40, count in 0_u32..200, probe in 0_u32..1000,
    ) {
        drop(NikFilter::from_bytes(SECRET, &bytes));
        let mut dressed = b"sambang filter 1\n".to_vec();
        dressed.extend(entries.to_le_bytes());
        dressed.extend([9; 8]);
        dressed.extend(segment.to_le_bytes());
        dressed.extend(count.to_le_bytes());
        bytes.resize(usize::try_from((count + 2 * segment) * 2).unwrap(), 3);
        dressed.extend(bytes);
        if let Ok(filter) = NikFilter::from_bytes(SECRET, &dressed) {
            let _ = filter.contains(&nik(probe));
        }
    }
}
