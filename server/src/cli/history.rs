//! What is backed up.

use sambang_server::Registry;

use super::{Outcome, output};

pub(super) async fn receipts_head(registry: &Registry) -> Outcome {
    output::line(&registry.receipts_head().await?.to_string());
    Ok(())
}
