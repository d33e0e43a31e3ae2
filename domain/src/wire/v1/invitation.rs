//! What invites a device: the server's address, the one-time code, and by what the province is known again.
//!
//! `sambang:https://sambang.example#CODE.LETTERS.ISSUER`; letters and issuer may be missing. A code that is typed
//! alone proves nothing about the server that takes it: then the person compares the first eight letters with the
//! office's letter.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest as _, Sha256};

use super::Province;
use crate::canonical;

/// Letters and digits of a one-time code: 50 bits.
pub const CODE_LETTERS: usize = 10;
/// Those of a code that an earlier server wrote.
const EARLIER_CODE_LETTERS: usize = 8;
/// The characters of codes and fingerprints: no I, O, 0 or 1, so five bits each.
pub const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Letters of a fingerprint in an invitation: 130 bits.
const LETTERS: usize = 26;
/// Letters that a person compares: 40 bits, each try as slow as a fingerprint is.
const COMPARED: usize = 8;

/// By what a province's keys are known again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// That of a province. Argon2id with 19 MiB and two passes, a fifth of a second on a cheap phone: whoever looks
    /// for other keys with the same eight letters needs thousands of machine-years. None when memory is lacking.
    #[must_use]
    pub fn of(province: &Province) -> Option<Self> {
        let keys = serde_json::json!({
            "code": province.code, "receipt_key": province.receipt_key, "recovery_key": province.recovery_key,
        });
        let mut hash = [0; 32];
        let params = Params::new(19 * 1024, 2, 1, Some(hash.len())).ok()?;
        let slow = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        slow.hash_password_into(&canonical::to_bytes(&keys).ok()?, b"sambang province 1", &mut hash).ok()?;
        Some(Self(letters(&hash, LETTERS)))
    }

    /// Reads the letters of an invitation.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = tidy(text);
        (text.len() == LETTERS && is_lettered(&text)).then_some(Self(text))
    }

    /// The eight letters that a person compares, in two groups.
    #[must_use]
    pub fn compared(&self) -> String {
        let (first, second) = self.0.get(..COMPARED).unwrap_or_default().split_at(COMPARED / 2);
        format!("{first}-{second}")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// By what an office's own issuer of certificates is known again: the SHA-256 of its certificate, in 52 letters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct IssuerPrint(String);

impl IssuerPrint {
    const LETTERS: usize = 51;

    /// That of a certificate in DER.
    #[must_use]
    pub fn of(certificate: &[u8]) -> Self {
        Self(letters(&Sha256::digest(certificate), Self::LETTERS))
    }

    /// Reads the letters of an invitation.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = tidy(text);
        (text.len() == Self::LETTERS && is_lettered(&text)).then_some(Self(text))
    }
}

/// An invitation, as it is printed, pasted or read from a picture.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Invitation {
    /// Address of the server.
    pub server: String,
    /// The one-time code.
    pub code: String,
    /// By what the province is known again; none when the code was given alone.
    pub province: Option<Fingerprint>,
    /// The office's own issuer of certificates; none when the server's is generally known.
    pub issuer: Option<IssuerPrint>,
}

impl Invitation {
    /// Address and code alone, as a person types them.
    #[must_use]
    pub fn alone(server: &str, code: &str) -> Self {
        Self { server: server.to_owned(), code: code.to_owned(), province: None, issuer: None }
    }

    /// Reads an invitation, or address and code with a space between. The address is not looked at.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.strip_prefix("sambang:").unwrap_or(text);
        let (server, rest) = plain.split_once('#').or_else(|| plain.split_once(char::is_whitespace))?;
        let mut parts = rest.split('.');
        let code = tidy(parts.next()?);
        let province = parts.next().map(Fingerprint::parse);
        let issuer = parts.next().map(IssuerPrint::parse);
        let whole = parts.next().is_none() && province != Some(None) && issuer != Some(None) && is_code(&code);
        let (server, province, issuer) = (server.trim().to_owned(), province.flatten(), issuer.flatten());
        whole.then_some(Self { server, code, province, issuer })
    }
}

impl fmt::Display for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sambang:{}#{}", self.server, self.code)?;
        if let Some(province) = &self.province {
            write!(f, ".{province}")?;
        }
        match &self.issuer {
            Some(issuer) => write!(f, ".{}", issuer.0),
            None => Ok(()),
        }
    }
}

/// Takes out what people put between the groups of a code, and makes its letters capitals.
#[must_use]
pub fn tidy(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

fn is_code(code: &str) -> bool {
    matches!(code.len(), CODE_LETTERS | EARLIER_CODE_LETTERS)
}

fn is_lettered(text: &str) -> bool {
    text.bytes().all(|letter| ALPHABET.contains(&letter))
}

/// Five bits a letter, the first bits first.
fn letters(bytes: &[u8], count: usize) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let value = |letter: usize| (0..5).fold(0, |value, bit_of| value * 2 + bit(letter * 5 + bit_of));
    (0..count).filter_map(|letter| ALPHABET.get(value(letter)).copied().map(char::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn province() -> Province {
        Province {
            code: "18".into(),
            office: "Dinas CONTOH".into(),
            receipt_key: "11".repeat(32),
            recovery_key: "22".repeat(32),
            changes: 0,
        }
    }

    #[test]
    fn an_invitation_is_read_as_it_was_written() {
        let print = Fingerprint::of(&province()).unwrap();
        let issuer = IssuerPrint::of(b"certificate");
        for (province, issuer) in [(None, None), (Some(print.clone()), None), (Some(print), Some(issuer))] {
            let server = "https://a.example:8443".to_owned();
            let invitation = Invitation { server, code: "KX7M4P2DQR".into(), province, issuer };
            assert_eq!(Invitation::parse(&format!(" {invitation}\n")), Some(invitation));
        }
    }

    #[test]
    fn what_was_damaged_on_the_way_invites_nobody() {
        let print = Fingerprint::of(&province()).unwrap();
        let whole = format!("sambang:https://a.example#KX7M4P2DQR.{print}");
        assert!(Invitation::parse(&whole).is_some());
        for cut in 1..LETTERS {
            assert_eq!(Invitation::parse(whole.get(..whole.len() - cut).unwrap()), None, "cut by {cut}");
        }
        for text in ["", "KX7M4P2DQR", "https://a.example", "https://a.example KX7M", "https://a.example#KX7M4P2DQR..x"]
        {
            assert_eq!(Invitation::parse(text), None, "{text}");
        }
    }

    #[test]
    fn any_other_key_has_another_fingerprint_and_the_offices_name_has_none() {
        let print = Fingerprint::of(&province()).unwrap();
        assert_eq!(Fingerprint::of(&Province { office: "Dinas lain".into(), ..province() }), Some(print.clone()));
        let others = [
            Province { receipt_key: "12".repeat(32), ..province() },
            Province { recovery_key: "23".repeat(32), ..province() },
            Province { code: "19".into(), ..province() },
        ];
        for other in others {
            assert_ne!(Fingerprint::of(&other).unwrap().compared(), print.compared());
        }
        assert_eq!(print.compared().len(), 9);
        assert_eq!(Fingerprint::parse(&print.to_string().to_lowercase()), Some(print));
    }

    #[test]
    fn the_example_on_the_page_is_right() {
        let page = include_str!("../../../../docs/protocol.md");
        let print = Fingerprint::of(&province()).unwrap();
        assert!(page.contains(&format!("`{print}`, and `{}`", print.compared())), "{print}, {}", print.compared());
    }

    #[test]
    fn letters_take_five_bits_each() {
        assert_eq!(letters(&[0xff, 0xff, 0xff, 0xff, 0xff], 8), "99999999");
        assert_eq!(letters(&[0b0000_1000, 0b1000_0000], 2), "BC");
    }
}
