//! The bytes of a text become letters.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A mark at the beginning decides, or zeros in every second byte. Otherwise what is UTF-8 is read
/// so, and every byte that cannot be is a letter of Windows-1252: files that were put together from
/// several hold both.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(encoding) = sixteen_bits(bytes) {
        return encoding.decode(bytes).0;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

fn sixteen_bits(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding).filter(|encoding| [UTF_16LE, UTF_16BE].contains(encoding));
    }
    let (pairs, _) = bytes.get(..bytes.len().min(200))?.as_chunks::<2>();
    let zeros = |at: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| at(pair) == 0).count() * 10 > pairs.len() * 9;
    match (zeros(|[first, _]| *first), zeros(|[_, second]| *second)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_old_letters_and_both_in_one_file_are_read() {
        let expected = "1;José\n2;Médan\n";
        assert_eq!(decode(expected.as_bytes()), expected);
        assert_eq!(decode("\u{feff}1;José\n2;Médan\n".as_bytes()), expected);
        assert_eq!(decode(b"1;Jos\xe9\n2;M\xe9dan\n"), expected, "Windows-1252");
        assert_eq!(decode(b"1;Jos\xe9\n2;M\xc3\xa9dan\n"), expected, "a line of each");
        let little: Vec<u8> = expected.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = format!("\u{feff}{expected}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((decode(&little), decode(&big)), (expected.into(), expected.into()));
    }
}
