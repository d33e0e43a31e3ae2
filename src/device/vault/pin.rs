//! The PIN: six digits, not the ones everybody chooses.

use zeroize::Zeroizing;

/// A six-digit PIN; wiped from memory when dropped, never printed.
#[derive(Clone)]
pub struct Pin(Zeroizing<String>);

/// Why a PIN is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Not six digits.
    #[error("a PIN has six digits")]
    NotSixDigits,
    /// One digit only, or a run such as 123456.
    #[error("the PIN is too easy to guess")]
    TooSimple,
}

impl Pin {
    /// Reads a PIN.
    ///
    /// # Errors
    /// [`PinError`]; the digits are never part of it.
    pub fn parse(text: &str) -> Result<Self, PinError> {
        let digits = text.as_bytes();
        if digits.len() != 6 || !digits.iter().all(u8::is_ascii_digit) {
            return Err(PinError::NotSixDigits);
        }
        let steps: Vec<i16> =
            digits.iter().zip(digits.iter().skip(1)).map(|(a, b)| i16::from(*b) - i16::from(*a)).collect();
        let runs = [0, 1, -1].iter().any(|step| steps.iter().all(|s| s == step));
        if runs { Err(PinError::TooSimple) } else { Ok(Self(Zeroizing::new(text.to_owned()))) }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(••••••)")
    }
}
