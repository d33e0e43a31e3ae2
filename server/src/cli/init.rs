//! Making a store.

use sambang_server::{Config, Registry};

use super::{Outcome, output};

pub(super) async fn init(config: Config) -> Outcome {
    Registry::init(&config).await?;
    output::line(&format!("a store for province {} was made in {}", config.province, config.store.display()));
    output::line(
        "keep a copy of its folder `keys` somewhere else: no backup holds the keys, and nothing replaces them",
    );
    Ok(())
}
