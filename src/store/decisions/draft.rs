//! What a supervisor has ticked and written about a survey before deciding.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{Comment, RejectReason};
use serde::{Deserialize, Serialize};

use crate::store::{Store, StoreError, row};

/// A decision that is being prepared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewDraft {
    /// What was compared and found right, under names that the screen chooses.
    pub checked: BTreeSet<String>,
    /// Remarks on fields; those without words are left out of the decision.
    pub comments: Vec<Comment>,
    /// Why it would be rejected.
    pub reason: Option<RejectReason>,
    /// More about it in the supervisor's words.
    pub note: String,
}

impl Store {
    /// The draft of a survey; an empty one before anything was written.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or SQLite fails.
    pub fn review_draft(&self, survey: SurveyId) -> Result<ReviewDraft, StoreError> {
        self.read(|connection| load(connection, survey))
    }

    /// Keeps a draft; an empty one is removed. What cannot be read is not written over.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or SQLite fails.
    pub fn set_review_draft(&self, survey: SurveyId, draft: &ReviewDraft) -> Result<(), StoreError> {
        self.write(|transaction| {
            load(transaction, survey)?;
            if *draft == ReviewDraft::default() {
                return remove(transaction, survey);
            }
            let mut insert = transaction.prepare_cached(
                "INSERT INTO review_drafts (survey, body) VALUES (?1, ?2)
                 ON CONFLICT (survey) DO UPDATE SET body = excluded.body",
            )?;
            insert.execute((survey.to_string(), serde_json::to_string(draft)?))?;
            Ok(())
        })
    }
}

fn load(connection: &Connection, survey: SurveyId) -> Result<ReviewDraft, StoreError> {
    let sql = "SELECT rowid AS row, body FROM review_drafts WHERE survey = ?1";
    let draft = row::one(connection, "review_drafts", sql, [survey.to_string()], |row| row::json(row, "body"))?;
    Ok(draft.unwrap_or_default())
}

pub(super) fn remove(connection: &Connection, survey: SurveyId) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM review_drafts WHERE survey = ?1")?.execute([survey.to_string()])?;
    Ok(())
}
