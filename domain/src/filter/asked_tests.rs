//! A reader written from `docs/protocol.md` alone ("How a filter is asked"), and the example on that page.

use super::tests::{CHEAP, KEY, nik, slow};
use super::{NikFilter, build};

/// The steps of the page for an entry, without the library that builds filters.
struct Reader<'a> {
    entries: u64,
    seed: u64,
    segment: u64,
    count: u64,
    fingerprints: &'a [u8],
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl<'a> Reader<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        assert_eq!(&bytes[..17], b"sambang filter 2\n");
        let (segment, count) = (number(&bytes[33..37]), number(&bytes[37..41]));
        assert!(segment.is_power_of_two() && segment <= 262_144 && count >= segment && count.is_multiple_of(segment));
        assert_eq!(bytes.len() as u64, 41 + count + 2 * segment);
        let (entries, seed) = (number(&bytes[17..25]), number(&bytes[25..33]));
        Self { entries, seed, segment, count, fingerprints: &bytes[41..] }
    }

    fn hash(&self, entry: u64) -> u64 {
        let mut h = entry.wrapping_add(self.seed);
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }

    fn places(&self, h: u64) -> [u64; 3] {
        let p0 = u64::try_from((u128::from(h) * u128::from(self.count)) >> 64).unwrap();
        let p1 = (p0 + self.segment) ^ ((h >> 18) & (self.segment - 1));
        let p2 = (p0 + 2 * self.segment) ^ (h & (self.segment - 1));
        [p0, p1, p2]
    }

    fn contains(&self, entry: u64) -> bool {
        let h = self.hash(entry);
        let read = |at: u64| self.fingerprints[usize::try_from(at).unwrap()];
        let found = self.places(h).into_iter().fold(0, |found, at| found ^ read(at));
        self.entries > 0 && found == fingerprint(h)
    }
}

fn fingerprint(h: u64) -> u8 {
    u8::try_from((h ^ (h >> 32)) & 0xff).unwrap()
}

#[test]
fn a_reader_written_from_the_page_finds_the_same_niks() {
    for count in [0, 1, 2, 3, 40, 1000, 20_000] {
        let bytes = build((0..count).map(|number| KEY.entry(&slow(number)))).unwrap();
        let (ours, theirs) = (NikFilter::from_bytes(KEY, &bytes).unwrap(), Reader::of(&bytes));
        let mut found = 0;
        for number in 0..count + 20_000 {
            let asked = theirs.contains(KEY.entry(&slow(number)));
            assert_eq!(asked, ours.contains(&slow(number)), "{number} of {count}");
            assert!(asked || number >= count);
            found += u32::from(asked);
        }
        assert!(found < count + 150, "{found} found, {count} went in, by chance 78 more");
    }
}

#[test]
fn the_example_on_the_page_is_right() {
    let page = include_str!("../../../docs/protocol.md");
    let example = page.split("```text\nmemory_kib").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let example = format!("memory_kib{example}");
    let slowed = CHEAP.slow(&nik_of_the_page()).unwrap();
    let entry = KEY.entry(&slowed);
    let bytes = build([entry, KEY.entry(&slow(1)), KEY.entry(&slow(2))]).unwrap();
    let reader = Reader::of(&bytes);
    let h = reader.hash(entry);
    let [p0, p1, p2] = reader.places(h);
    let right = [
        format!("memory_kib {}", CHEAP.cost.memory_kib),
        format!("passes {}", CHEAP.cost.passes),
        format!("salt {}", hex::encode(CHEAP.salt.bytes())),
        format!("key {}", hex::encode(KEY.bytes())),
        format!("nik {}", nik_of_the_page().digits()),
        format!("slow {}", hex::encode(slowed.bytes())),
        format!("entry {entry}"),
        format!("filter {}", hex::encode(&bytes)),
        format!("h {h}"),
        format!("places {p0} {p1} {p2}"),
        format!("fingerprint {}", fingerprint(h)),
    ];
    assert_eq!(example, right.join("\n"));
    assert!(reader.contains(entry) && !reader.contains(KEY.entry(&CHEAP.slow(&nik(5)).unwrap())));
}

fn nik_of_the_page() -> crate::nik::Nik {
    crate::nik::Nik::parse("1803025002879003").unwrap()
}
