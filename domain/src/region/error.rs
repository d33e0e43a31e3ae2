//! What can be wrong with a region code or with the table itself.

/// Why a text is not a region code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegionCodeError {
    /// Something else than digits, or than dots after the second, fourth and sixth digit.
    #[error("a region code consists of digits, in groups of 2, 2, 2 and 4 if dotted")]
    NotDigits,
    /// Neither 2, 4, 6 nor 10 digits.
    #[error("a region code has 2, 4, 6 or 10 digits")]
    Length,
    /// A group of zeros, which Kemendagri gives to nothing.
    #[error("a region code has no group of zeros")]
    ZeroGroup,
}

/// Why bytes are not a region table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// The file does not begin as a region table does.
    #[error("the file is not a region table")]
    NotARegionTable,
    /// Written by a later program.
    #[error("the region table has version {0}, which this program cannot read")]
    Version(u8),
    /// Cut short, or with something behind its end.
    #[error("the region table is not as long as it says")]
    Length,
    /// A part does not unpack to what it says.
    #[error("the region table is damaged")]
    Damaged,
    /// Codes are invalid, out of order, or without a parent.
    #[error("the region table holds codes out of order or without a parent")]
    Codes,
}
