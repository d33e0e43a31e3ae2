//! Under which name a request asks for this server.
//!
//! A page of a stranger whose name was pointed at this server's address after it was opened (DNS rebinding) asks
//! under the stranger's name. So does a scanner that only knows the address.

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use sambang_domain::wire::ErrorCode;

use super::error::ApiError;

/// Refuses a request that names no host, several, none that could be one, or another than one of `hosts`; any
/// will do when there are none.
pub(super) fn check(request: &Request, hosts: &[String]) -> Result<(), ApiError> {
    let mut named = request.headers().get_all(HOST).iter();
    let header = named.next().and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    // HTTP/2 names the host in the address.
    let host = request.uri().authority().cloned().or(header);
    let Some(host) = host.filter(|_| named.next().is_none()) else {
        return Err(ApiError::new(ErrorCode::Malformed, "the request names no host, or several"));
    };
    let name = host.host().trim_end_matches('.');
    if hosts.is_empty() || hosts.iter().any(|ours| ours.trim_end_matches('.').eq_ignore_ascii_case(name)) {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::NotFound, "this server has another name").with_status(421))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn status(hosts: &[&str], asked: &[&str]) -> u16 {
        let mut request = Request::get("/v1/health");
        for host in asked {
            request = request.header(HOST, *host);
        }
        let hosts: Vec<_> = hosts.iter().map(|&host| host.to_owned()).collect();
        check(&request.body(Body::empty()).unwrap(), &hosts).map_or_else(|error| error.status, |()| 200)
    }

    #[test]
    fn the_host_is_named_once_and_is_one_of_ours() {
        let ours = ["sambang.contoh.invalid", "[2001:db8::1]"];
        for (asked, expected) in [
            (vec!["sambang.contoh.invalid"], 200),
            (vec!["Sambang.Contoh.Invalid.:8443"], 200),
            (vec!["[2001:db8::1]:443"], 200),
            (vec!["192.0.2.1"], 421),
            (vec!["evil.invalid"], 421),
            (vec![], 400),
            (vec![""], 400),
            (vec!["a b"], 400),
            (vec!["sambang.contoh.invalid", "evil.invalid"], 400),
        ] {
            assert_eq!(status(&ours, &asked), expected, "{asked:?}");
        }
        assert_eq!(status(&[], &["anything:1"]), 200);
    }

    #[test]
    fn the_name_of_http_2_counts_too() {
        let request = |uri: &str| Request::get(uri).body(Body::empty()).unwrap();
        let ours = ["sambang.contoh.invalid".to_owned()];
        assert!(check(&request("https://sambang.contoh.invalid/v1/health"), &ours).is_ok());
        assert!(check(&request("https://evil.invalid/v1/health"), &ours).is_err());
    }
}
