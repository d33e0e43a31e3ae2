//! A supervisor's device reduced to its key: it seals decisions and hands them in.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use sambang::sync::{Address, Client, HttpTransport, Method, Request, Transport};
use sambang_domain::ids::{Digest, ReviewId, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::people::Role;
use sambang_domain::review::{Comment, REVIEW_FORMAT, RejectReason, Review, Verdict};
use sambang_domain::seal::{self, base64_signature};
use sambang_domain::wire::v1::{EnrolmentReply, EnrolmentRequest, ReviewOutcome, SignedReviewReceipt};
use sambang_server::NewPerson;

use crate::world::{MORNING, World};

pub struct Reviewer {
    url: String,
    key: SigningKey,
    enrolment: EnrolmentReply,
    sequence: u64,
    previous: Option<Digest>,
}

impl Reviewer {
    /// The supervisor of the whole kabupaten.
    pub async fn enrol(world: &World, name: &str) -> Self {
        let area = vec!["1803".parse().unwrap()];
        let (name, office) = (format!("CONTOH {name}"), "Dinas CONTOH Lampung Utara".to_owned());
        let person = NewPerson { name, role: Role::Supervisor, area, office };
        let person = world.server().registry().add_person(person).await.unwrap();
        let (url, key) = (world.server().url(), SigningKey::from_bytes(&[5; 32]));
        let client = Client::new(Arc::new(HttpTransport::new().unwrap()), Address::parse(&url).unwrap(), None);
        let request = EnrolmentRequest::new(&world.code(&person).await, &key, "0.1.0");
        let enrolment = client.enrol(&request).await.unwrap();
        Self { url, key, enrolment, sequence: 0, previous: None }
    }

    pub async fn approves(&mut self, world: &World, survey: SurveyId) -> ReviewId {
        self.decides(world, survey, |_| {}).await
    }

    pub async fn rejects(&mut self, world: &World, survey: SurveyId, reason: RejectReason) -> ReviewId {
        self.decides(world, survey, |review| {
            review.verdict = Verdict::Reject;
            review.reason = Some(reason);
        })
        .await
    }

    /// Sends the newest revision back with one remark for each path.
    pub async fn returns(&mut self, world: &World, survey: SurveyId, remarks: &[(&str, &str)]) -> ReviewId {
        let comment = |(path, text): &(&str, &str)| Comment {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
            unknown: Unknown::new(),
        };
        let comments = remarks.iter().map(comment).collect();
        self.decides(world, survey, |review| {
            review.verdict = Verdict::Return;
            review.comments = comments;
        })
        .await
    }

    /// Judges the newest revision that the province holds, knowing what was decided before.
    async fn decides(&mut self, world: &World, survey: SurveyId, decide: impl FnOnce(&mut Review)) -> ReviewId {
        let state = world.server().registry().find_state(survey).await.unwrap().expect("the survey arrived");
        self.sequence += 1;
        let mut review = Review {
            format: REVIEW_FORMAT,
            id: ReviewId(sambang::platform::new_id(MORNING)),
            survey,
            revision: state.revision,
            digest: state.digest,
            follows: state.review,
            verdict: Verdict::Approve,
            comments: Vec::new(),
            reason: None,
            note: String::new(),
            person: self.enrolment.person.id,
            device: self.enrolment.device,
            sequence: self.sequence,
            previous_seal: self.previous,
            decided_at: world.clock.now(),
            clock_offset_ms: None,
            app_version: "0.1.0".to_owned(),
            unknown: Unknown::new(),
        };
        decide(&mut review);
        let (bytes, seal) = seal::seal(&review, &self.key).unwrap();
        self.previous = Some(seal.id());
        let headers = vec![
            ("authorization", format!("Bearer {}", self.enrolment.token)),
            ("sambang-protocol", "1".to_owned()),
            ("sambang-signature", base64_signature::encode(&seal.signature)),
            ("content-type", "application/json".to_owned()),
        ];
        let url = format!("{}/v1/reviews/{}", self.url, review.id);
        let request = Request { method: Method::Put, url, headers, body: Arc::new(bytes), on_sent: None };
        let answer = HttpTransport::new().unwrap().exchange(request).await.unwrap();
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let receipt: SignedReviewReceipt = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(receipt.payload.outcome, ReviewOutcome::Applied);
        review.id
    }
}
