//! A transport that plays a script of faults over the real one.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sambang::sync::{Answer, Exchange, Failure, HttpTransport, Method, Request, Transport};

/// What happens to the next request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It goes through.
    None,
    /// No connection.
    Offline,
    /// It is lost on the way.
    LoseRequest,
    /// The server acts, its answer is lost.
    LoseReply,
    /// A network's login page answers with 200.
    CaptivePortal,
    /// A firewall answers with 403 and a page of its own.
    Firewall,
    /// Somebody on the way who does not know the method answers with 405.
    NoSuchMethod,
    /// Nobody answers.
    Silence,
    /// It is under way for as long as the sender waits.
    Hangs,
    /// Somebody answers with this status and no problem document.
    Status(u16),
    /// The body arrives up to this byte, then the connection breaks.
    CutAfter(usize),
    /// One bit of the request's body changes on the way.
    GarbleRequest,
    /// One bit of the answer's body changes on the way.
    GarbleReply,
}

pub struct FaultyTransport {
    real: HttpTransport,
    script: Mutex<VecDeque<Fault>>,
    sent: Mutex<Vec<(Method, String, usize)>>,
    caller: Mutex<(String, String)>,
    rule: Mutex<Option<Rule>>,
    reports_lost: AtomicBool,
}

/// What somebody on the way does to some requests, every time.
type Rule = Box<dyn Fn(&Request) -> Option<Fault> + Send>;

impl FaultyTransport {
    pub fn new() -> Self {
        let real = HttpTransport::with_stall(Duration::from_secs(5)).unwrap();
        Self {
            real,
            script: Mutex::default(),
            sent: Mutex::default(),
            caller: Mutex::default(),
            rule: Mutex::default(),
            reports_lost: AtomicBool::default(),
        }
    }

    /// The next requests meet these faults in order; later ones meet none.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        *self.script.lock().unwrap() = faults.into_iter().collect();
    }

    /// Requests meet the fault that `rule` gives them until [`Self::clear`]; the script goes before.
    pub fn refuse(&self, rule: impl Fn(&Request) -> Option<Fault> + Send + 'static) {
        *self.rule.lock().unwrap() = Some(Box::new(rule));
    }

    /// Nobody stands on the way any more.
    pub fn clear(&self) {
        *self.rule.lock().unwrap() = None;
    }

    /// Whether what this phone tells of itself is lost on the way.
    pub fn lose_reports(&self, lost: bool) {
        self.reports_lost.store(lost, Ordering::SeqCst);
    }

    /// Body bytes of the requests since the last call.
    pub fn take_sent(&self) -> usize {
        std::mem::take(&mut *self.sent.lock().unwrap()).iter().map(|(.., bytes)| bytes).sum()
    }

    /// Status of a GET to the server this phone last talked to, by somebody who has a token and no key.
    pub async fn get_with(&self, target: &str, token: &str) -> u16 {
        let url = format!("{}{target}", self.caller.lock().unwrap().0);
        let headers = vec![("authorization", format!("Bearer {token}"))];
        let request = Request { method: Method::Get, url, headers, body: Arc::default(), on_sent: None };
        self.real.exchange(request).await.unwrap().status
    }

    /// The token of this phone, as it was last sent.
    pub fn token(&self) -> String {
        self.caller.lock().unwrap().1.trim_start_matches("Bearer ").to_owned()
    }

    /// Method and path of the requests since the last call.
    pub fn take_requests(&self) -> Vec<(Method, String)> {
        let all = std::mem::take(&mut *self.sent.lock().unwrap());
        all.into_iter().map(|(method, url, _)| (method, url)).collect()
    }
}

impl Transport for FaultyTransport {
    fn exchange(&self, mut request: Request) -> Exchange<'_> {
        // What a device tells of itself, or asks before it begins, carries no survey; scripts and counts are about
        // those.
        if request.url.ends_with("/v1/report") || request.url.ends_with("/v1/health") {
            if self.reports_lost.load(Ordering::SeqCst) {
                return Box::pin(async { Err(Failure::Cut) });
            }
            return self.real.exchange(request);
        }
        let ruled = self.rule.lock().unwrap().as_ref().and_then(|rule| rule(&request));
        let fault = self.script.lock().unwrap().pop_front().or(ruled).unwrap_or(Fault::None);
        Box::pin(async move {
            let note = |request: &Request| {
                let entry = (request.method, request.url.clone(), request.body.len());
                self.sent.lock().unwrap().push(entry);
                let authorization = request.headers.iter().find(|(name, _)| *name == "authorization");
                let server = request.url.split("/v1/").next().unwrap().to_owned();
                *self.caller.lock().unwrap() =
                    (server, authorization.map(|(_, value)| value.clone()).unwrap_or_default());
            };
            match fault {
                Fault::None => {
                    note(&request);
                    self.real.exchange(request).await
                }
                Fault::Offline => Err(Failure::Offline),
                Fault::LoseRequest => Err(Failure::Cut),
                Fault::LoseReply => {
                    note(&request);
                    self.real.exchange(request).await.map(drop)?;
                    Err(Failure::Cut)
                }
                Fault::CaptivePortal => Ok(answer(200, b"<html>Selamat datang di WiFi Kafe</html>")),
                Fault::Firewall => Ok(answer(403, b"<html>Request blocked</html>")),
                Fault::NoSuchMethod => Ok(answer(405, b"")),
                Fault::Silence => Err(Failure::TimedOut),
                Fault::Hangs => std::future::pending().await,
                Fault::Status(status) => {
                    let mut answer = answer(status, b"");
                    answer.headers.insert("sambang-protocol".into(), "1".into());
                    Ok(answer)
                }
                Fault::CutAfter(bytes) => {
                    let cut = request.body.len().min(bytes);
                    request.body = Arc::new(request.body[..cut].to_vec());
                    note(&request);
                    self.real.exchange(request).await.map(drop)?;
                    Err(Failure::Cut)
                }
                Fault::GarbleRequest => {
                    let mut body = request.body.to_vec();
                    flip(&mut body);
                    request.body = Arc::new(body);
                    note(&request);
                    self.real.exchange(request).await
                }
                Fault::GarbleReply => {
                    note(&request);
                    let mut answer = self.real.exchange(request).await?;
                    flip(&mut answer.body);
                    Ok(answer)
                }
            }
        })
    }
}

fn flip(body: &mut [u8]) {
    let middle = body.len() / 2;
    if let Some(byte) = body.get_mut(middle) {
        *byte ^= 1;
    }
}

fn answer(status: u16, body: &[u8]) -> Answer {
    Answer { status, headers: BTreeMap::new(), body: body.to_vec() }
}
