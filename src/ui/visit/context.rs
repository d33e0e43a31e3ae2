//! One open visit: what is stored of it, and the ways to change it.

use std::rc::Rc;

use chrono::Datelike;
use dioxus::prelude::*;
use sambang_domain::check::{Finding, Severity, confirmation};
use sambang_domain::ids::SurveyId;
use sambang_domain::programme::Programme;
use sambang_domain::survey::{Section, Step, Survey, fields};

use super::findings;
use super::picking::Picking;
use crate::device::{Correction, Device, Point};
use crate::ui::autosave::Autosave;
use crate::ui::components::{FieldMessage, MessageKind, SaveState};
use crate::ui::focus::{focus_field, focus_heading};

/// A change of the stored survey.
pub(super) type Change = Box<dyn FnOnce(&mut Survey)>;

/// What the store holds, read after every change.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    /// The survey.
    pub(super) survey: Survey,
    /// The programme it started with.
    pub(super) programme: Programme,
    /// What is wrong or worth a look.
    pub(super) findings: Vec<Finding>,
    /// What a supervisor asks to correct; empty for a first visit.
    pub(super) points: Vec<Point>,
    /// Metres from the position to the middle of the village; none where one of them is not known.
    pub(super) from_village: Option<f64>,
    /// It is finished and cannot be changed here.
    pub(super) sealed: bool,
    /// Minutes by which local time is ahead of UTC.
    pub(super) offset: i32,
}

impl View {
    /// Reads it; none when the survey is not on the device.
    pub(super) fn read(device: &Device, id: SurveyId, offset: i32) -> Option<Self> {
        let survey = device.survey(id).ok()?;
        let programme = device.programme_of(&survey).ok()?;
        let sealed = device.is_sealed(id).ok()?;
        let findings = device.findings_of(&survey, &programme).ok()?;
        let points = device.correction(id).ok()?.map(|Correction { points, .. }| points).unwrap_or_default();
        let from_village = device.from_village(&survey).ok()?;
        Some(Self { survey, programme, findings, points, from_village, sealed, offset })
    }

    /// How many findings keep the visit from being finished.
    pub(super) fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// The first finding about the answer at `path`; errors come first, confirmed warnings last.
    pub(super) fn finding(&self, path: &str) -> Option<&Finding> {
        let about = || self.findings.iter().filter(|found| found.path == path && !findings::is_duplicate(found));
        about().find(|finding| confirmation(&self.survey, finding).is_none()).or_else(|| about().next())
    }

    /// The line under a field: its finding when `shown`, a supervisor's remark, else the hint.
    pub(super) fn message(&self, path: &str, shown: bool, hint: impl Into<String>) -> FieldMessage {
        self.verdict(path, shown).unwrap_or_else(|| (MessageKind::Hint, hint.into()))
    }

    /// What is wrong with a choice or asked about it; none while there is nothing to say. A remark
    /// goes before what one may go on with, until its field is changed.
    pub(super) fn verdict(&self, path: &str, shown: bool) -> Option<FieldMessage> {
        let finding = self.finding(path).filter(|_| shown);
        let finding = finding.map(|found| findings::message(found, &self.programme, confirmation(&self.survey, found)));
        let remark = self.points.iter().find(|point| point.path == path).map(findings::remark);
        match (&finding, &remark) {
            (Some((MessageKind::Error, _)), _) | (Some(_), Some((MessageKind::Hint, _))) => finding,
            _ => remark.or(finding),
        }
    }

    /// The latest year on offer. A phone whose clock runs behind still offers the programme's year.
    pub(super) fn last_year(&self) -> i32 {
        self.survey.visited_on.year().max(self.programme.year)
    }

    /// Whether a step has an error.
    pub(super) fn has_errors(&self, step: Step) -> bool {
        let wrong = |finding: &Finding| finding.severity == Severity::Error && fields::of(&finding.path).step == step;
        self.findings.iter().any(wrong)
    }
}

/// The open visit, shared by its steps.
#[derive(Clone)]
pub(super) struct Visit {
    /// The store.
    pub(super) device: Device,
    /// Which survey.
    pub(super) id: SurveyId,
    /// Text on its way to the store.
    pub(super) autosave: Autosave<Change>,
    /// The step on the screen.
    pub(super) step: Signal<Step>,
    /// The furthest step seen since the visit began; untouched answers before it are asked for.
    pub(super) furthest: Signal<Step>,
    /// The store refused the last answer.
    pub(super) failed: Signal<bool>,
    /// The picker that lies over the page.
    pub(super) picking: Signal<Option<Picking>>,
    /// The optional section that lies over the page.
    pub(super) section: Signal<Option<Section>>,
}

impl Visit {
    /// Stores an answer at once: choices, photos, a whole NIK.
    pub(super) fn save_now(&self, change: impl FnOnce(&mut Survey) + 'static) {
        self.autosave.flush();
        let stored = self.device.edit(self.id, change).is_ok();
        let mut failed = self.failed;
        if *failed.peek() == stored {
            failed.set(!stored);
        }
    }

    /// Stores a text a moment after the last key; `key` names the field.
    pub(super) fn save_later(&self, key: &'static str, change: impl FnOnce(&mut Survey) + 'static) {
        self.autosave.save_later(key, Box::new(change));
    }

    /// Goes to a step; the heading takes the focus.
    pub(super) fn go(&self, step: Step) {
        self.turn_to(step);
        focus_heading();
    }

    /// Goes to a step; its field takes the focus.
    fn go_to_field(&self, step: Step, target: &str) {
        self.turn_to(step);
        focus_field(target);
    }

    /// Goes to where the answer of a finding is given: a field of a step, or an optional section.
    pub(super) fn go_to_finding(&self, finding: &Finding) {
        let field = fields::of(&finding.path);
        match field.section {
            Some(section) => self.open_section(section.clone()),
            None => self.go_to_field(field.step, &findings::target_of(finding)),
        }
    }

    /// Opens an optional section over the page.
    pub(super) fn open_section(&self, section: Section) {
        self.autosave.flush();
        let mut open = self.section;
        open.set(Some(section));
        focus_field("section-title");
    }

    /// What the bar says about saving.
    pub(super) fn save_state(&self) -> SaveState {
        if *self.failed.read() { SaveState::Failed } else { self.autosave.state() }
    }

    /// Whether answers of `step` that were never touched are asked for.
    pub(super) fn is_past(&self, step: Step) -> bool {
        *self.furthest.read() > step
    }

    fn turn_to(&self, step: Step) {
        self.autosave.flush();
        let (mut current, mut furthest) = (self.step, self.furthest);
        if self.device.set_step(self.id, step).is_err() {
            tracing::warn!("the step of a visit was not stored");
        }
        current.set(step);
        if *furthest.peek() < step {
            furthest.set(step);
        }
    }
}

/// Reads the view again after every notice.
pub(super) fn use_view(device: &Device, id: SurveyId, offset: i32) -> Memo<Option<Rc<View>>> {
    let tick = crate::ui::session::use_notices();
    let device = device.clone();
    use_memo(use_reactive!(|tick| {
        let _ = tick;
        View::read(&device, id, offset).map(Rc::new)
    }))
}
