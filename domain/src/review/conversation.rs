//! What was said about one answer, in every round.

use crate::ids::Timestamp;
use crate::survey::Reply;
use crate::wire::v1::ReviewNotice;

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Name of the supervisor; none for the facilitator.
    pub by: Option<String>,
    /// When, by the clock of the device it was written on.
    pub at: Timestamp,
    /// The words.
    pub text: String,
}

/// What the decisions say about the answer at `path`, each with its replies. The clocks of tablet and phone
/// differ, so nothing is sorted by time: a reply follows the comment it answers.
#[must_use]
pub fn conversation(path: &str, decisions: &[ReviewNotice], replies: &[Reply]) -> Vec<Said> {
    let mut said = Vec::new();
    for notice in decisions {
        let comments = notice.review.comments.iter().filter(|comment| comment.path == path);
        said.extend(comments.map(|comment| Said {
            by: Some(notice.by.clone()),
            at: notice.review.decided_at,
            text: comment.text.clone(),
        }));
        let answers = replies.iter().filter(|reply| reply.path == path && reply.review == notice.review.id);
        said.extend(answers.map(|reply| Said { by: None, at: reply.at, text: reply.text.clone() }));
    }
    said
}
