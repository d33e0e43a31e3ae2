//! The protocol's calls. Success is an expected status **and** an expected body **and** the
//! protocol header; everything else is a [`Failure`].

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use ed25519_dalek::{SigningKey, VerifyingKey};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::seal::{RECEIPT_CONTEXT, base64_signature};
use sambang_domain::wire::problem::{ErrorCode, Problem};
use sambang_domain::wire::v1::proof::{
    ANSWER_HEADER, Answered, Asked, NONCE_HEADER, PROOF_CHALLENGE, PROOF_HEADER, is_json,
};
use sambang_domain::wire::v1::{
    COURIER_SCHEME, ChangesPage, DEVICE_PASS_HEADER, EnrolmentReply, EnrolmentRequest, PROTOCOL, PROTOCOL_HEADER,
    SIGNATURE_HEADER, SignedDevicePass, SignedReceipt, pass_header,
};
use serde::de::DeserializeOwned;

use super::transport::{Answer, METHOD_OVERRIDE, Method, Request, Transport};
use super::{Address, Failure};
use crate::postbox::Label;
use crate::store::Identity;

/// What proves the device to the province, and the province to the device.
#[derive(Clone)]
pub struct Credentials {
    /// Value of `authorization`: a bearer token, or the device whose courier asks.
    authorization: String,
    /// The device's or the courier's key, which signs every request; none where the stored one is damaged.
    signing_key: Option<SigningKey>,
    /// The province's key for receipts.
    receipt_key: VerifyingKey,
    /// An answer without the province's signature is none of its own.
    signed_answers: bool,
}

impl Credentials {
    /// Those of a device; none when its identity is damaged.
    #[must_use]
    pub fn of(identity: &Identity) -> Option<Self> {
        let (signing_key, receipt_key) = (identity.signing_key(), identity.receipt_key()?);
        let (authorization, signed_answers) = (format!("Bearer {}", identity.token), identity.signed_answers);
        Some(Self { authorization, signing_key, receipt_key, signed_answers })
    }

    /// Those of a device's courier; none when its label is damaged. A province that knows couriers signs its answers.
    #[must_use]
    pub fn of_courier(label: &Label) -> Option<Self> {
        let (signing_key, receipt_key) = (Some(label.signing_key()?), label.province_key()?);
        let authorization = format!("{COURIER_SCHEME} {}", label.device);
        Some(Self { authorization, signing_key, receipt_key, signed_answers: true })
    }
}

/// The province's server, seen from a device.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    /// Clones follow the server together.
    address: Arc<RwLock<Address>>,
    /// Clones share them: a device that enrols again goes on with its new token.
    credentials: Arc<RwLock<Option<Credentials>>>,
    /// What the next request is signed over: the newest that the server gave.
    nonce: Arc<RwLock<Option<String>>>,
    /// The province has signed an answer.
    saw_signed: Arc<AtomicBool>,
    /// An answer was signed with another key than the province's, since this was last asked.
    saw_strange: Arc<AtomicBool>,
}

impl Client {
    /// A client; without credentials it can only enrol and recover.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, address: Address, credentials: Option<Credentials>) -> Self {
        let (address, credentials) = (Arc::new(RwLock::new(address)), Arc::new(RwLock::new(credentials)));
        Self {
            transport,
            address,
            credentials,
            nonce: Arc::default(),
            saw_signed: Arc::default(),
            saw_strange: Arc::default(),
        }
    }

    /// Goes on with another token.
    pub fn renew(&self, credentials: Credentials) {
        *self.credentials.write().unwrap_or_else(PoisonError::into_inner) = Some(credentials);
    }

    fn credentials(&self) -> Option<Credentials> {
        self.credentials.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Talks to another address from the next request on.
    pub(super) fn move_to(&self, address: Address) {
        *self.address.write().unwrap_or_else(PoisonError::into_inner) = address;
    }

    /// Registers this device.
    pub async fn enrol(&self, request: &EnrolmentRequest) -> Result<EnrolmentReply, Failure> {
        let answer = self.send(self.json(Method::Post, "/v1/enrolments", request)?).await?;
        expect_json(&answer, &[201])
    }

    /// Sends a sealed revision: the very bytes that were signed.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::NotOurServer`] when the receipt is not for these bytes.
    pub async fn put_revision(
        &self,
        survey: SurveyId,
        number: u32,
        bytes: Vec<u8>,
        signature: &[u8; 64],
        pass: Option<&SignedDevicePass>,
    ) -> Result<SignedReceipt, Failure> {
        let digest = Digest::of(&bytes);
        let mut request = self.request(Method::Put, &format!("/v1/surveys/{survey}/revisions/{number}"))?;
        request.headers.push(("content-type", "application/json".to_owned()));
        request.headers.push((SIGNATURE_HEADER, base64_signature::encode(signature)));
        request.headers.extend(pass_of(pass)?);
        request.body = Arc::new(bytes);
        let answer = self.send(request).await?;
        let receipt = self.verified(expect_json(&answer, &[200, 201, 202])?)?;
        let payload = &receipt.payload;
        // Status 202 and a receipt that says quarantine must come together.
        let fits = (payload.survey, payload.revision, payload.digest) == (survey, number, digest)
            && (answer.status == 202) == payload.is_quarantined();
        if fits { Ok(receipt) } else { Err(Failure::NotOurServer) }
    }

    /// Asks what the province holds of a revision.
    pub async fn receipt(&self, survey: SurveyId, number: u32) -> Result<SignedReceipt, Failure> {
        let path = format!("/v1/surveys/{survey}/revisions/{number}/receipt");
        let answer = self.send(self.request(Method::Get, &path)?).await?;
        self.verified(expect_json(&answer, &[200])?)
    }

    /// What happened since `cursor`.
    pub async fn changes(&self, cursor: u64) -> Result<ChangesPage, Failure> {
        let answer = self.send(self.request(Method::Get, &format!("/v1/changes?since={cursor}"))?).await?;
        expect_json(&answer, &[200])
    }

    /// The receipt, if the province signed it.
    ///
    /// # Errors
    /// [`Failure::Unproven`].
    pub fn verified(&self, receipt: SignedReceipt) -> Result<SignedReceipt, Failure> {
        let genuine = self.receipt_key().is_some_and(|key| receipt.verified(RECEIPT_CONTEXT, &key).is_ok());
        if genuine { Ok(receipt) } else { Err(Failure::Unproven) }
    }

    /// The key under which the province signs.
    pub(super) fn receipt_key(&self) -> Option<VerifyingKey> {
        self.credentials().map(|credentials| credentials.receipt_key)
    }

    /// A request to `target`, a path or a URL of this server.
    pub(super) fn request(&self, method: Method, target: &str) -> Result<Request, Failure> {
        let url = self.address.read().unwrap_or_else(PoisonError::into_inner).resolve(target);
        let url = url.ok_or(Failure::NotOurServer)?;
        let mut headers = vec![(PROTOCOL_HEADER, PROTOCOL.to_string())];
        if let Some(credentials) = self.credentials() {
            headers.push(("authorization", credentials.authorization));
        }
        Ok(Request { method, url, headers, body: Arc::new(Vec::new()), on_sent: None })
    }

    /// This client without token and key, for what proves itself.
    pub(super) fn anonymous(&self) -> Self {
        Self { credentials: Arc::default(), nonce: Arc::default(), ..self.clone() }
    }

    /// Whether an answer was signed with another key than the province's, since this was last asked.
    pub(super) fn take_strange(&self) -> bool {
        self.saw_strange.swap(false, Ordering::Relaxed)
    }

    /// Whether the province has signed an answer since the app was started.
    pub(super) fn saw_signed(&self) -> bool {
        self.saw_signed.load(Ordering::Relaxed)
    }

    /// Sends and sorts answers: one that speaks the protocol and is no error, or a failure.
    pub(super) async fn send(&self, request: Request) -> Result<Answer, Failure> {
        if self.credentials().is_some() && self.nonce().is_none() {
            // Any answer brings what the first request is signed over. Where none comes, that request says why.
            let _asked = self.send_signed(self.request(Method::Get, "/v1/health")?).await;
        }
        match self.send_signed(request.clone()).await {
            // The nonce was none or too old; the answer brought a fresh one.
            Err(failure) if failure.refused_with() == Some(&ErrorCode::ProofNeeded) => self.send_signed(request).await,
            other => other,
        }
    }

    async fn send_signed(&self, mut request: Request) -> Result<Answer, Failure> {
        let proof = self.proof(&request);
        request.headers.extend(proof.clone().map(|proof| (PROOF_HEADER, proof)));
        let answer = self.transport.exchange(request).await?;
        if let Some(nonce) = answer.header(NONCE_HEADER) {
            *self.nonce.write().unwrap_or_else(PoisonError::into_inner) = Some(nonce.to_owned());
        }
        match answer.header(PROTOCOL_HEADER) {
            // RFC 9110 15.5.8: only a proxy answers so.
            None if answer.status == 407 => return Err(Failure::ProxyNeeded),
            None => return Err(Failure::NotOurServer),
            Some(_) => {}
        }
        let signed = self.check_signed(&answer, proof.as_deref())?;
        if answer.status < 400 {
            return Ok(answer);
        }
        // HEAD answers carry no body, so the status alone must do.
        let problem: Problem = serde_json::from_slice(&answer.body).unwrap_or_else(|_| without_body(&answer));
        if signed && problem.code == ErrorCode::DeviceRevoked {
            return Err(Failure::Revoked(Box::new(problem)));
        }
        Err(Failure::Refused(Box::new(problem), answer.number("retry-after").map(Duration::from_secs)))
    }

    fn nonce(&self) -> Option<String> {
        self.nonce.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the province signed an answer. One that it should have signed and has not is refused.
    fn check_signed(&self, answer: &Answer, proof: Option<&str>) -> Result<bool, Failure> {
        let is_json = answer.header("content-type").is_some_and(is_json);
        let Some(credentials) = self.credentials().filter(|_| is_json) else { return Ok(false) };
        let answered = proof.map(|proof| Answered { proof, status: answer.status, body: &answer.body });
        match answered.zip(answer.header(ANSWER_HEADER)) {
            None if credentials.signed_answers => Err(Failure::NotOurServer),
            None => Ok(false),
            Some((answered, signature)) if answered.is_signed_by(signature, &credentials.receipt_key) => {
                self.saw_signed.store(true, Ordering::Relaxed);
                Ok(true)
            }
            // It may be the province with another key than this device knows.
            Some(_) => {
                self.saw_strange.store(true, Ordering::Relaxed);
                Err(Failure::Unproven)
            }
        }
    }

    /// The device's signature over a request; none before the server gave a nonce.
    fn proof(&self, request: &Request) -> Option<String> {
        let nonce = self.nonce()?;
        let method = request.header(METHOD_OVERRIDE).unwrap_or_else(|| request.method.as_str());
        let asked = Asked { method, target: &request.url, nonce: &nonce };
        Some(asked.proof(self.credentials()?.signing_key.as_ref()?))
    }

    pub(super) fn json<T: serde::Serialize>(&self, method: Method, path: &str, body: &T) -> Result<Request, Failure> {
        let mut request = self.request(method, path)?;
        request.headers.push(("content-type", "application/json".to_owned()));
        request.body = Arc::new(serde_json::to_vec(body).map_err(crate::store::StoreError::from)?);
        Ok(request)
    }
}

/// The header with the province's word for the device that sealed a document.
pub(super) fn pass_of(pass: Option<&SignedDevicePass>) -> Result<Option<(&'static str, String)>, Failure> {
    let encoded = pass.map(pass_header::encode).transpose().map_err(crate::store::StoreError::from)?;
    Ok(encoded.map(|encoded| (DEVICE_PASS_HEADER, encoded)))
}

pub(super) fn expect_json<T: DeserializeOwned>(answer: &Answer, statuses: &[u16]) -> Result<T, Failure> {
    if !statuses.contains(&answer.status) {
        return Err(Failure::NotOurServer);
    }
    serde_json::from_slice(&answer.body).map_err(|_| Failure::NotOurServer)
}

fn without_body(answer: &Answer) -> Problem {
    let status = answer.status;
    let code = match status {
        401 if answer.header("www-authenticate") == Some(PROOF_CHALLENGE) => ErrorCode::ProofNeeded,
        401 => ErrorCode::TokenInvalid,
        403 => ErrorCode::RoleForbidden,
        404 | 410 => ErrorCode::UploadUnknown,
        409 => ErrorCode::OffsetDiffers,
        413 => ErrorCode::TooLarge,
        426 => ErrorCode::ProtocolUnsupported,
        429 => ErrorCode::RateLimited,
        503 => ErrorCode::Unavailable,
        _ => ErrorCode::Internal,
    };
    Problem::new(status, code, "no problem document")
}
