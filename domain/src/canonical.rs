//! Canonical JSON (RFC 8785): the one byte form of a value, so that it can be hashed and signed.

use serde::Serialize;
use serde_json::Value;

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

/// Whether `bytes` say what `value` says. JSON rounds whole numbers beyond 2^53 (RFC 8785 section 3.2.2.3).
#[must_use]
pub fn says<T: Serialize>(bytes: &[u8], value: &T) -> bool {
    let (written, meant) = (serde_json::from_slice(bytes), serde_json::to_value(value));
    matches!((written, meant), (Ok(written), Ok(meant)) if same(&written, &meant))
}

fn same(written: &Value, meant: &Value) -> bool {
    match (written, meant) {
        (Value::Number(written), Value::Number(meant)) if meant.is_f64() => written.as_f64() == meant.as_f64(),
        (Value::Array(written), Value::Array(meant)) => {
            written.len() == meant.len() && written.iter().zip(meant).all(|(written, meant)| same(written, meant))
        }
        (Value::Object(written), Value::Object(meant)) => {
            let there =
                |(name, meant): (&String, &Value)| written.get(name).is_some_and(|written| same(written, meant));
            written.len() == meant.len() && meant.iter().all(there)
        }
        (written, meant) => written == meant,
    }
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
    fn a_number_that_would_be_rounded_is_noticed_and_no_other() {
        let said = |value: serde_json::Value| says(&to_bytes(&value).unwrap(), &value);
        for exact in [0, 1, (1_u64 << 53) - 1, 1 << 53] {
            assert!(said(serde_json::json!({ "amount": [exact] })), "{exact}");
        }
        for rounded in [(1_u64 << 53) + 1, u64::MAX] {
            assert!(!said(serde_json::json!({ "amount": [rounded] })), "{rounded}");
        }
        assert!(said(serde_json::json!({ "degrees": [-4.0, 104.91377, 1e-7, 1e21], "none": null, "text": "-4.0" })));
    }

    #[test]
    fn other_spellings_of_the_same_value_are_not_canonical() {
        for text in ["{\"b\":1,\"a\":2}", "{ }", "1.0", "[1,]", "", "{\"a\":1,\"a\":1}", "\"\\u0041\""] {
            assert!(!is_canonical(text.as_bytes()), "{text}");
        }
    }
}
