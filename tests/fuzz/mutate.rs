//! Changes as files suffer them: cut, bytes turned, pieces moved, doubled, taken from another file.

/// A row of numbers that is the same for the same seed.
pub(crate) struct Mutator(u64);

impl Mutator {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// `entry` after one to four changes.
    pub(crate) fn mutated(&mut self, entry: &[u8], corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = entry.to_vec();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes, corpus);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        const AWKWARD: [&[u8]; 12] = [
            b"\0",
            b"\xff\xff",
            b"\xff\xff\xff\xff",
            b"\x7f\xff\xff\xff",
            b"\"",
            b"\r",
            b"\xe2\x80\xae",
            b"\xff\xd9",
            b"9007199254740993",
            b"-0",
            b"1e999",
            b"\xed\xa0\x80",
        ];
        let at = self.below(bytes.len() + 1);
        let end = (at + self.below(64)).min(bytes.len());
        match self.below(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            2 if at < bytes.len() => bytes[at] = self.next() as u8,
            3 => drop(bytes.drain(at..end)),
            4 => {
                let doubled = bytes[at..end].to_vec();
                bytes.splice(at..at, doubled);
            }
            5 => {
                let other = &corpus[self.below(corpus.len())];
                let from = self.below(other.len() + 1);
                let to = (from + self.below(256)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                let awkward = AWKWARD[self.below(AWKWARD.len())];
                bytes.splice(at..at, awkward.iter().copied());
            }
        }
    }
}
