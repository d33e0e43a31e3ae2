//! What a supervisor's tablet holds of its area, page by page.

use sambang_domain::ids::{PersonId, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::people::Role;
use sambang_domain::region::RegionCode;
use sambang_domain::wire::v1::{AreaChange, AreaPage, AreaRevision, AreaSurvey, Duplicate};

use super::{AuditAction, Caller, Registry, RegistryError, SurveyState};
use crate::authorise::{Action, Subject, authorise};
use crate::store::area::Held;
use crate::store::{Conn, StoreError, area, attachments, reviews, states};

/// The most surveys on one page.
const LARGEST_PAGE: u32 = 50;
/// A page ends before its documents and decisions grow beyond this many bytes, but not before its first survey.
const PAGE_BYTES: usize = 1024 * 1024;

impl Registry {
    /// A page of surveys of the caller's area that changed after `since`. A cursor from beyond the end, left
    /// over from before a restored backup, starts again at the beginning. The page is logged before it is
    /// returned.
    pub(crate) async fn area(
        &self,
        caller: &Caller,
        since: u64,
        limit: Option<u32>,
    ) -> Result<AreaPage, RegistryError> {
        authorise(&caller.person, Action::Area, None)?;
        let limit = limit.unwrap_or(LARGEST_PAGE).clamp(1, LARGEST_PAGE);
        let whole = matches!(caller.person.role, Role::Province | Role::Auditor);
        let areas = (!whole).then_some(caller.person.area.as_slice());
        let mut snapshot = self.0.store.snapshot().await?;
        let since = if since > area::head(&mut snapshot).await? { 0 } else { since };
        let found = area::changed(&mut snapshot, areas, since, limit + 1).await?;
        let (mut changes, mut bytes) = (Vec::new(), 0);
        for (sequence, survey) in found.iter().take(limit as usize).copied() {
            let content = self.area_survey(&mut snapshot, caller, survey).await?;
            bytes += content.as_ref().map_or(0, weight);
            if bytes > PAGE_BYTES && !changes.is_empty() {
                break;
            }
            changes.push(AreaChange { sequence, survey, content: content.map(Box::new) });
        }
        let history = Some(self.history(&mut snapshot).await?);
        drop(snapshot);
        let given = changes.iter().filter(|change| change.content.is_some());
        let given: Vec<String> = given.map(|change| change.survey.to_string()).collect();
        if !given.is_empty() {
            let entry = self.entry(caller, AuditAction::AreaFetched, caller.person.id);
            self.log(&entry.with("since", since).with("surveys", given)).await?;
        }
        let cursor = changes.last().map_or(since, |change| change.sequence);
        let (more, server_time) = (found.len() > changes.len(), self.0.clock.now());
        Ok(AreaPage { more, changes, cursor, server_time, history })
    }

    /// A survey as the caller sees it; none when it lies outside the caller's area.
    async fn area_survey(
        &self,
        conn: &mut Conn,
        caller: &Caller,
        survey: SurveyId,
    ) -> Result<Option<AreaSurvey>, RegistryError> {
        let state = states::state(conn, survey).await?;
        let SurveyState { owner, village, .. } = state;
        let sees = |village| authorise(&caller.person, Action::Read, Some(Subject { owner, village })).is_ok();
        if !sees(village) {
            return Ok(None);
        }
        let held = area::revisions(conn, survey).await?;
        let newest = held.last().ok_or(StoreError::Damaged("state"))?;
        let newest_sequence = newest.sequence;
        Ok(Some(AreaSurvey {
            programme: newest.programme.clone(),
            village,
            facilitator: owner,
            facilitator_name: newest.facilitator_name.clone(),
            receipt_number: newest.receipt_number.clone(),
            first_received_at: state.first_received_at,
            state: state.state,
            decided_by: state.review,
            attachments: attachments::of_revision(conn, newest_sequence).await?,
            revisions: held.into_iter().map(|held| self.with_pass(owner, held)).collect::<Result<_, _>>()?,
            reviews: reviews::notices(conn, survey).await?,
            duplicates: marked(area::duplicates(conn, survey).await?, sees),
            same_family_card: area::same_family_card(conn, survey).await?,
            shared_pictures: area::shared_pictures(conn, survey, newest_sequence).await?,
            unknown: Unknown::new(),
        }))
    }

    /// With the word for its device, so that the tablet can offer the document again if this store loses it.
    fn with_pass(&self, owner: PersonId, held: Held) -> Result<AreaRevision, RegistryError> {
        let pass = self.pass(held.device, owner, &held.revision.device_key)?;
        Ok(AreaRevision { pass: Some(pass), ..held.revision })
    }
}

fn marked(mut duplicates: Vec<Duplicate>, is_inside: impl Fn(RegionCode) -> bool) -> Vec<Duplicate> {
    for duplicate in &mut duplicates {
        duplicate.in_area = is_inside(duplicate.village);
    }
    duplicates
}

/// About how many bytes a survey adds to a page.
fn weight(survey: &AreaSurvey) -> usize {
    let documents: usize = survey.revisions.iter().map(|revision| revision.document.len()).sum();
    let decisions: usize = survey.reviews.iter().map(|notice| 1024 + notice.review.words()).sum();
    let duplicates = 512 * survey.duplicates.len();
    1024 + documents + decisions + duplicates
}
