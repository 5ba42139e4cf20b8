//! The panic hook: the thread that draws gives the terminal back, others only send word.
//! Catching panics is not done here.

use std::panic::{self, PanicHookInfo};
use std::sync::{Arc, Mutex, Once, PoisonError, Weak};
use std::thread::ThreadId;

use super::{Inner, TerminalEvent};

/// The terminal that is ours, and the thread that draws on it.
static OWNER: Mutex<Option<(ThreadId, Weak<Inner>)>> = Mutex::new(None);
static INSTALLED: Once = Once::new();

/// Puts the hook before the one that is there, and makes this thread the one that draws.
pub(super) fn install(inner: &Arc<Inner>) {
    *lock() = Some((std::thread::current().id(), Arc::downgrade(inner)));
    INSTALLED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !handled(info) {
                before(info);
            }
        }));
    });
}

/// Makes the hook do nothing more.
pub(super) fn forget() {
    *lock() = None;
}

/// True if nothing must be printed.
fn handled(info: &PanicHookInfo<'_>) -> bool {
    // Not held while anything is called: a panic in there would wait for itself.
    let owner = lock().as_ref().map(|(thread, inner)| (*thread, inner.clone()));
    let Some((thread, inner)) = owner else { return false };
    let Some(inner) = inner.upgrade() else { return false };
    if std::thread::current().id() == thread {
        inner.leave();
        return false;
    }
    if !inner.is_entered() {
        return false;
    }
    (inner.options.events)(TerminalEvent::ThreadPanicked(info.to_string()));
    true
}

fn lock() -> std::sync::MutexGuard<'static, Option<(ThreadId, Weak<Inner>)>> {
    OWNER.lock().unwrap_or_else(PoisonError::into_inner)
}
