//! What a process inherits and must not pass on: ignored signals, descriptors, an open umask.
//! Used by the helper and the keeper of the foreground only, each before it starts a command.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::fs::Mode;

/// Makes every ignored signal one that the next program starts with in its default state.
///
/// An ignored signal stays ignored across `exec`, a handled one becomes default: so each ignored
/// one gets a handler that does nothing of note. std itself empties the mask of blocked signals
/// and resets SIGPIPE in every child.
pub(super) fn reset_signals() {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in ignored_signals() {
        if !signal_hook::consts::FORBIDDEN.contains(&signal) {
            // The C library keeps 32 and 33 to itself and refuses them.
            let _ = signal_hook::flag::register(signal, Arc::clone(&flag));
        }
    }
}

/// Makes every descriptor but the first three close when a program is started.
pub(super) fn hide_descriptors() {
    close_fds::set_fds_cloexec(3, &[]);
}

/// Keeps files from being writable by everybody when crashcart was started with an open umask;
/// a stricter one stays, because a fix must make files as the person would by hand.
pub(super) fn tighten_umask() {
    let before = rustix::process::umask(Mode::from_raw_mode(0o077));
    rustix::process::umask(before | Mode::from_raw_mode(0o022));
}

fn ignored_signals() -> Vec<i32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    (1..=64).filter(|signal| mask & (1 << (signal - 1)) != 0).collect()
}
