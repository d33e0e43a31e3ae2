//! The parts of the bench, one budget or two in each.

mod counts;
mod filter;
mod full_phone;
mod link;
mod list;
pub(crate) mod memory;
mod photo;
mod proof;
mod queue;
mod region;
mod resend;
mod save;
mod server;
mod unlock;
mod years;

use std::path::Path;

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::photographs::Photographs;
use crate::province::Province;
use crate::report::Report;
use crate::{Outcome, tell};
use full_phone::FullPhone;

/// One part.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    run: fn(&mut Bench, &mut Report) -> Outcome<()>,
}

/// In the order of the table.
pub(crate) const PARTS: [Part; 14] = [
    Part { name: "save", run: save::run },
    Part { name: "list", run: list::run },
    Part { name: "years", run: years::run },
    Part { name: "queue", run: queue::run },
    Part { name: "unlock", run: unlock::run },
    Part { name: "photo", run: photo::run },
    Part { name: "memory", run: memory::run },
    Part { name: "region", run: region::run },
    Part { name: "filter", run: filter::run },
    Part { name: "proof", run: proof::run },
    Part { name: "server", run: server::run },
    Part { name: "counts", run: counts::run },
    Part { name: "resend", run: resend::run },
    Part { name: "link", run: link::run },
];

/// What the parts share. Everything lies beside this program, on a real disk, and goes when the
/// bench ends.
pub(crate) struct Bench {
    runtime: Runtime,
    province: Province,
    full_phone: Option<FullPhone>,
    photographs: Option<Photographs>,
    /// Last, since it is removed when those who use it are gone.
    folder: TempDir,
}

/// Measures the parts with these names, or all.
pub(crate) fn all(names: &[&str]) -> Outcome<Report> {
    let program = std::env::current_exe()?;
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(program.parent().ok_or("no folder")?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let province = Province::start(&folder.path().join("province"))?;
    let mut bench = Bench { runtime, province, full_phone: None, photographs: None, folder };
    let mut report = Report::default();
    for part in PARTS.iter().filter(|part| names.is_empty() || names.contains(&part.name)) {
        tell(&format!("==> {}", part.name));
        (part.run)(&mut bench, &mut report)?;
    }
    Ok(report)
}

impl Bench {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The phone after weeks of work; made when first asked for.
    fn full_phone(&mut self) -> Outcome<&FullPhone> {
        if self.full_phone.is_none() {
            tell(&format!("    filling a phone with {} surveys", full_phone::SURVEYS));
            let phone = self.runtime.block_on(FullPhone::make(self.folder.path(), &self.province))?;
            self.full_phone = Some(phone);
        }
        self.full_phone.as_ref().ok_or_else(|| "no phone".into())
    }

    fn photographs(&mut self) -> Outcome<&Photographs> {
        if self.photographs.is_none() {
            self.photographs = Some(Photographs::load()?);
        }
        self.photographs.as_ref().ok_or_else(|| "no photographs".into())
    }
}
