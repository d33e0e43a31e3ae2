//! What must not be guessed: tokens and enrolment codes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sambang_domain::wire::v1::invitation::{ALPHABET, CODE_LETTERS};

/// The operating system gave no random bytes.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct RandomError;

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

/// A one-time code: ten characters, fifty bits.
pub(crate) fn code() -> Result<String, RandomError> {
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    Ok(bytes::<CODE_LETTERS>()?.iter().filter_map(letter).collect())
}

/// A code as it was typed, without spaces and hyphens, in capitals.
pub(crate) fn normalise_code(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ten_characters_that_cannot_be_misread() {
        for _ in 0..200 {
            let code = code().unwrap();
            assert_eq!(code.len(), 10);
            assert!(code.bytes().all(|b| ALPHABET.contains(&b)), "{code}");
        }
        assert_eq!(normalise_code(" abcd-ef 23\n"), "ABCDEF23");
    }
}
