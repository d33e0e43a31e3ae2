//! What stands in a single value of a message.

use sambang_domain::{people, review, survey, wire};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

/// Declares values that are text of a certain form.
macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident = $pattern:literal;)+) => {$(
        $(#[doc = $doc])+
        pub(in crate::api) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                text().pattern(Some($pattern)).description(Some(concat!($($doc),+).trim())).into()
            }
        }

        impl ToSchema for $name {}
    )+};
}

/// Declares values that are one of the words of an open enum of the domain.
macro_rules! words {
    ($($name:ident = $known:path;)+) => {$(
        pub(in crate::api) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let known: Vec<&str> = <$known>::KNOWN.iter().map(|word| word.as_str()).collect();
                let told = format!("One of `{}`. A later version may add words.", known.join("`, `"));
                text().description(Some(told)).examples(known).into()
            }
        }

        impl ToSchema for $name {}
    )+};
}

texts! {
    /// A UUID, mostly of version 7.
    Id = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";
    /// SHA-256 in hexadecimal digits.
    Digest = "^[0-9a-f]{64}$";
    /// 32 bytes in hexadecimal digits: a public key or a secret.
    Key = "^[0-9a-fA-F]{64}$";
    /// Base64 of an Ed25519 signature.
    Signature = "^[A-Za-z0-9+/]{85}[AQgw]==$";
    /// Base64 of bytes.
    Base64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
    /// A Kemendagri code without dots: province, regency, district or village.
    Region = "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10})$";
}

words! {
    ErrorCode = wire::ErrorCode;
    EvidenceKind = survey::EvidenceKind;
    FilterKind = wire::v1::FilterKind;
    HeadStanding = wire::v1::HeadStanding;
    OpenedWhat = wire::v1::OpenedWhat;
    ReceiptStanding = wire::v1::ReceiptStanding;
    RejectReason = review::RejectReason;
    ReviewOutcome = wire::v1::ReviewOutcome;
    ReviewState = review::ReviewState;
    Role = people::Role;
    Section = survey::Section;
    Verdict = review::Verdict;
    Warning = wire::v1::Warning;
}

/// Milliseconds since 1970-01-01T00:00Z.
pub(in crate::api) struct Instant;

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        let integer = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer));
        let integer = integer.format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)));
        integer.description(Some("Milliseconds since 1970-01-01T00:00Z.")).into()
    }
}

impl ToSchema for Instant {}

/// Bytes that are no text.
pub(in crate::api) struct Bytes;

impl PartialSchema for Bytes {
    fn schema() -> RefOr<Schema> {
        text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).into()
    }
}

impl ToSchema for Bytes {}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}
