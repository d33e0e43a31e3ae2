//! A phone after weeks of work: 2,000 surveys, most of them received.

use std::path::{Path, PathBuf};

use sambang_domain::ids::SurveyId;

use crate::Outcome;
use crate::filling::{End, Filling};
use crate::phone::Phone;
use crate::province::Province;

pub(super) const SURVEYS: u32 = 2000;
/// Small ones, since lists never read them and 1.2 GB would only make the bench slow.
const PHOTO_BYTES: usize = 2 * 1024;
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
        let filling = Filling::new(phone.store()?)?;
        let mut draft = None;
        for number in 0..SURVEYS {
            // Of twenty: one is being filled, two wait, the rest arrived.
            let end = match number % 20 {
                0 => End::Draft,
                1 | 2 => End::Sealed,
                _ => End::Received,
            };
            let id = filling.add(number, PHOTO_BYTES, end)?;
            if end == End::Draft {
                draft = Some(id);
            }
        }
        drop(filling);
        let phone = phone.twin(&folder.join("full"))?;
        let plain = folder.join("plain.db");
        phone.plain_copy(&plain)?;
        Ok(Self { phone, plain, draft: draft.ok_or("no draft")? })
    }
}
