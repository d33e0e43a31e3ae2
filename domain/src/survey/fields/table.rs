//! The rows. The order is that of the form, and of a supervisor's page.

use super::{Field, Kind, List};
use crate::nik::Sex;
use crate::survey::sections::{
    Channel, CreditKind, Doing, GoodsDelivery, Interest, PlutService, Prakerja, ProblemStatus, RegionalAid, Respondent,
};
use crate::survey::{Legality, Line, Premises, Section, Step};

/// Declares each row as a constant and all of them as a list.
macro_rules! table {
    ($($name:ident = $row:expr;)+) => {
        $(#[doc = concat!("`", stringify!($row), "`")] pub const $name: Field = $row;)+

        /// Every row.
        pub const ALL: &[Field] = &[$($name),+];
    };
}

const SEXES: List = List { name: "sex", words: Sex::WORDS };
const LINES: List = List { name: "line", words: Line::WORDS };
const KINDS_OF_PREMISES: List = List { name: "premises", words: Premises::WORDS };
const PAPERS: List = List { name: "legality", words: Legality::WORDS };
const STATES_OF_BUSINESS: List = List { name: "doing", words: Doing::WORDS };
const LENDERS: List = List { name: "credit", words: CreditKind::WORDS };
const STATES_OF_PRAKERJA: List = List { name: "prakerja", words: Prakerja::WORDS };
const REGIONAL_AIDS: List = List { name: "regional", words: RegionalAid::WORDS };
const RESPONDENTS: List = List { name: "respondent", words: Respondent::WORDS };
const TOOLS: List = List { name: "channel", words: Channel::WORDS };
const WAYS_OF_DELIVERY: List = List { name: "goods", words: GoodsDelivery::WORDS };
const WISHES: List = List { name: "interest", words: Interest::WORDS };
const SERVICES: List = List { name: "plut", words: PlutService::WORDS };
const STATES_OF_PROBLEM: List = List { name: "problem", words: ProblemStatus::WORDS };

/// The survey as a whole: what a comment may be about besides an answer.
pub const WHOLE: Field = Field::new("", "whole", Step::Summary, Kind::Group).without_line();

/// The row for an answer of a newer app or programme that this version has no row for. Its findings lead to
/// the summary, and its path is shown as its name.
pub const UNKNOWN: Field = Field::new("", "unknown", Step::Summary, Kind::Unknown).without_line();

table! {
    ID = Field::new("id", "survey_id", Step::Summary, Kind::Text).without_line();
    PROGRAMME = Field::new("programme", "programme", Step::Summary, Kind::Group).without_line();
    PROGRAMME_ID = Field::part(&PROGRAMME, "programme.id", Kind::Text);
    PROGRAMME_VERSION = Field::part(&PROGRAMME, "programme.version", Kind::Number);
    FACILITATOR = Field::new("facilitator", "facilitator", Step::Summary, Kind::Text).without_line();
    ASSIGNMENT = Field::new("assignment", "assignment", Step::Summary, Kind::Text).without_line();
    VISITED_ON = Field::new("visited_on", "visited_on", Step::Summary, Kind::Date);
    STARTED_AT = Field::part(&VISITED_ON, "started_at", Kind::Instant).aside();

    NOTICE = Field::new("notice", "notice", Step::Notice, Kind::Group).without_line().aside();
    NOTICE_VERSION = Field::part(&NOTICE, "notice.version", Kind::Number);
    NOTICE_AT = Field::part(&NOTICE, "notice.at", Kind::Instant);

    NIK = Field::new("identity.nik", "nik", Step::Identity, Kind::Nik).judged();
    NIK_CONFIRMED = Field::new("identity.nik_confirmed", "nik4", Step::Identity, Kind::YesNo).judged_with(&NIK).without_line();
    FAMILY_CARD = Field::new("identity.family_card", "family_card", Step::Identity, Kind::FamilyCard).judged().when_given();
    NAME = Field::new("identity.name", "name", Step::Identity, Kind::Text).judged();
    BIRTH_DATE = Field::new("identity.birth_date", "birth_date", Step::Identity, Kind::Date).judged();
    BIRTH_PLACE = Field::new("identity.birth_place", "birth_place", Step::Identity, Kind::Text).judged_with(&BIRTH_DATE);
    SEX = Field::new("identity.sex", "sex", Step::Identity, Kind::Word(SEXES)).judged_with(&BIRTH_DATE);
    ADDRESS = Field::new("identity.address", "address", Step::Identity, Kind::Text).judged();
    RT = Field::new("identity.rt", "rt", Step::Identity, Kind::Text).judged_with(&ADDRESS).without_line();
    RW = Field::new("identity.rw", "rw", Step::Identity, Kind::Text).judged_with(&ADDRESS).without_line();
    VILLAGE = Field::new("identity.village", "village", Step::Identity, Kind::Region).judged_with(&ADDRESS);
    OCCUPATION = Field::new("identity.occupation", "occupation", Step::Identity, Kind::Text).judged().when_given();
    PHONE = Field::new("identity.phone", "phone", Step::Identity, Kind::Text).judged();
    IDENTITY_CARD = Field::new("evidence.identity_card", "identity_card", Step::Identity, Kind::Photos).judged();

    ACTIVITY = Field::new("business.activity", "activity", Step::Business, Kind::Text).judged();
    BUSINESS_NAME = Field::new("business.name", "business_name", Step::Business, Kind::Text).judged_with(&ACTIVITY);
    LINE = Field::new("business.line", "line", Step::Business, Kind::Word(LINES)).judged_with(&ACTIVITY);
    KBLI = Field::new("business.kbli", "kbli", Step::Business, Kind::Group).judged_with(&ACTIVITY).without_line();
    KBLI_CODE = Field::part(&KBLI, "business.kbli.code", Kind::Text);
    KBLI_EDITION = Field::part(&KBLI, "business.kbli.edition", Kind::Text);
    SINCE_YEAR = Field::new("business.since_year", "since_year", Step::Business, Kind::Year).judged();
    PREMISES = Field::new("business.premises", "premises", Step::Business, Kind::Word(KINDS_OF_PREMISES)).judged_with(&SINCE_YEAR);
    WORKERS = Field::new("business.workers", "workers", Step::Business, Kind::Number).judged();
    LEGALITY = Field::new("business.legality", "legality", Step::Business, Kind::Word(PAPERS)).judged();
    LEGALITY_NUMBER = Field::new("business.legality_number", "legality_number", Step::Business, Kind::Text).judged_with(&LEGALITY);

    POSITION = Field::new("position", "position", Step::Position, Kind::Group).judged().without_line();
    LATITUDE = Field::part(&POSITION, "position.latitude", Kind::Degrees);
    LONGITUDE = Field::part(&POSITION, "position.longitude", Kind::Degrees);
    ACCURACY = Field::part(&POSITION, "position.accuracy_m", Kind::Metres);
    POSITION_AT = Field::part(&POSITION, "position.at", Kind::Instant).aside();
    RECEIVER_AHEAD = Field::part(&POSITION, "position.receiver_ahead_ms", Kind::Number).aside();
    MOCK = Field::part(&POSITION, "position.mock", Kind::YesNo);
    BY_HAND = Field::part(&POSITION, "position.by_hand", Kind::YesNo);
    SAME_AS_HOME = Field::new("business.same_as_home", "same_as_home", Step::Position, Kind::YesNo).judged();
    BUSINESS_ADDRESS = Field::new("business.address", "business_address", Step::Position, Kind::Text).judged_with(&SAME_AS_HOME);
    BUSINESS_VILLAGE = Field::new("business.village", "business_village", Step::Position, Kind::Region).judged_with(&SAME_AS_HOME);
    LANDMARK = Field::new("business.landmark", "landmark", Step::Position, Kind::Text).judged();

    EVIDENCE = Field::new("evidence", "evidence", Step::Photos, Kind::Photos).judged();
    ELIGIBILITY = Field::new("eligibility", "eligibility", Step::Eligibility, Kind::Question).judged();

    SIGNED_STATEMENT = Field::new("evidence.signed_statement", "signed_statement", Step::Statement, Kind::Photos).judged();
    STATEMENT = Field::new("statement", "statement", Step::Statement, Kind::Group).judged().without_line();
    DRAWN_SIGNATURE = Field::new("evidence.drawn_signature", "drawn_signature", Step::Statement, Kind::Photos).judged_with(&STATEMENT).without_line();
    STATEMENT_TEMPLATE = Field::part(&STATEMENT, "statement.template", Kind::Text).aside();
    STATEMENT_VERSION = Field::part(&STATEMENT, "statement.version", Kind::Number).aside();
    STATEMENT_TEXT = Field::part(&STATEMENT, "statement.text", Kind::Text).aside();
    SIGNING_PLACE = Field::new("statement.place", "place", Step::Statement, Kind::Text).judged_with(&STATEMENT);
    SIGNED_AT = Field::part(&STATEMENT, "statement.signed_at", Kind::Instant);
    SIGNED_ON = Field::part(&STATEMENT, "statement.signed_on", Kind::Date);
    SIGNATURE = Field::new("statement.signature", "signature", Step::Statement, Kind::Group).judged_with(&STATEMENT).without_line();
    STROKES = Field::part(&SIGNATURE, "statement.signature.strokes", Kind::Strokes);
    THUMB_PRINT = Field::new("statement.thumb_print", "thumb_print", Step::Statement, Kind::YesNo).judged_with(&STATEMENT).without_line();

    TURNOVER = Field::section("sections.turnover", "turnover", &Section::Turnover);
    BEFORE_RUPIAH = Field::optional(&TURNOVER, "sections.turnover.before_rupiah", "before_rupiah", Kind::Money);
    NOW_RUPIAH = Field::optional(&TURNOVER, "sections.turnover.now_rupiah", "now_rupiah", Kind::Money);
    DOING = Field::optional(&TURNOVER, "sections.turnover.doing", "doing", Kind::Word(STATES_OF_BUSINESS));
    CHANGED = Field::optional(&TURNOVER, "sections.turnover.changed", "changed", Kind::YesNo);
    CHANGED_FROM = Field::optional(&TURNOVER, "sections.turnover.changed_from", "changed_from", Kind::Text);

    AID = Field::section("sections.aid", "aid", &Section::Aid);
    HAS_CREDIT = Field::optional(&AID, "sections.aid.has_credit", "has_credit", Kind::YesNo);
    CREDITS = Field::optional(&AID, "sections.aid.credits", "credits", Kind::Loans(LENDERS));
    PRAKERJA = Field::optional(&AID, "sections.aid.prakerja", "prakerja", Kind::Word(STATES_OF_PRAKERJA));
    KEMENSOS = Field::optional(&AID, "sections.aid.kemensos", "kemensos", Kind::YesNo);
    REGIONAL = Field::optional(&AID, "sections.aid.regional", "regional", Kind::Word(REGIONAL_AIDS));
    REGIONAL_NAME = Field::optional(&AID, "sections.aid.regional_name", "regional_name", Kind::Text);

    COOPERATIVE = Field::section("sections.cooperative", "cooperative", &Section::Cooperative);
    RESPONDENT = Field::optional(&COOPERATIVE, "sections.cooperative.respondent", "respondent", Kind::Word(RESPONDENTS));
    MEMBER = Field::optional(&COOPERATIVE, "sections.cooperative.member", "member", Kind::YesNo);
    COOPERATIVE_NAME = Field::optional(&COOPERATIVE, "sections.cooperative.name", "cooperative_name", Kind::Text);
    COOPERATIVE_CARD = Field::optional(&COOPERATIVE, "sections.cooperative.card_number", "cooperative_card", Kind::Text);

    DIGITAL = Field::section("sections.digital", "digital", &Section::Digital);
    CHANNELS = Field::optional(&DIGITAL, "sections.digital.channels", "channels", Kind::Words(TOOLS));
    DELIVERY = Field::optional(&DIGITAL, "sections.digital.delivery", "delivery", Kind::Words(WAYS_OF_DELIVERY));

    INTERESTS = Field::section("sections.interests", "interests", &Section::Interests);
    PROGRAMMES = Field::optional(&INTERESTS, "sections.interests.programmes", "interests", Kind::Words(WISHES));
    PLUT = Field::optional(&INTERESTS, "sections.interests.plut", "plut", Kind::Words(SERVICES));

    PROBLEM = Field::section("sections.problem", "problem", &Section::Problem);
    PROBLEM_TEXT = Field::optional(&PROBLEM, "sections.problem.text", "problem", Kind::Text);
    PROBLEM_STATUS = Field::optional(&PROBLEM, "sections.problem.status", "problem_status", Kind::Word(STATES_OF_PROBLEM));
    PASSED_TO = Field::optional(&PROBLEM, "sections.problem.passed_to", "passed_to", Kind::Text);

    PROMOTION = Field::section("sections.promotion", "promotion", &Section::Promotion);
    CONSENT = Field::optional(&PROMOTION, "sections.promotion.consent", "consent", Kind::YesNo);
    CONSENT_AT = Field::part(&PROMOTION, "sections.promotion.answered_at", Kind::Instant);
    GALLERY = Field::optional(&PROMOTION, "sections.promotion.gallery", "gallery", Kind::YesNo);
    PRODUCT_PHOTO = Field { section: Some(&Section::Promotion), ..Field::new("evidence.product_photo", "product_photo", Step::Summary, Kind::Photos) }.judged();

    CONFIRMATIONS = Field::new("confirmations", "confirmations", Step::Summary, Kind::Beside).without_line();
    REPLIES = Field::new("replies", "replies", Step::Summary, Kind::Beside).without_line();
}
