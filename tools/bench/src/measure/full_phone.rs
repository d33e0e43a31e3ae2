//! Phones after weeks and after years of work: 2,000 and 20,000 surveys, most of them received.

use std::path::{Path, PathBuf};

use sambang_domain::ids::SurveyId;

use crate::Outcome;
use crate::filling::{End, Filling};
use crate::phone::Phone;
use crate::province::Province;

pub(super) const SURVEYS: u32 = 2000;
pub(super) const YEARS: u32 = 20_000;
/// Small ones, since lists never read them and 1.2 GB would only make the bench slow.
const PHOTO_BYTES: usize = 2 * 1024;
/// The same after years: only their number counts.
const TINY: usize = 64;
/// A phone is filled where nothing waits for a disk, and measured on a real one.
const IN_MEMORY: &str = "/dev/shm";

pub(super) struct FullPhone {
    pub(super) phone: Phone,
    /// The same database without a cipher.
    pub(super) plain: PathBuf,
    /// A draft that measurements may write to.
    pub(super) draft: SurveyId,
}

impl FullPhone {
    pub(super) async fn make(folder: &Path, province: &Province) -> Outcome<Self> {
        let memory = tempfile::tempdir_in(if Path::new(IN_MEMORY).is_dir() { Path::new(IN_MEMORY) } else { folder })?;
        let phone = Phone::enrolled(&memory.path().join("full"), province, &province.url()).await?;
        // Of twenty: one is being filled, two wait, the rest arrived.
        let end = |number| match number % 20 {
            0 => End::Draft,
            1 | 2 => End::Sealed,
            _ => End::Received,
        };
        let draft = fill(&phone, SURVEYS, PHOTO_BYTES, end)?;
        let phone = phone.twin(&folder.join("full"))?;
        let plain = folder.join("plain.db");
        phone.plain_copy(&plain)?;
        Ok(Self { phone, plain, draft: draft.ok_or("no draft")? })
    }
}

/// A phone of which all [`YEARS`] surveys but some drafts were received: nothing is left to do.
pub(super) async fn after_years(folder: &Path, province: &Province) -> Outcome<Phone> {
    let phone = Phone::enrolled(&folder.join("years"), province, &province.url()).await?;
    // From here on receipts are of the province's present history, and nothing is asked for again.
    drop(phone.unlock()?.sync_once().await?);
    fill(&phone, YEARS, TINY, |number| if number % 1000 == 0 { End::Draft } else { End::Received })?;
    Ok(phone)
}

/// Fills a phone, and gives the last draft.
fn fill(phone: &Phone, surveys: u32, photo_bytes: usize, end: impl Fn(u32) -> End) -> Outcome<Option<SurveyId>> {
    let filling = Filling::new(phone.store()?)?;
    let mut draft = None;
    for number in 0..surveys {
        let id = filling.add(number, photo_bytes, end(number))?;
        if end(number) == End::Draft {
            draft = Some(id);
        }
    }
    Ok(draft)
}
