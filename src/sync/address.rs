//! The province's address, and the one text that invites a device.

use std::net::IpAddr;

/// A server's base address: scheme, host and port, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

/// Why a text is no server address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an address at all.
    #[error("not a server address")]
    Malformed,
    /// Personal data travels encrypted, except to this very machine.
    #[error("the address must begin with https://")]
    NotEncrypted,
}

impl Address {
    /// Reads an address; a bare host means https.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let with_scheme = with_scheme.trim_end_matches('/').to_owned();
        let url = reqwest::Url::parse(&with_scheme).map_err(|_| AddressError::Malformed)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(AddressError::Malformed)?;
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.username().is_empty();
        match url.scheme() {
            _ if !bare => Err(AddressError::Malformed),
            "https" => Ok(Self(with_scheme)),
            "http" if is_loopback(host) => Ok(Self(with_scheme)),
            "http" => Err(AddressError::NotEncrypted),
            _ => Err(AddressError::Malformed),
        }
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without port.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        Some(reqwest::Url::parse(&self.0).ok()?.host_str()?.to_owned())
    }

    /// The whole URL of `target`, a path or a URL that the server named; none when it leads to
    /// another server.
    pub(crate) fn resolve(&self, target: &str) -> Option<String> {
        if target.starts_with('/') {
            return Some(format!("{}{target}", self.0));
        }
        target.strip_prefix(&self.0).filter(|path| path.starts_with('/')).map(|_| target.to_owned())
    }
}

/// Whether the host is this very machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || literal.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_travels_encrypted_except_on_this_machine() {
        let address = |text| Address::parse(text).map(|a| a.0);
        assert_eq!(address(" sambang.example.id/ "), Ok("https://sambang.example.id".into()));
        assert_eq!(address("https://a.example:8443"), Ok("https://a.example:8443".into()));
        assert_eq!(address("http://127.0.0.1:8787"), Ok("http://127.0.0.1:8787".into()));
        assert_eq!(address("http://[::1]:1"), Ok("http://[::1]:1".into()));
        assert_eq!(address("http://a.example"), Err(AddressError::NotEncrypted));
        for text in ["", "ftp://a.example", "https://", "https://a.example/path", "https://u@a.example", "a b"] {
            assert_eq!(address(text), Err(AddressError::Malformed), "{text}");
        }
    }

    #[test]
    fn a_server_cannot_send_uploads_elsewhere() {
        let address = Address::parse("https://a.example").unwrap();
        assert_eq!(address.resolve("/v1/x"), Some("https://a.example/v1/x".into()));
        assert_eq!(address.resolve("https://a.example/v1/x"), Some("https://a.example/v1/x".into()));
        assert_eq!(address.resolve("https://a.example.evil/v1/x"), None);
        assert_eq!(address.resolve("https://b.example/v1/x"), None);
    }
}
