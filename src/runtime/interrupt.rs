//! Being told to end (`^C`, SIGTERM, a closed terminal) while verbs without a screen run commands.
//! The screen has its own watchdog in `runtime::terminal`.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::process::Runner;

/// Whether somebody asked the program to end, and the runners that are to stop then.
#[derive(Default)]
pub struct Interrupt {
    raised: AtomicBool,
    runners: Mutex<Vec<Weak<Runner>>>,
}

impl Interrupt {
    /// From now on the three signals stop the runners in place of ending the program; each further
    /// one goes to the next stage of stopping.
    pub fn catch() -> io::Result<Arc<Self>> {
        let interrupt = Arc::new(Self::default());
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let told = Arc::clone(&interrupt);
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for _ in signals.forever() {
                told.raise();
            }
        })?;
        Ok(interrupt)
    }

    /// True once somebody asked.
    pub fn is_raised(&self) -> bool {
        self.raised.load(Ordering::SeqCst)
    }

    /// Stops this runner, too, when somebody asks.
    pub fn watch(&self, runner: &Arc<Runner>) {
        let mut runners = self.runners();
        runners.retain(|known| known.strong_count() > 0);
        runners.push(Arc::downgrade(runner));
    }

    fn raise(&self) {
        self.raised.store(true, Ordering::SeqCst);
        // Taken out of the list first: a stopping runner must not wait for the lock.
        let runners: Vec<Arc<Runner>> = self.runners().iter().filter_map(Weak::upgrade).collect();
        for runner in runners {
            runner.stop_all();
        }
    }

    fn runners(&self) -> MutexGuard<'_, Vec<Weak<Runner>>> {
        self.runners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
