//! The whole example of `docs/documents.md`: what stands there is what this crate seals.

use serde_json::{Map, Value};

use super::*;
use crate::review::{Review, Verdict};

/// What one block of the page says, by the first word of a line.
struct Block(Vec<(&'static str, &'static str)>);

impl Block {
    fn get(&self, name: &str) -> &'static str {
        self.0.iter().find(|(found, _)| *found == name).unwrap_or_else(|| panic!("no {name}")).1
    }

    /// Checks that these bytes have the digest, signature and id of the page.
    fn assert_seals<T: Sealable>(&self, bytes: &[u8], key: &SigningKey) -> T {
        let signature = base64_signature::decode(self.get("signature")).unwrap();
        let (document, seal) = open::<T>(bytes, &signature, &key.verifying_key()).unwrap();
        assert_eq!(
            (seal.digest.to_hex().as_str(), seal.id().to_hex().as_str()),
            (self.get("digest"), self.get("seal"))
        );
        assert_eq!(super::seal(&document, key).unwrap(), (bytes.to_vec(), seal));
        document
    }
}

fn example() -> &'static str {
    include_str!("../../../docs/documents.md").split_once("## A whole example").unwrap().1
}

fn blocks() -> [Block; 4] {
    let block = |text: &'static str| {
        let lines = text.split_once("\n```").unwrap().0.lines();
        Block(lines.map(|line| line.split_once(' ').unwrap()).collect())
    };
    let all: Vec<_> = example().split("```text\n").skip(1).map(block).collect();
    all.try_into().unwrap_or_else(|_| panic!("four documents"))
}

fn keys() -> [SigningKey; 2] {
    [7, 8].map(|byte| SigningKey::from_bytes(&[byte; 32]))
}

/// RFC 7396, without the part for `null`, which these changes do not use.
fn merge(into: &mut Map<String, Value>, changes: Map<String, Value>) {
    for (name, change) in changes {
        match (into.get_mut(&name), change) {
            (Some(Value::Object(into)), Value::Object(change)) => merge(into, change),
            (_, change) => drop(into.insert(name, change)),
        }
    }
}

#[test]
fn the_example_on_the_page_is_sealed_so_and_its_chains_hold() {
    let [first, returned, second, approved] = blocks();
    let [phone, tablet] = keys();
    for key in &keys() {
        assert!(example().contains(&hex::encode(key.verifying_key().as_bytes())), "the public keys stand there");
    }
    let bytes = first.get("document").as_bytes();
    assert_eq!(bytes, include_bytes!("../../vectors/revision-1.canonical.json"));
    let one: Revision = first.assert_seals(bytes, &phone);

    let decision: Review = returned.assert_seals(returned.get("document").as_bytes(), &tablet);
    assert_eq!((decision.digest.to_hex().as_str(), decision.follows), (first.get("digest"), None));
    assert_eq!((decision.verdict.clone(), decision.fault()), (Verdict::Return, Ok(())));

    let changes = example().split_once("```json\n").unwrap().1.split_once("\n```").unwrap().0;
    let mut document: Map<String, Value> = serde_json::from_slice(bytes).unwrap();
    merge(&mut document, serde_json::from_str(changes).unwrap());
    let corrected = crate::canonical::to_bytes(&document).unwrap();
    let two: Revision = second.assert_seals(&corrected, &phone);
    assert_eq!((two.number, two.corrects.unwrap().to_hex().as_str()), (2, first.get("digest")));
    assert_eq!((two.sequence, two.previous_seal.unwrap().to_hex().as_str()), (2, first.get("seal")));
    assert_eq!((two.device, two.survey.id), (one.device, one.survey.id));
    assert_eq!(two.survey.replies[0].review, decision.id);

    let last: Review = approved.assert_seals(approved.get("document").as_bytes(), &tablet);
    assert_eq!((last.revision, last.digest.to_hex().as_str()), (2, second.get("digest")));
    assert_eq!((last.follows, last.verdict), (Some(decision.id), Verdict::Approve));
    assert_eq!((last.sequence, last.previous_seal.unwrap().to_hex().as_str()), (2, returned.get("seal")));
    assert_eq!(last.device, decision.device);
    assert_ne!(last.id, decision.id);
}
