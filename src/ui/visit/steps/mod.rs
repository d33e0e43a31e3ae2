//! The eight steps. Each shows what is stored and hands every answer to the visit.

mod business;
mod eligibility;
mod identity;
mod notice;
mod photos;
mod position;
mod position_fix;
mod statement;
mod summary;
mod summary_data;
mod summary_finish;
mod visit_day;

pub(super) use business::BusinessStep;
pub(super) use eligibility::{EligibilityStep, unanswered};
pub(super) use identity::IdentityStep;
pub(super) use notice::NoticeStep;
pub(super) use photos::PhotosStep;
pub(super) use position::PositionStep;
pub(super) use statement::StatementStep;
pub(super) use summary::SummaryStep;
pub(super) use summary_finish::SummaryDock;
