//! Following the province to its next keys and its next address.

use sambang_domain::wire::v1::invitation::Fingerprint;
use sambang_domain::wire::v1::proof::{ANSWER_HEADER, Answered, PROOF_HEADER};
use sambang_domain::wire::v1::{Followed, Province, ProvinceReply, SignedProvinceChange};

use super::run::Run;
use super::transport::Method;
use super::{Address, Client, Credentials, Engine, Failure, client};
use crate::platform::random_bytes;
use crate::store::{Identity, Key, Reported};

impl Engine {
    /// Follows statements of the province, each signed with the key before it, and goes on with the keys and the
    /// address they lead to. True when they led anywhere; statements that the province did not sign, that leave one
    /// out, or that are known already change nothing.
    ///
    /// # Errors
    /// When the device's own store fails.
    pub fn follow(&self, chain: &[SignedProvinceChange]) -> Result<bool, Failure> {
        let Some(known) = self.store.value_if_sound::<Identity>(Key::Identity)? else { return Ok(false) };
        let followed = match known.province.follow(chain) {
            Ok(followed) if followed.province == known.province => return Ok(false),
            Ok(followed) => followed,
            Err(error) => {
                tracing::error!(%error, "statements of the province are not followed");
                return Ok(false);
            }
        };
        let address = followed.moved.as_ref().and_then(|(address, issued_at)| {
            // Keys count although this app cannot reach such an address.
            let parsed = Address::parse(address).inspect_err(|error| tracing::error!(%error, "an address of no use"));
            Some((parsed.ok()?, *issued_at))
        });
        let moved = address.as_ref().map(|(address, issued_at)| (address.as_str(), *issued_at));
        let identity = self.store.follow(&followed.province, moved)?;
        if let Some(credentials) = Credentials::of(&identity) {
            self.client.renew(credentials);
        }
        if let Some((address, _)) = address.filter(|(address, _)| address.as_str() == identity.server) {
            self.client.move_to(address);
        }
        tracing::warn!(changes = identity.province.changes, "the province has other keys or another address");
        Ok(true)
    }

    /// Asks the province for all its statements and follows them. It needs no token, and an answer proves itself by
    /// what is signed in it: so a device asks here first when it meets a signature that it cannot check.
    ///
    /// # Errors
    /// When the province cannot be reached, or the device's own store fails.
    pub async fn ask_province(&self) -> Result<bool, Failure> {
        let reply = self.client.province().await?;
        self.follow(&reply.changes)
    }

    /// Asks when the answer to the last report told of statements that this device does not know, or was signed with a
    /// key that it does not know.
    pub(super) async fn keep_up(&self, run: &mut Run) -> Result<(), Failure> {
        let told = self.store.value_if_sound::<Reported>(Key::Reported)?.and_then(|reported| reported.reply.province);
        let known = self.store.value_if_sound::<Identity>(Key::Identity)?.map(|identity| identity.province.changes);
        if self.client.take_strange() || told > known { self.ask_once(run).await.map(drop) } else { Ok(()) }
    }

    /// Asks once in a run; true when that led to other keys.
    pub(super) async fn leads_on(&self, run: &mut Run) -> Result<bool, Failure> {
        let before = self.client.receipt_key();
        self.ask_once(run).await?;
        Ok(self.client.receipt_key() != before)
    }

    /// Asks unless the province has answered in this run. False when it gave no answer.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn ask_once(&self, run: &mut Run) -> Result<bool, Failure> {
        if !run.asked_province {
            run.asked_province = run.needed(self.ask_province().await)?.is_some();
        }
        Ok(run.asked_province)
    }
}

impl Client {
    async fn province(&self) -> Result<ProvinceReply, Failure> {
        // Its answer is signed with a key that this device may not know yet; what it holds proves itself.
        let anonymous = self.anonymous();
        let answer = anonymous.send(anonymous.request(Method::Get, "/v1/province")?).await?;
        client::expect_json(&answer, &[200])
    }

    /// Whether the province whose keys are `known`, or have become others by its own statements, answers here. It
    /// signs over random bytes of this request, so that no answer of another time proves anything. An older server
    /// signs nothing, which counts unless it `must_sign`.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn is_province(&self, known: &Province, must_sign: bool) -> Result<bool, Failure> {
        let anonymous = self.anonymous();
        let mut request = anonymous.request(Method::Get, "/v1/province")?;
        let proof = hex::encode(random_bytes::<32>());
        request.headers.push((PROOF_HEADER, proof.clone()));
        let answer = anonymous.send(request).await?;
        let reply: ProvinceReply = client::expect_json(&answer, &[200])?;
        let Ok(Followed { province, .. }) = known.follow(&reply.changes) else { return Ok(false) };
        let same = (&province.receipt_key, &province.recovery_key)
            == (&reply.province.receipt_key, &reply.province.recovery_key);
        let answered = Answered { proof: &proof, status: answer.status, body: &answer.body };
        let signed = match answer.header(ANSWER_HEADER) {
            None => !must_sign,
            Some(signature) => province.verifying_key().is_some_and(|key| answered.is_signed_by(signature, &key)),
        };
        Ok(same && signed)
    }

    /// Whether the province that answers has this fingerprint; any has, where a letter names none.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn is_named(&self, print: Option<&Fingerprint>) -> Result<bool, Failure> {
        let Some(print) = print else { return Ok(true) };
        Ok(Fingerprint::of(&self.province().await?.province).as_ref() == Some(print))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex};

    use ed25519_dalek::SigningKey;
    use sambang_domain::ids::Timestamp;
    use sambang_domain::open::Unknown;
    use sambang_domain::seal::{PROVINCE_CONTEXT, Signed};
    use sambang_domain::wire::v1::{PROTOCOL_HEADER, ProvinceChange};

    use super::super::{Answer, Exchange, Progress, Request, Transport};
    use super::*;
    use crate::platform::{ManualClock, ThisPhone};
    use crate::store::{Store, StoreKey};

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn public(seed: u8) -> String {
        hex::encode(key(seed).verifying_key().as_bytes())
    }

    fn province() -> Province {
        let (code, office, recovery_key) = ("18".into(), "Dinas CONTOH".into(), "11".repeat(32));
        Province { code, office, receipt_key: public(1), recovery_key, changes: 0 }
    }

    /// A server that answers every question with these statements, and notes where it was asked.
    #[derive(Default)]
    struct Told {
        changes: Mutex<Vec<SignedProvinceChange>>,
        asked: Mutex<Vec<String>>,
    }

    impl Transport for Told {
        fn exchange(&self, request: Request) -> Exchange<'_> {
            self.asked.lock().unwrap().push(request.url);
            let changes = self.changes.lock().unwrap().clone();
            let reply = ProvinceReply { province: province(), changes, unknown: Unknown::new() };
            let headers = BTreeMap::from([(PROTOCOL_HEADER.to_owned(), "1".to_owned())]);
            let answer = Answer { status: 200, headers, body: serde_json::to_vec(&reply).unwrap() };
            Box::pin(async move { Ok(answer) })
        }
    }

    fn engine(folder: &std::path::Path, told: &Arc<Told>) -> Engine {
        let store = Store::open(folder, &StoreKey::new([1; 32])).unwrap();
        let identity = Identity::contoh(province(), "https://lama.example");
        store.set_value(Key::Identity, &identity).unwrap();
        let address = Address::parse(&identity.server).unwrap();
        let transport: Arc<dyn Transport> = Arc::<Told>::clone(told);
        let client = Client::new(transport, address, Credentials::of(&identity));
        let (clock, phone) = (Arc::new(ManualClock::new(Timestamp(0))), Arc::new(ThisPhone::default()));
        Engine::new(client, store, clock, phone, Progress::default(), "0.1.0".into())
    }

    fn change(sequence: u64, receipt: u8, address: Option<&str>, by: u8) -> SignedProvinceChange {
        let change = ProvinceChange {
            sequence,
            receipt_key: public(receipt),
            recovery_key: "22".repeat(32),
            address: address.map(Into::into),
            issued_at: Timestamp(i64::try_from(sequence).unwrap()),
            unknown: Unknown::new(),
        };
        Signed::new(change, PROVINCE_CONTEXT, &key(by)).unwrap()
    }

    fn stands(engine: &Engine) -> (Province, String) {
        let identity: Identity = engine.store.value(Key::Identity).unwrap().unwrap();
        assert_eq!(engine.client.receipt_key(), identity.receipt_key(), "what is kept is what is used");
        (identity.province, identity.server)
    }

    #[tokio::test]
    async fn whoever_answers_in_the_provinces_place_changes_nothing() {
        let (folder, told) = (tempfile::tempdir().unwrap(), Arc::new(Told::default()));
        let engine = engine(folder.path(), &told);
        let mut unsigned = change(1, 9, None, 1);
        unsigned.payload.address = Some("https://lain.example".into());
        for chain in [
            vec![change(1, 9, Some("https://lain.example"), 9)],
            vec![unsigned],
            vec![change(2, 9, None, 1)],
            vec![change(1, 2, None, 1), change(2, 9, None, 1)],
        ] {
            *told.changes.lock().unwrap() = chain;
            assert!(!engine.ask_province().await.unwrap());
            assert_eq!(stands(&engine), (province(), "https://lama.example".to_owned()));
        }
    }

    #[tokio::test]
    async fn the_province_leads_to_its_keys_and_its_address_and_an_older_statement_leads_nowhere() {
        let (folder, told) = (tempfile::tempdir().unwrap(), Arc::new(Told::default()));
        let engine = engine(folder.path(), &told);
        let chain = vec![
            change(1, 1, Some("https://satu.example"), 1),
            change(2, 2, Some("https://dua.example"), 1),
            change(3, 3, Some("ftp://tiga.example"), 2),
        ];
        told.changes.lock().unwrap().clone_from(&chain);
        assert!(engine.follow(&chain[..2]).unwrap());
        assert_eq!(stands(&engine).1, "https://dua.example");
        assert!(!engine.follow(&chain[..1]).unwrap(), "once more");
        assert_eq!(stands(&engine).1, "https://dua.example");
        assert!(engine.ask_province().await.unwrap());
        let (province, server) = stands(&engine);
        assert_eq!((province.changes, province.receipt_key), (3, public(3)));
        assert_eq!(server, "https://dua.example", "an address of no use costs no key");
        assert_eq!(*told.asked.lock().unwrap(), ["https://dua.example/v1/province"]);
    }
}
