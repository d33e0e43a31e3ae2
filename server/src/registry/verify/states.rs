//! Every survey stands where its revisions and the decisions that were applied have brought it.

use sambang_domain::review::{ReviewState, Verdict};

use super::{Break, PAGE, Verified};
use crate::registry::{Registry, RegistryError};
use crate::store::states::{self, Sum};

impl Registry {
    pub(super) async fn verify_states(&self, verified: &mut Verified) -> Result<(), RegistryError> {
        let mut after = String::new();
        loop {
            let page = states::sums(&mut *self.0.store.read().await?, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.survey.to_string();
            for sum in &page {
                if !sum.agrees || expected(sum).as_ref() != Some(&sum.state) {
                    return Err(Break::State { survey: sum.survey }.into());
                }
                verified.states += 1;
            }
        }
        match states::find_unpaired(&mut *self.0.store.read().await?).await? {
            Some(survey) => Err(Break::State { survey }.into()),
            None => Ok(()),
        }
    }
}

/// A decision counts until a newer revision arrives; that one waits for its own.
fn expected(sum: &Sum) -> Option<ReviewState> {
    match &sum.decided {
        Some((revision, digest, verdict)) if (*revision, *digest) == sum.newest => {
            ReviewState::after(&Verdict::from(verdict.clone()))
        }
        _ => Some(ReviewState::Received),
    }
}
