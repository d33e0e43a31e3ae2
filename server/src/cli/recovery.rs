//! Recoveries that wait for the office.

use std::path::PathBuf;

use sambang_server::{AuditAction, BroughtKey, RecoveryRules, RecoveryState, RecoveryTold, Registry};

use super::args::RecoveryCommand;
use super::{Outcome, output, people};

pub(super) async fn recovery(registry: &Registry, command: RecoveryCommand) -> Outcome {
    match command {
        RecoveryCommand::List => {
            registry.note_command(AuditAction::ListShown, "recoveries").await?;
            registry.recoveries().await?.iter().for_each(print);
        }
        RecoveryCommand::Answer { which, key } => {
            let key = brought(&key)?;
            print(&registry.answer_recovery(which, key.as_ref()).await?);
        }
        RecoveryCommand::Refuse { which, reason } => print(&registry.refuse_recovery(which, &reason).await?),
        RecoveryCommand::Rules { delay, days, two_persons } => {
            let before = registry.recovery_rules().await?;
            let rules = RecoveryRules {
                delay_hours: delay.unwrap_or(before.delay_hours),
                wait_days: days.unwrap_or(before.wait_days),
                two_persons: two_persons.or(before.two_persons),
            };
            if rules != before {
                registry.set_recovery_rules(rules).await?;
            }
            output::columns(&["delay in hours", &rules.delay_hours.to_string()]);
            output::columns(&["waits for days", &rules.wait_days.to_string()]);
            let two_persons = match rules.two_persons {
                Some(true) => "yes",
                Some(false) => "no",
                None => "where the key is brought",
            };
            output::columns(&["two persons", two_persons]);
        }
    }
    Ok(())
}

fn brought(files: &[PathBuf]) -> Result<Option<BroughtKey>, Box<dyn std::error::Error>> {
    Ok(match files {
        [] => None,
        [file] => Some(BroughtKey::read(file, None)?),
        [one, other] => Some(BroughtKey::read(one, Some(other))?),
        _ => return Err("one key or two shares".into()),
    })
}

fn print(told: &RecoveryTold) {
    let state = match told.state {
        RecoveryState::Delayed => "delayed",
        RecoveryState::Waits => "waits",
        RecoveryState::Answered => "answered",
        RecoveryState::Taken => "taken",
        RecoveryState::Refused => "refused",
        RecoveryState::Ended => "ended",
    };
    let cells = [
        &told.number.to_string(),
        state,
        &told.device.to_string(),
        &output::time(told.asked_at),
        &output::time(told.answered_from),
        &output::time(told.ends_at),
        told.written_by.as_deref().unwrap_or("-"),
    ];
    output::line(&format!("{}\t{}", output::joined(&cells), people::described(&told.person)));
}
