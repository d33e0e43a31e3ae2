//! Canonical JSON (RFC 8785): the one byte form of a value, so that it can be hashed and signed.

use serde::Serialize;

/// A value that has no canonical JSON form (a float that is not finite, a map with keys that are
/// not strings).
#[derive(Debug, thiserror::Error)]
#[error("value has no canonical JSON form")]
pub struct CanonicalError(#[from] serde_json::Error);

/// The canonical bytes of `value`.
///
/// # Errors
/// When `value` holds something JSON cannot express.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    Ok(serde_json_canonicalizer::to_vec(value)?)
}

/// Whether `bytes` are valid JSON in canonical form.
#[must_use]
pub fn is_canonical(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(bytes)
        .ok()
        .and_then(|value| to_bytes(&value).ok())
        .is_some_and(|canonical| canonical == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_spaces_dropped() {
        let value = serde_json::json!({"b": 1.50, "a": [true, null, "\u{e9}\n"], "A": {}});
        let bytes = to_bytes(&value).unwrap();
        assert_eq!(bytes, "{\"A\":{},\"a\":[true,null,\"é\\n\"],\"b\":1.5}".as_bytes());
        assert!(is_canonical(&bytes));
    }

    #[test]
    fn other_spellings_of_the_same_value_are_not_canonical() {
        for text in ["{\"b\":1,\"a\":2}", "{ }", "1.0", "[1,]", "", "{\"a\":1,\"a\":1}", "\"\\u0041\""] {
            assert!(!is_canonical(text.as_bytes()), "{text}");
        }
    }
}
