//! Why a request failed, and what to do about it: the one place that decides.

use std::time::Duration;

use sambang_domain::wire::{ErrorCode, Problem};

use crate::store::{BlockedReason, LastError, StoreError};

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No connection came about; the server knows nothing of it.
    #[error("no connection to the server")]
    Offline,
    /// Nobody knows the server's name.
    #[error("the server's name is not known")]
    NameUnknown,
    /// The server's machine refused the connection: no server runs there.
    #[error("no server at the address")]
    ServerDown,
    /// The certificate that was shown is not the server's, or not of today.
    #[error("the server's certificate was refused: {0:?}")]
    Certificate(CertificateFault),
    /// The network lets requests pass through its proxy only.
    #[error("the network asks for its proxy")]
    ProxyNeeded,
    /// The connection broke; the server may have acted all the same.
    #[error("the connection broke before the answer")]
    Cut,
    /// No byte moved for too long; the server may have acted all the same.
    #[error("no answer in time")]
    TimedOut,
    /// Something answered that does not speak the protocol, or a receipt is for something else.
    #[error("the answer did not come from the province's server")]
    NotOurServer,
    /// The province's key that this device knows did not sign a receipt.
    #[error("the province's key did not sign the answer")]
    Unproven,
    /// The server says no, with a reason.
    #[error("the server refused: {}", .0.code.as_str())]
    Refused(Box<Problem>, Option<Duration>),
    /// The province said, under its signature, that the office blocked this device.
    #[error("the office has blocked this device")]
    Revoked(Box<Problem>),
    /// The province sent other bytes than it was asked for: what it holds of this one is damaged.
    #[error("the province's bytes do not have their digest")]
    OtherBytes,
    /// The bytes in the store are not the ones that were sealed.
    #[error("an attachment in the store does not have its digest")]
    LocalBytes,
    /// TLS cannot be set up on this device.
    #[error("cannot set up encryption")]
    Tls,
    /// The device's own store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateFault {
    /// By the device's clock it is not valid any more.
    Expired,
    /// By the device's clock it is not valid yet.
    NotYetValid,
    /// It is for another name.
    OtherName,
    /// Nobody whom this app knows has issued it.
    UnknownIssuer,
}

/// What to do about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// Try later; the whole run stops, because the next entry would fail the same way.
    RetryLater(LastError),
    /// Try this entry later and go on with the next: the server answered.
    RetryEntry(LastError),
    /// The same, but no word of the server came: it may be the way and not this entry. After several in a
    /// row it is the way (`run.rs`).
    RetryOnWay(LastError),
    /// The device must be enrolled again; nothing is lost by it.
    SignInAgain,
    /// The app must be updated.
    UpdateApp,
    /// This entry waits for a person; the others go on.
    NeedsPerson(BlockedReason),
}

impl Failure {
    /// What this failure means for the outbox.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        match self {
            Self::Offline => Recovery::RetryLater(LastError::Offline),
            Self::NameUnknown => Recovery::RetryLater(LastError::NameUnknown),
            Self::ServerDown => Recovery::RetryLater(LastError::ServerDown),
            Self::Certificate(fault) => Recovery::RetryLater(match fault {
                CertificateFault::Expired => LastError::CertificateExpired,
                CertificateFault::NotYetValid => LastError::ClockBehind,
                CertificateFault::OtherName => LastError::CertificateName,
                CertificateFault::UnknownIssuer => LastError::CertificateUnknown,
            }),
            Self::ProxyNeeded => Recovery::RetryLater(LastError::ProxyNeeded),
            Self::Cut => Recovery::RetryOnWay(LastError::Cut),
            Self::TimedOut => Recovery::RetryOnWay(LastError::TimedOut),
            Self::NotOurServer | Self::Unproven => Recovery::RetryOnWay(LastError::NotOurServer),
            Self::Tls => Recovery::RetryLater(LastError::Unknown),
            Self::OtherBytes => Recovery::RetryEntry(LastError::NotOurServer),
            Self::LocalBytes => Recovery::NeedsPerson(BlockedReason::DigestDiffers),
            Self::Store(StoreError::Damaged(_)) => Recovery::NeedsPerson(BlockedReason::Unreadable),
            Self::Store(_) => Recovery::RetryLater(LastError::Unknown),
            Self::Refused(problem, _) | Self::Revoked(problem) => of_code(&problem.code, problem.status),
        }
    }

    /// The word for people, whatever is done about it.
    #[must_use]
    pub fn trouble(&self) -> LastError {
        match self.recovery() {
            Recovery::RetryLater(error) | Recovery::RetryEntry(error) | Recovery::RetryOnWay(error) => error,
            Recovery::SignInAgain => LastError::SignInAgain,
            Recovery::UpdateApp => LastError::UpdateApp,
            Recovery::NeedsPerson(_) => LastError::Unknown,
        }
    }

    /// How long the server asked to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(_, after) => *after,
            _ => None,
        }
    }

    /// The server's code, if it answered with one.
    #[must_use]
    pub fn refused_with(&self) -> Option<&ErrorCode> {
        match self {
            Self::Refused(problem, _) | Self::Revoked(problem) => Some(&problem.code),
            _ => None,
        }
    }
}

fn of_code(code: &ErrorCode, status: u16) -> Recovery {
    let person = Recovery::NeedsPerson;
    match code {
        ErrorCode::TokenInvalid | ErrorCode::DeviceRevoked => Recovery::SignInAgain,
        ErrorCode::ProtocolUnsupported => Recovery::UpdateApp,
        ErrorCode::RateLimited | ErrorCode::Unavailable | ErrorCode::ProofNeeded => {
            Recovery::RetryLater(LastError::ServerBusy)
        }
        // Photos are refused first: documents may still pass.
        ErrorCode::StorageFull => Recovery::RetryEntry(LastError::ServerFull),
        ErrorCode::ContentDiffers => person(BlockedReason::ContentDiffers),
        ErrorCode::OutsideArea => person(BlockedReason::OutsideArea),
        ErrorCode::SealInvalid => person(BlockedReason::SealInvalid),
        ErrorCode::RevisionInvalid | ErrorCode::ReviewInvalid | ErrorCode::Malformed => {
            person(BlockedReason::RevisionInvalid)
        }
        ErrorCode::TooLarge => person(BlockedReason::TooLarge),
        ErrorCode::RoleForbidden => person(BlockedReason::Forbidden),
        // A fault of the server with one record must not hold up the others; neither must an upload
        // that changed on the way, whose local bytes were found sound.
        ErrorCode::Internal
        | ErrorCode::OffsetDiffers
        | ErrorCode::UploadUnknown
        | ErrorCode::DigestDiffers
        | ErrorCode::RevisionUnknown
        | ErrorCode::ProgrammeUnknown
        | ErrorCode::AttachmentUnknown
        | ErrorCode::RecoveryAway
        | ErrorCode::NotFound => Recovery::RetryEntry(LastError::ServerBusy),
        _ if status >= 500 => Recovery::RetryEntry(LastError::ServerBusy),
        other => person(BlockedReason::Other(other.as_str().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recovery(code: ErrorCode) -> Recovery {
        Failure::Refused(Box::new(Problem::new(400, code, "")), None).recovery()
    }

    #[test]
    fn only_what_a_person_can_mend_waits_for_a_person() {
        let blocked = |code: &&ErrorCode| matches!(recovery((*code).clone()), Recovery::NeedsPerson(_));
        let words: Vec<_> = ErrorCode::KNOWN.iter().filter(blocked).map(ErrorCode::as_str).collect();
        let expected = [
            "request.malformed",
            "request.too_large",
            "auth.role_forbidden",
            "auth.outside_area",
            "enrolment.code_invalid",
            "enrolment.code_expired",
            "enrolment.code_used",
            "enrolment.other_province",
            "recovery.refused",
            "recovery.lock_nameless",
            "recovery.lock_replaced",
            "recovery.denied",
            "revision.invalid",
            "revision.seal_invalid",
            "revision.content_differs",
            "review.invalid",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn a_refusal_of_a_newer_server_waits_for_a_person_with_its_own_word() {
        let expected = BlockedReason::Other("survey.newer_rule".into());
        assert_eq!(recovery(ErrorCode::Other("survey.newer_rule".into())), Recovery::NeedsPerson(expected));
        let fault = Failure::Refused(Box::new(Problem::new(502, ErrorCode::Other("x".into()), "")), None);
        assert_eq!(fault.recovery(), Recovery::RetryEntry(LastError::ServerBusy));
    }
}
