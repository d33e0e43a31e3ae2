//! HTTPS by the server itself.

use std::path::Path;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use sambang_server::{StartError, TlsFiles};
use tempfile::TempDir;

use crate::world::{World, http};

/// Writes a fresh certificate for 127.0.0.1 and gives it as PEM.
fn renew(folder: &Path) -> String {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    cert.pem()
}

fn files(folder: &Path) -> TlsFiles {
    TlsFiles { certificate: folder.join("cert.pem"), key: folder.join("key.pem") }
}

/// A client that believes this certificate alone.
fn believing(pem: &str) -> reqwest::Client {
    drop(http());
    let certificate = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
    reqwest::Client::builder().tls_certs_only([certificate]).build().unwrap()
}

async fn health(world: &World, client: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    client.get(world.url("/v1/health")).send().await
}

#[tokio::test]
async fn one_machine_needs_no_proxy_and_a_browser_remembers_to_come_by_https() {
    let folder = TempDir::new().unwrap();
    let pem = renew(folder.path());
    let world = World::with(|config| config.tls = Some(files(folder.path()))).await;
    assert!(world.running.url().starts_with("https://127.0.0.1:"));
    let response = health(&world, &believing(&pem)).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.headers()["strict-transport-security"].to_str().unwrap().starts_with("max-age="));
    let plain = http().get(world.url("/v1/health").replace("https:", "http:")).send().await;
    assert!(plain.is_err());
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_without_a_restart_and_a_broken_one_is_not() {
    let folder = TempDir::new().unwrap();
    let first = renew(folder.path());
    let world = World::with(|config| config.tls = Some(files(folder.path()))).await;
    health(&world, &believing(&first)).await.unwrap();
    std::fs::write(folder.path().join("cert.pem"), "no certificate").unwrap();
    health(&world, &believing(&first)).await.unwrap();
    let second = renew(folder.path());
    let client = believing(&second);
    // The files are looked at once a second.
    while health(&world, &client).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert!(health(&world, &believing(&first)).await.is_err());
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_stops_the_start_with_the_files_name() {
    let folder = TempDir::new().unwrap();
    renew(folder.path());
    let key = std::fs::read(folder.path().join("key.pem")).unwrap();
    renew(folder.path());
    let foreign = folder.path().join("foreign.pem");
    std::fs::write(&foreign, key).unwrap();
    for (certificate, key, words) in [
        ("missing.pem", "key.pem", "missing.pem"),
        ("key.pem", "key.pem", "holds no certificate"),
        ("cert.pem", "cert.pem", "cert.pem"),
        ("cert.pem", "foreign.pem", "cannot be used"),
    ] {
        let store = TempDir::new().unwrap();
        let mut config = sambang_server::Config::new(store.path());
        sambang_server::Registry::init(&config).await.unwrap();
        let path = |name: &str| folder.path().join(name);
        config.tls = Some(TlsFiles { certificate: path(certificate), key: path(key) });
        let error = sambang_server::Server::start(config).await.err().unwrap();
        assert!(matches!(error, StartError::Tls(_)) && error.to_string().contains(words), "{error}");
    }
}
