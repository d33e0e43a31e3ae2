//! What the courier heard, so that the next errand does not begin anew. It proves nothing: the device asks again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sambang_domain::ids::Epoch;
use serde::{Deserialize, Serialize};

use super::Item;
use crate::platform::write_whole;

const FILE: &str = "journal";

/// What came of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Noted {
    /// The province said that it has it.
    Sent,
    /// The province refused it: the unlocked app must find out.
    Refused,
    /// An upload was begun; where it is, as far as that was told.
    Begun(Option<String>),
}

/// The journal.
#[derive(Debug)]
pub(crate) struct Journal {
    file: PathBuf,
    kept: Kept,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// The epoch of the province's store that was told last.
    epoch: Option<Epoch>,
    items: BTreeMap<String, Noted>,
}

impl Journal {
    /// One that cannot be read is empty: everything may be sent again.
    pub(super) fn load(folder: &Path) -> Self {
        let file = folder.join(FILE);
        let read = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        Self { file, kept: read.unwrap_or_default() }
    }

    /// What came of an item.
    pub(crate) fn of(&self, item: &Item) -> Option<&Noted> {
        self.kept.items.get(&item.name())
    }

    /// Nothing more is to be done about an item here.
    pub(crate) fn is_settled(&self, item: &Item) -> bool {
        matches!(self.of(item), Some(Noted::Sent | Noted::Refused))
    }

    pub(crate) fn note(&mut self, item: &Item, noted: Noted) -> io::Result<()> {
        if self.of(item) == Some(&noted) {
            return Ok(());
        }
        self.kept.items.insert(item.name(), noted);
        self.save()
    }

    /// Forgets what came of an item.
    pub(crate) fn forget(&mut self, item: &Item) -> io::Result<()> {
        self.kept.items.remove(&item.name()).map_or(Ok(()), |_| self.save())
    }

    /// The province's store is in this epoch. True when it was in another: what it said before counts no more.
    pub(crate) fn enter(&mut self, epoch: Epoch) -> io::Result<bool> {
        let another = self.kept.epoch.is_some_and(|known| known != epoch);
        if self.kept.epoch == Some(epoch) {
            return Ok(false);
        }
        self.kept.epoch = Some(epoch);
        if another {
            self.kept.items.clear();
        }
        self.save()?;
        Ok(another)
    }

    /// Forgets everything about items that do not lie here any more.
    pub(crate) fn keep_only(&mut self, items: &[Item]) -> io::Result<()> {
        let before = self.kept.items.len();
        self.kept.items.retain(|name, _| items.iter().any(|item| item.name() == *name));
        if self.kept.items.len() == before { Ok(()) } else { self.save() }
    }

    fn save(&self) -> io::Result<()> {
        write_whole(&self.file, &serde_json::to_vec(&self.kept).map_err(io::Error::other)?)
    }
}
