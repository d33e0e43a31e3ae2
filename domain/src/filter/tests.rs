use proptest::prelude::*;

use super::*;
use crate::nik::Nik;

pub(super) const KEY: FilterSecret = FilterSecret::new([7; 32]);
pub(super) const CHEAP: Stretch = Stretch { cost: Cost { memory_kib: 8, passes: 1 }, salt: FilterSecret::new([9; 32]) };

/// A made-up NIK; different numbers give different ones.
pub(super) fn nik(number: u32) -> Nik {
    let (serial, rest) = (9000 + number % 1000, number / 1000);
    let (day, rest) = (1 + rest % 28, rest / 28);
    let (month, rest) = (1 + rest % 12, rest / 12);
    let (year, district) = (rest % 100, 1 + rest / 100);
    Nik::parse(&format!("1803{district:02}{day:02}{month:02}{year:02}{serial:04}")).unwrap()
}

/// Stands for the slow step where only what follows it is looked at.
pub(super) fn slow(number: u32) -> SlowNik {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    SlowNik::new(bytes)
}

fn filter(numbers: impl IntoIterator<Item = u32>) -> NikFilter {
    let bytes = build(numbers.into_iter().map(|number| KEY.entry(&slow(number)))).unwrap();
    NikFilter::from_bytes(KEY, &bytes).unwrap()
}

#[test]
fn a_filter_is_small_finds_everybody_and_one_in_256_others() {
    const LIST: u32 = 300_000;
    let bytes = build((0..LIST).map(|number| KEY.entry(&slow(number)))).unwrap();
    let bits = bytes.len() as f64 * 8.0 / f64::from(LIST);
    assert!(bits < 9.3, "{} bytes, {bits:.2} bits per entry", bytes.len());
    let filter = NikFilter::from_bytes(KEY, &bytes).unwrap();
    assert_eq!(filter.entries(), u64::from(LIST));
    assert!((0..LIST).all(|number| filter.contains(&slow(number))), "no false negative");
    let wrong = (LIST..LIST + 256_000).filter(|number| filter.contains(&slow(*number))).count();
    assert!((850..1150).contains(&wrong), "{wrong} of 256,000; one in 256 is 1,000: a hit alone proves little");
}

#[test]
fn small_filters_work_too_and_an_empty_one_contains_nobody() {
    for count in 0..40 {
        let filter = filter(0..count);
        assert!((0..count).all(|number| filter.contains(&slow(number))), "{count}");
    }
    assert!(!(0..100_000).any(|number| filter([]).contains(&slow(number))));
}

#[test]
fn the_same_entries_give_the_same_bytes_and_another_key_or_salt_others() {
    let entries: Vec<u64> = (0..500).map(|number| KEY.entry(&slow(number))).collect();
    let twice = entries.iter().rev().chain(&entries).copied();
    assert_eq!(build(twice).unwrap(), build(entries.clone()).unwrap());
    assert_ne!(FilterSecret::new([8; 32]).entry(&slow(1)), KEY.entry(&slow(1)));
    let other = Stretch { salt: KEY, ..CHEAP.clone() };
    assert_ne!(other.slow(&nik(1)).unwrap(), CHEAP.slow(&nik(1)).unwrap());
}

/// Phones and servers of different years must agree: none of these may ever change.
#[test]
fn slow_niks_entries_and_bytes_never_change() {
    let card = Nik::parse("1803025002879003").unwrap();
    let slowed = CHEAP.slow(&card).unwrap();
    assert_eq!(hex::encode(slowed.bytes()), SLOW_9003);
    assert_eq!(KEY.entry(&slowed), ENTRY_OF_9003);
    let bytes = build((0..100).map(|number| KEY.entry(&slow(number)))).unwrap();
    assert_eq!(crate::ids::Digest::of(&bytes).to_hex(), DIGEST_OF_100);
}

const SLOW_9003: &str = "8795cb2b09bef1828f52c5508647d498cb515b17e0074b312c233cf1f40eb415";
const ENTRY_OF_9003: u64 = 14_190_096_353_073_710_418;
const DIGEST_OF_100: &str = "aa8ba8bbd8123ee5745e58097d29ceb95f3fa57a17df878c4e94eeef80ba484f";

#[test]
fn a_phone_does_what_is_usual_and_four_times_as_much_and_no_more() {
    let cost = |memory_kib, passes| Cost { memory_kib, passes };
    assert!(Cost::USUAL.is_bearable() && cost(24 * 1024, 4).is_bearable() && cost(64 * 1024, 1).is_bearable());
    for unbearable in [cost(65 * 1024, 1), cost(24 * 1024, 5), cost(8, u32::MAX), cost(u32::MAX, u32::MAX)] {
        assert!(!unbearable.is_bearable(), "{unbearable:?}");
        assert_eq!(Stretch { cost: unbearable, ..CHEAP.clone() }.slow(&nik(1)), Err(StretchError));
    }
    for senseless in [cost(0, 1), cost(8, 0), cost(7, 1)] {
        assert_eq!(Stretch { cost: senseless, ..CHEAP.clone() }.slow(&nik(1)), Err(StretchError), "{senseless:?}");
    }
}

/// A function that costs a guesser nothing.
type Fast<'a> = &'a dyn Fn(&[u8]) -> [u8; 32];

/// The attack of somebody with the bytes and everything a phone is told: whatever fast function of these they
/// try on the NIKs of a district, membership shows in none; only the slow step tells it.
#[test]
fn no_fast_function_of_what_a_phone_holds_tells_who_is_in_a_filter() {
    use hmac::{Hmac, Mac};
    use sha2::{Digest as _, Sha256};

    let mac = |key: &[u8], message: &[u8]| -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).unwrap();
        mac.update(message);
        mac.finalize().into_bytes().into()
    };
    let members = 0..1000;
    let bytes = build(members.clone().map(|number| KEY.entry(&CHEAP.slow(&nik(number)).unwrap()))).unwrap();
    let filter = NikFilter::from_bytes(KEY, &bytes).unwrap();
    assert!(members.clone().all(|number| filter.contains(&CHEAP.slow(&nik(number)).unwrap())));
    let (key, salt) = (KEY.bytes(), CHEAP.salt.bytes());
    let fast: [(&str, Fast<'_>); 5] = [
        ("HMAC under the key, as it was before", &|digits| mac(key, digits)),
        ("HMAC under the salt", &|digits| mac(salt, digits)),
        ("both", &|digits| mac(key, &mac(salt, digits))),
        ("plain SHA-256", &|digits| Sha256::digest(digits).into()),
        ("salted SHA-256", &|digits| Sha256::digest([salt, digits].concat()).into()),
    ];
    for (name, guess) in fast {
        // Taken for the slow form, and taken for the entry itself.
        let slow = |number: &u32| filter.contains(&SlowNik::new(guess(nik(*number).digits().as_bytes())));
        let entry = |number: &u32| {
            let bytes = guess(nik(*number).digits().as_bytes());
            let entry = bytes.iter().take(8).fold(0, |entry, byte| entry << 8 | u64::from(*byte));
            xorf::Filter::contains(&filter.fuse, &entry)
        };
        for found in [members.clone().filter(slow).count(), members.clone().filter(entry).count()] {
            assert!(found < 20, "{name}: {found} of 1,000 members found, by chance 4");
        }
    }
}

#[test]
fn bytes_that_are_no_filter_are_refused() {
    let good = build((0..100).map(|number| KEY.entry(&slow(number)))).unwrap();
    let read = |bytes: &[u8]| NikFilter::from_bytes(KEY, bytes).map(|_| ());
    assert_eq!(read(&good), Ok(()));
    for cut in 0..good.len() {
        assert!(read(&good[..cut]).is_err(), "{cut}");
    }
    assert_eq!(read(&[good.as_slice(), b"\0"].concat()), Err(FilterError::Shape));
    assert_eq!(read(b"sambang filter 1\n"), Err(FilterError::Format), "readable by whoever had its secret");
    assert_eq!(read(b"<html>Selamat datang</html>"), Err(FilterError::Format));
}

#[test]
fn a_secret_is_written_in_hexadecimal_and_never_shown() {
    let text = serde_json::to_string(&KEY).unwrap();
    assert_eq!(serde_json::from_str::<FilterSecret>(&text).unwrap(), KEY);
    assert!(!format!("{KEY:?} {:?}", SlowNik::new([7; 32])).contains('7'));
    assert!(serde_json::from_str::<FilterSecret>("\"0707\"").is_err());
}

proptest! {
    #[test]
    fn a_nik_in_the_filter_is_always_found(numbers in proptest::collection::hash_set(0_u32..5_000_000, 0..400)) {
        let filter = filter(numbers.iter().copied());
        prop_assert!(numbers.iter().all(|number| filter.contains(&slow(*number))));
    }

    #[test]
    fn garbage_never_panics(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..400),
        entries in any::<u64>(), segment in 0_u32..40, count in 0_u32..200, probe in 0_u32..1000,
    ) {
        drop(NikFilter::from_bytes(KEY, &bytes));
        let mut dressed = b"sambang filter 2\n".to_vec();
        dressed.extend(entries.to_le_bytes());
        dressed.extend([9; 8]);
        dressed.extend(segment.to_le_bytes());
        dressed.extend(count.to_le_bytes());
        bytes.resize(usize::try_from(count + 2 * segment).unwrap(), 3);
        dressed.extend(bytes);
        if let Ok(filter) = NikFilter::from_bytes(KEY, &dressed) {
            let _ = filter.contains(&slow(probe));
        }
    }
}
