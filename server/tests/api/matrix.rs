//! Every route, requested by every role: who may do what, in one table.

use std::collections::BTreeSet;

use reqwest::RequestBuilder;
use sambang_domain::ids::{Digest, ReviewId};
use sambang_domain::open::Unknown;
use sambang_domain::people::Role;
use sambang_domain::review::{REVIEW_FORMAT, Review, Verdict};
use sambang_domain::seal::{base64_signature, seal};
use sambang_domain::wire::v1::{DeviceReport, OpeningsReport, RecoveryRequest, SIGNATURE_HEADER, WaitsFor};

use crate::device::{Device, Sealed, photo, picture};
use crate::world::{BEGINNING, World, enrolment};

/// Who asks: nobody; the facilitator whose survey it is, and another one of the same district; the
/// supervisor of the district, and one of another regency; province; auditor; and a blocked device of
/// the facilitator.
#[rustfmt::skip]
const TABLE: &[(&str, [u16; 8])] = &[
    //                                                        none  own  other   in  out prov audit blocked
    ("get /openapi.json",                                    [200, 200,  200,  200, 200, 200, 200, 200]),
    ("get /v1/health",                                       [200, 200,  200,  200, 200, 200, 200, 200]),
    ("get /v1/province",                                     [200, 200,  200,  200, 200, 200, 200, 200]),
    ("get /v1/ready",                                        [200, 200,  200,  200, 200, 200, 200, 200]),
    ("options /v1/uploads",                                  [204, 204,  204,  204, 204, 204, 204, 204]),
    // With a code that nobody wrote.
    ("post /v1/enrolments",                                  [403, 403,  403,  403, 403, 403, 403, 403]),
    ("post /v1/recoveries",                                  [403, 403,  403,  403, 403, 403, 403, 403]),
    ("post /v1/tokens",                                      [401, 201,  201,  201, 201, 201, 201, 403]),
    ("get /v1/surveys/{survey}/revisions/{number}",          [401, 200,  403,  200, 403, 200, 200, 403]),
    ("get /v1/surveys/{survey}/revisions/{number}/receipt",  [401, 200,  403,  200, 403, 200, 200, 403]),
    // Nobody else can even tell that there is such a photo.
    ("get /v1/attachments/by-digest/{sha256}",               [401, 200,  404,  200, 404, 200, 200, 403]),
    ("get /v1/attachments/{sha256}/thumbnail",               [401, 200,  404,  200, 404, 200, 200, 403]),
    ("get /v1/changes",                                      [401, 200,  200,  200, 200, 200, 200, 403]),
    // Roles without filters get an empty list.
    ("get /v1/filters",                                      [401, 200,  200,  200, 200, 200, 200, 403]),
    // Of another regency there is none.
    ("get /v1/filters/{sha256}",                             [401, 200,  200,  200, 404, 403, 403, 403]),
    ("get /v1/area",                                         [401, 403,  403,  200, 200, 200, 200, 403]),
    ("get /v1/team",                                         [401, 403,  403,  200, 200, 200, 403, 403]),
    ("put /v1/report",                                       [401, 200,  200,  200, 200, 200, 200, 403]),
    ("post /v1/openings",                                    [401, 200,  200,  200, 200, 200, 200, 403]),
    // The token that was sent goes on until the next one is used.
    ("post /v1/tokens",                                      [401, 201,  201,  201, 201, 201, 201, 403]),
    // From outside the area it is kept as advice.
    ("put /v1/reviews/{review}",                             [401, 403,  403,  201, 201, 403, 403, 403]),
    // The next revision of the survey; a blocked device's is kept to be looked at.
    ("put /v1/surveys/{survey}/revisions/{number}",          [401, 201,  403,  403, 403, 403, 403, 202]),
    // Another facilitator cannot even tell that there is such an upload.
    // A supervisor begins one of their own: the tablet may have what the province lost.
    ("post /v1/uploads",                                     [401, 201,  404,  201, 404, 403, 403, 403]),
    ("head /v1/uploads/{id}",                                [401, 200,  404,  404, 404, 403, 403, 403]),
    ("patch /v1/uploads/{id}",                               [401, 204,  404,  404, 404, 403, 403, 403]),
    ("delete /v1/uploads/{id}",                              [401, 204,  404,  404, 404, 403, 403, 403]),
];

/// What the requests ask for.
struct Scene {
    /// The first revision of a survey of the district.
    survey: Sealed,
    card: Digest,
    /// A photo of it that has not come, and where its upload goes.
    missing: Vec<u8>,
    upload: String,
    filter: Digest,
}

impl Scene {
    fn request(&self, route: &str, who: &Device) -> RequestBuilder {
        let (method, path) = route.split_once(' ').unwrap();
        let path = path
            .replace("{survey}", &self.survey.survey.to_string())
            .replace("{number}", "1")
            .replace("by-digest/{sha256}", &format!("by-digest/{}", self.card))
            .replace("attachments/{sha256}", &format!("attachments/{}", self.card))
            .replace("filters/{sha256}", &format!("filters/{}", self.filter))
            .replace("/v1/uploads/{id}", &self.upload);
        let plain = who.request(&method.to_uppercase(), &path);
        match route {
            "post /v1/enrolments" => plain.json(&enrolment("AAAAAAAA", &who.key)),
            "post /v1/recoveries" => {
                let (device, code) = (who.enrolment.device, "AAAAAAAA".to_owned());
                let (wrapped_key, waits_for) = (String::new(), Some(WaitsFor::Store));
                plain.json(&RecoveryRequest { code, device, wrapped_key, answer_key: None, pass: None, waits_for })
            }
            "put /v1/report" => plain.json(&DeviceReport::default()),
            "post /v1/openings" => plain.json(&OpeningsReport { openings: Vec::new() }),
            "put /v1/reviews/{review}" => self.review(who),
            "put /v1/surveys/{survey}/revisions/{number}" => {
                let mut who = who.clone();
                let survey = who.survey(1, &[]);
                let next = who.seal(2, survey);
                who.put_request(&next)
            }
            "post /v1/uploads" => who.create_request(&self.missing),
            "patch /v1/uploads/{id}" => who.patch_request(&self.upload, 0, &self.missing[..100]),
            _ if path.starts_with("/v1/uploads/") => who.tus(&method.to_uppercase(), &path),
            _ => plain,
        }
    }

    /// An approval that `who` sealed.
    fn review(&self, who: &Device) -> RequestBuilder {
        let review = Review {
            format: REVIEW_FORMAT,
            id: ReviewId(who.enrolment.device.0),
            survey: self.survey.survey,
            revision: 1,
            digest: self.survey.digest,
            follows: None,
            verdict: Verdict::Approve,
            comments: Vec::new(),
            reason: None,
            note: String::new(),
            person: who.enrolment.person.id,
            device: who.enrolment.device,
            sequence: 1,
            previous_seal: None,
            decided_at: BEGINNING,
            clock_offset_ms: None,
            app_version: "0.1.0".into(),
            unknown: Unknown::new(),
        };
        let (bytes, seal) = seal(&review, &who.key).unwrap();
        let signature = base64_signature::encode(&seal.signature);
        who.request("PUT", &format!("/v1/reviews/{}", review.id)).header(SIGNATURE_HEADER, signature).body(bytes)
    }
}

async fn status(request: RequestBuilder, with_token: bool) -> u16 {
    let (client, request) = request.build_split();
    let mut request = request.unwrap();
    if !with_token {
        request.headers_mut().remove("authorization");
    }
    client.execute(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn everybody_gets_from_every_route_what_the_table_says() {
    let mut world = World::start().await;
    let mut owner = world.device(Role::Facilitator, &["180302"]).await;
    let (card, missing) = (picture(640, 400), photo(2, 5000));
    let survey = owner.sealed(1, &[&card, &missing]);
    owner.bring(&survey).await;
    owner.upload(&card).await;
    let (upload, _) = owner.create(&missing).await;
    world.registry().work_on_filters().await.unwrap();
    let filter = world.registry().filter_state().await.unwrap().filters.remove(0).sha256;
    let scene = Scene { survey, card: Digest::of(&card), missing, upload, filter };

    let person = owner.enrolment.person.clone();
    let blocked = world.device_of(&person).await;
    world.registry().revoke_device(blocked.enrolment.device).await.unwrap();
    let everybody = [
        (owner.clone(), false),
        (owner, true),
        (world.device(Role::Facilitator, &["180302"]).await, true),
        (world.device(Role::Supervisor, &["180302"]).await, true),
        (world.device(Role::Supervisor, &["1804"]).await, true),
        (world.device(Role::Province, &[]).await, true),
        (world.device(Role::Auditor, &[]).await, true),
        (blocked, true),
    ];
    let mut wrong = Vec::new();
    for (route, expected) in TABLE {
        let mut found = [0; 8];
        for ((who, with_token), found) in everybody.iter().zip(&mut found) {
            *found = status(scene.request(route, who), *with_token).await;
        }
        if found != *expected {
            wrong.push(format!("{route}\n    expected {expected:?}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn no_route_is_missing_from_the_table() {
    let world = World::start().await;
    let document: serde_json::Value =
        world.http.get(world.url("/openapi.json")).send().await.unwrap().json().await.unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let described: BTreeSet<String> = paths
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| format!("{method} {path}")))
        .collect();
    let table: BTreeSet<String> = TABLE.iter().map(|(route, _)| (*route).to_owned()).collect();
    assert_eq!(table, described);
}
