//! Every survey stands where its revisions and the decisions that were applied have brought it.

use sambang_domain::review::{ReviewState, Verdict};

use super::{Break, Breaks, PAGE};
use crate::registry::{Registry, RegistryError};
use crate::store::states::{self, Sum};

impl Registry {
    pub(super) async fn verify_states(&self, found: &mut Breaks) -> Result<(), RegistryError> {
        let mut after = String::new();
        loop {
            let page = states::sums(&mut *self.0.store.read().await?, &after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after.clone_from(last);
            for (survey, sum) in page {
                let Some(sum) = found.readable(&format!("the state of survey {survey}"), sum) else { continue };
                if sum.agrees && expected(&sum).as_ref() == Some(&sum.state) {
                    found.verified.states += 1;
                } else {
                    found.add(Break::State { survey: sum.survey });
                }
            }
        }
        for survey in self.0.store.read_long(states::unpaired).await? {
            found.add(Break::State { survey });
        }
        Ok(())
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
