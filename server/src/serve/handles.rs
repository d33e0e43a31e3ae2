//! How many files and connections the system lets this process open.

/// Handles that are not for connections: the database, photos being read and written, the log.
#[cfg(unix)]
const RESERVE: u64 = 64;

/// How many connections may be open, of the `wanted` ones. Raises what the system allows as far as it goes.
#[cfg(unix)]
pub(super) fn room_for(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let needed = (wanted as u64).saturating_add(RESERVE);
    let possible = maximum.map_or(needed, |maximum| needed.min(maximum));
    let Some(allowed) = current else { return wanted };
    let raised =
        allowed >= possible || setrlimit(Resource::Nofile, Rlimit { current: Some(possible), maximum }).is_ok();
    let handles = if raised { allowed.max(possible) } else { allowed };
    let room = handles.saturating_sub(RESERVE).max(handles / 2).max(1);
    let room = usize::try_from(room).unwrap_or(usize::MAX).min(wanted);
    if room < wanted {
        tracing::warn!(room, wanted, "the system allows few open files: fewer connections are taken at once");
    }
    room
}

/// How many connections may be open.
#[cfg(not(unix))]
pub(super) fn room_for(wanted: usize) -> usize {
    wanted
}
