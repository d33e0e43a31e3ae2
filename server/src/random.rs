//! What must not be guessed: tokens and enrolment codes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The operating system gave no random bytes.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct RandomError;

/// The characters of an enrolment code: no I, O, 0 or 1, so five bits each.
const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| RandomError)?;
    Ok(bytes)
}

/// A bearer token: 32 random bytes in base64url.
pub(crate) fn token() -> Result<String, RandomError> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<32>()?))
}

/// An enrolment code: eight characters, forty bits.
pub(crate) fn code() -> Result<String, RandomError> {
    let letter = |byte: &u8| CODE_ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    Ok(bytes::<8>()?.iter().filter_map(letter).collect())
}

/// A code as it was typed, without spaces and hyphens, in capitals.
pub(crate) fn normalise_code(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_eight_characters_that_cannot_be_misread() {
        for _ in 0..200 {
            let code = code().unwrap();
            assert_eq!(code.len(), 8);
            assert!(code.bytes().all(|b| CODE_ALPHABET.contains(&b)), "{code}");
        }
        assert_eq!(normalise_code(" abcd-ef 23\n"), "ABCDEF23");
    }
}
