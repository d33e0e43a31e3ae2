//! A fully filled survey for the tests of the table.

use crate::check::tests::{STARTED, complete, p2021, photo};
use crate::ids::Digest;
use crate::survey::sections::*;
use crate::survey::{Business, Confirmation, EvidenceKind, Kbli, Legality, Line, Premises, Reply, Survey};

/// A survey without an empty field, whether the answers make sense or not. The tests compare the table of
/// answers with it.
pub(super) fn filled() -> Survey {
    let mut survey = complete(&p2021());
    survey.assignment = Some("01900000-0000-7000-8000-000000000003".parse().unwrap());
    survey.identity.occupation = "pedagang".into();
    survey.business = Business {
        name: "Warung Bu Siti".into(),
        line: Some(Line::Food),
        activity: "gorengan".into(),
        kbli: Some(Kbli { code: "56104".into(), edition: "2020".into(), unknown: Default::default() }),
        since_year: Some(2016),
        premises: Some(Premises::Home),
        legality: Some(Legality::Sku),
        legality_number: "470/12".into(),
        workers: Some(2),
        same_as_home: Some(true),
        address: "Pasar Pagi".into(),
        village: survey.identity.village,
        landmark: "depan masjid".into(),
        unknown: Default::default(),
    };
    survey.eligibility.values_mut().for_each(|answer| answer.year = Some(2020));
    if let Some(statement) = &mut survey.statement {
        statement.signed_on = Some(survey.visited_on);
    }
    if let Some(position) = &mut survey.position {
        position.receiver_ahead_ms = Some(90_000);
    }
    survey.evidence = EvidenceKind::KNOWN.iter().map(|kind| photo(kind.clone(), kind.as_str())).collect();
    survey.sections.turnover = Turnover {
        before_rupiah: Some(3_000_000),
        now_rupiah: Some(1_200_000),
        doing: Some(Doing::Falling),
        changed: Some(true),
        changed_from: "pakaian".into(),
        unknown: Default::default(),
    };
    survey.sections.aid = Aid {
        has_credit: Some(true),
        credits: vec![Credit { kind: Some(CreditKind::Kur), lender: "BRI".into(), unknown: Default::default() }],
        prakerja: Some(Prakerja::Registered),
        kemensos: Some(false),
        regional: Some(RegionalAid::Cart),
        regional_name: "gerobak 2019".into(),
        unknown: Default::default(),
    };
    survey.sections.cooperative = Cooperative {
        respondent: Some(Respondent::MicroBusiness),
        member: Some(true),
        name: "Maju".into(),
        card_number: "12".into(),
        unknown: Default::default(),
    };
    survey.sections.digital = Digital {
        channels: Some([Channel::Qris].into()),
        delivery: Some([GoodsDelivery::OwnCourier].into()),
        unknown: Default::default(),
    };
    survey.sections.interests = Interests {
        programmes: Some([Interest::Stimulus].into()),
        plut: Some([PlutService::Marketing].into()),
        unknown: Default::default(),
    };
    survey.sections.problem = Problem {
        text: "bantuan lambat".into(),
        status: Some(ProblemStatus::PassedOn),
        passed_to: "dinas".into(),
        unknown: Default::default(),
    };
    survey.sections.promotion = Promotion {
        consent: Some(true),
        answered_at: Some(STARTED),
        gallery: Some(false),
        unknown: Default::default(),
    };
    let confirmation = Confirmation {
        reason: "sesuai KTP".into(),
        at: STARTED,
        answer: Digest::of(b"answer"),
        unknown: Default::default(),
    };
    survey.confirmations.insert("identity.name:name.digits".into(), confirmation);
    survey.replies.push(Reply {
        review: "01900000-0000-7000-8000-000000000004".parse().unwrap(),
        path: super::NAME.path.into(),
        text: "sudah".into(),
        at: STARTED,
        unknown: Default::default(),
    });
    survey
}
