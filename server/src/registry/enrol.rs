//! A device becomes a person's device.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::people::Person;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::invitation::{Fingerprint, Invitation, IssuerPrint};
use sambang_domain::wire::v1::{EnrolmentReply, EnrolmentRequest};

use super::caller::revoked;
use super::people::{malformed, person_of};
use super::{AuditAction, Device, Registry, RegistryError};
use crate::random::{self, RandomError};
use crate::refusal::{OrRefuse, Refusal};
use crate::spreadsheet::is_unseen;
use crate::store::rows::RowKey;
use crate::store::{Conn, codes, devices, persons, programmes};

/// A one-time code, shown once and stored as a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolCode {
    /// Ten letters and digits.
    pub code: String,
    /// From when it is refused.
    pub expires_at: Timestamp,
    /// Whose device it makes.
    pub person: Person,
}

/// What a code was used for. Before there were recovery codes, these opened locks too.
const ENROLMENT: &str = "enrolment";

impl Registry {
    /// Writes a one-time code for a person.
    ///
    /// # Errors
    /// A refusal when there is no such person; else when the store fails.
    pub async fn enrol_code(&self, person: PersonId) -> Result<EnrolCode, RegistryError> {
        let now = self.0.clock.now();
        let (code, expires_at) = (random::code()?, self.0.limits.code_expiry(now));
        let hash = self.0.keys.hidden("code", &code)?;
        self.write(async |write| {
            let code = EnrolCode { code, expires_at, person: person_of(write, person).await? };
            codes::insert(write, &hash, person, now, code.expires_at).await?;
            let entry = self.act_at(now, AuditAction::CodeIssued, person);
            self.log_rows(write, entry, &[RowKey::code(&hash)]).await?;
            Ok(code)
        })
        .await
    }

    /// Enrols a device. The same code with the same device key once more, after a lost answer,
    /// gives the same device a fresh token.
    pub(crate) async fn enrol(&self, request: EnrolmentRequest) -> Result<EnrolmentReply, RegistryError> {
        let public_key = device_key(&request.device_key)?;
        if request.device_name.len() > 200 || request.app_version.len() > 100 {
            return Err(malformed("the name of the device or the app's version is too long").into());
        }
        self.expect_meant(&request, &public_key)?;
        let token = random::token()?;
        let hash = self.0.keys.hidden("code", &random::normalise_code(&request.code))?;
        let key = (public_key, hash);
        let (reply, again) = self.write(async |write| self.enrol_in(write, &request, key, token).await).await?;
        tracing::info!(device = %reply.device, person = %reply.person.id, again, "device enrolled");
        Ok(reply)
    }

    /// Enrols the device with this key by the code with this hash. Tells too whether the code had done that before.
    async fn enrol_in(
        &self,
        write: &mut Conn,
        request: &EnrolmentRequest,
        (public_key, hash): ([u8; 32], Vec<u8>),
        token: String,
    ) -> Result<(EnrolmentReply, bool), RegistryError> {
        let now = self.0.clock.now();
        let code = codes::find(write, &hash).await?.or_refuse(ErrorCode::CodeInvalid, "the code is not valid")?;
        if request.person.is_some_and(|person| person != code.person) {
            return Err(Refusal::new(ErrorCode::CodeInvalid, "the code is another person's").into());
        }
        let used = match &code.used {
            None => false,
            Some((what, device)) if what == ENROLMENT => {
                let device = devices::device(write, *device).await?;
                if device.public_key != public_key {
                    return Err(already_used().into());
                }
                if device.revoked_at.is_some() {
                    return Err(revoked().into());
                }
                true
            }
            Some(_) => return Err(already_used().into()),
        };
        if code.expires_at <= now {
            return Err(too_old().into());
        }
        // A device that this store forgot, because it was put back from an earlier backup, keeps its id: what it
        // sealed names it.
        let free = match request.device {
            Some(id) if devices::find(write, id).await?.is_none() => Some(id),
            _ => None,
        };
        let device = Device {
            id: free.map_or_else(|| self.0.clock.mint().map(DeviceId), Ok)?,
            person: code.person,
            public_key,
            name: seen(&request.device_name),
            app_version: seen(&request.app_version),
            enrolled_at: now,
            revoked_at: None,
            broken_at: None,
            proves: false,
        };
        let known = devices::find_keyed(write, device.person, &device.public_key).await?;
        let id = devices::enrol(write, &device, &Digest::of(token.as_bytes()).0).await?;
        let action = match &known {
            Some(known) if known.revoked_at.is_some() => AuditAction::DeviceAdmitted,
            _ => AuditAction::DeviceEnrolled,
        };
        let entry = self.act_at(now, action, id).by(code.person, id).with("again", known.is_some());
        if !used {
            codes::consume(write, &hash, ENROLMENT, id, now).await?;
        }
        self.log_rows(write, entry, &[RowKey::device(id), RowKey::code(&hash)]).await?;
        let person = persons::person(write, code.person).await?;
        let programmes = programmes::newest(write).await?;
        let history = Some(self.history(write).await?);
        let province = self.province_as_told(write).await?;
        let pass = Some(self.pass(id, person.id, &request.device_key.to_lowercase())?);
        let reply = EnrolmentReply {
            device: id,
            token,
            person,
            province,
            programmes,
            server_time: now,
            history,
            pass,
            unknown: Unknown::new(),
        };
        Ok((reply, used))
    }
}

impl Registry {
    /// Refuses what a device meant for somebody else: another province's invitation, or a server by another name
    /// that passes the request on.
    fn expect_meant(&self, request: &EnrolmentRequest, public_key: &[u8; 32]) -> Result<(), RegistryError> {
        let key = VerifyingKey::from_bytes(public_key).or_refuse(ErrorCode::Malformed, "the device key is no key")?;
        if !request.holds(&key) {
            return Err(malformed("the request is not signed with the device key").into());
        }
        let elsewhere = Refusal::new(ErrorCode::OtherProvince, "the invitation is not to this province's server");
        let hosts = &self.0.hosts;
        let ours = |host: &String| hosts.iter().any(|name| name.eq_ignore_ascii_case(host));
        let strange = request.host.as_ref().is_some_and(|host| !hosts.is_empty() && !ours(host));
        let invited = request.province.as_deref();
        let other = match invited.filter(|_| !strange) {
            Some(invited) => *invited != self.fingerprint()?.to_string(),
            None => false,
        };
        if other || strange { Err(elsewhere.into()) } else { Ok(()) }
    }

    /// By what devices know this province again.
    pub fn fingerprint(&self) -> Result<&Fingerprint, RegistryError> {
        let known = &self.0.fingerprint;
        if known.get().is_none() {
            let print = Fingerprint::of(&self.0.province).ok_or(RandomError)?;
            let _another_was_first = known.set(print);
        }
        Ok(known.get().ok_or(RandomError)?)
    }

    /// The invitation with this code to the server at `address`, whose certificate `issuer` has issued (DER).
    pub fn invitation(&self, code: &str, address: &str, issuer: Option<&[u8]>) -> Result<Invitation, RegistryError> {
        Ok(Invitation {
            server: address.to_owned(),
            code: code.to_owned(),
            province: Some(self.fingerprint()?.clone()),
            issuer: issuer.map(IssuerPrint::of),
        })
    }
}

/// What people see of a text that a device tells of itself.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).collect()
}

pub(super) fn too_old() -> Refusal {
    Refusal::new(ErrorCode::CodeExpired, "the code is too old")
}

pub(super) fn already_used() -> Refusal {
    Refusal::new(ErrorCode::CodeUsed, "the code was used before")
}

pub(super) fn device_key(text: &str) -> Result<[u8; 32], Refusal> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes)
        .or_refuse(ErrorCode::Malformed, "the device key is 64 hexadecimal digits")?;
    let key = VerifyingKey::from_bytes(&bytes).or_refuse(ErrorCode::Malformed, "the device key is no Ed25519 key")?;
    if key.is_weak() {
        return Err(malformed("the device key is no Ed25519 key"));
    }
    Ok(bytes)
}
