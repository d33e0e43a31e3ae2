//! Strangers who connect and do nothing, and readers who do not read.

use std::process::{Command, Stdio};
use std::time::Duration;

use sambang_server::StartError;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::device::{Device, photo};
use crate::program::{Program, enrolled, store};
use crate::world::{World, http};

async fn silent(world: &World, count: usize) -> Vec<TcpStream> {
    let mut held = Vec::new();
    for _ in 0..count {
        held.push(TcpStream::connect(world.running.addr).await.unwrap());
    }
    held
}

#[tokio::test]
async fn silent_connections_shut_nobody_out() {
    let mut world = World::with(|config| config.limits.connections = 20).await;
    let device = world.facilitator().await;
    let held = silent(&world, 60).await;
    for _ in 0..5 {
        // A fresh client each time: a connection that is kept alive would need no place.
        let request = http().get(world.url("/v1/changes")).bearer_auth(device.token());
        assert_eq!(request.send().await.unwrap().status(), 200);
    }
    drop(held);
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let world = World::with(|config| config.limits.first_byte = Duration::from_millis(50)).await;
    let mut silent = TcpStream::connect(world.running.addr).await.unwrap();
    assert_eq!(silent.read(&mut [0; 1]).await.unwrap_or_default(), 0);
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let world = World::with(|config| config.limits.head = Duration::from_millis(100)).await;
    let mut slow = TcpStream::connect(world.running.addr).await.unwrap();
    slow.write_all(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = slow.read_to_end(&mut answer).await;
    assert!(!String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn whoever_asks_and_does_not_read_loses_the_connection() {
    let mut world = World::with(|config| config.limits.idle = Duration::from_millis(300)).await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 4_000_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut reader = socket.connect(world.running.addr).await.unwrap();
    let path = format!("/v1/attachments/by-digest/{}", sambang_domain::ids::Digest::of(&bytes).to_hex());
    let token = device.token().to_owned();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n");
    reader.write_all(request.as_bytes()).await.unwrap();
    // The first bytes show that the answer is on its way; then nothing is read until the server lets go.
    reader.read_exact(&mut [0; 16]).await.unwrap();
    let Device { http, .. } = device;
    drop(http);
    world.running.connections().wait_for(|open| *open == 0).await.unwrap();
    let mut rest = Vec::new();
    let _ = reader.read_to_end(&mut rest).await;
    assert!(rest.len() < bytes.len(), "{}", rest.len());
}

/// Sends a request whole, however early it is answered, and gives all that came back.
async fn answered_late(world: &World, head: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.running.addr).await.unwrap();
    stream.write_all(format!("{head}host: x\r\n\r\n").as_bytes()).await.unwrap();
    for piece in body.chunks(10_000) {
        // A server that closed with bytes unread would break this, or the answer that waits to be read.
        stream.write_all(piece).await.unwrap();
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap().to_lowercase()
}

#[tokio::test]
async fn who_sends_too_much_sees_the_answer_although_it_comes_before_the_end() {
    let world = World::start().await;
    let (told, untold) =
        (vec![b'x'; 6_000_000], [b"5b8d80\r\n".to_vec(), vec![b'x'; 6_000_000], b"\r\n0\r\n\r\n".to_vec()]);
    let head = "POST /v1/enrolments HTTP/1.1\r\n";
    for (length, body) in [("content-length: 6000000", &told), ("transfer-encoding: chunked", &untold.concat())] {
        let answer = answered_late(&world, &format!("{head}{length}\r\n"), body).await;
        assert!(answer.starts_with("http/1.1 413") && answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(answer.contains("request.too_large"), "{answer}");
    }
    // Nobody is let in with so much either.
    let head = "PATCH /v1/uploads/01900000-0000-7000-8000-000000000001 HTTP/1.1\r\ncontent-length: 6000000\r\n";
    let answer = answered_late(&world, head, &told).await;
    assert!(answer.starts_with("http/1.1 401") && answer.contains("\r\nconnection: close\r\n"), "{answer}");
}

#[tokio::test]
async fn a_small_body_that_is_refused_costs_no_connection() {
    let world = World::start().await;
    let mut stream = TcpStream::connect(world.running.addr).await.unwrap();
    let request = "PUT /v1/report HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}";
    for _ in 0..2 {
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 401");
        let mut rest = Vec::new();
        while !rest.ends_with(b"}") {
            rest.push(stream.read_u8().await.unwrap());
        }
    }
}

#[tokio::test]
async fn three_hundred_silent_connections_with_256_files_shut_nobody_out() {
    let dir = store();
    let program = env!("CARGO_BIN_EXE_sambang-server");
    let mut command = Command::new("sh");
    let script = format!("ulimit -n 256; exec {program} --store \"$0\" serve --listen 127.0.0.1:0");
    command.args(["-c", &script]).arg(dir.path()).stderr(Stdio::null());
    let server = Program::spawn(command);
    let device = enrolled(dir.path(), &server.url, 1).await;
    let address = server.url.trim_start_matches("http://").to_owned();
    let mut held = Vec::new();
    for _ in 0..300 {
        held.push(TcpStream::connect(&address).await.unwrap());
    }
    let answer = device.get("/v1/changes").await;
    assert_eq!(answer.status(), 200);
    let fresh = http().get(format!("{}/v1/changes", server.url)).bearer_auth(device.token()).send().await.unwrap();
    assert_eq!(fresh.status(), 200);
}

#[tokio::test]
async fn what_anybody_on_the_way_could_read_is_not_served_unless_that_is_meant() {
    for (listen, may) in [("0.0.0.0:0", false), ("[::]:0", false), ("127.0.0.1:0", true), ("[::1]:0", true)] {
        let dir = tempfile::tempdir().unwrap();
        let mut config = sambang_server::Config::new(dir.path());
        config.listen = listen.parse().unwrap();
        sambang_server::Registry::init(&config).await.unwrap();
        let refused = matches!(sambang_server::Server::start(config).await, Err(StartError::Readable(_)));
        assert_eq!(refused, !may, "{listen}");
    }
}
