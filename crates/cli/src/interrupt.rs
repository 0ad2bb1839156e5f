//! Ending a run that goes on until it is ended: the first interrupt lets it finish what it does, the second ends it at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Set once a run ends by itself when it is asked to; true when it has been asked.
static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From now on the run looks whether it is to end; what is handed back becomes true when it is. A service manager that
/// stops it asks in the same way.
pub(crate) fn end_by_itself() -> Arc<AtomicBool> {
    let asked = Arc::clone(ASKED.get_or_init(Arc::default));
    #[cfg(unix)]
    {
        // Without it the run ends at once, which loses nothing either.
        let _: std::io::Result<_> = signal_hook::flag::register(signal_hook::consts::SIGTERM, Arc::clone(&asked));
    }
    asked
}

/// Notes an interrupt; true when the run ends by itself, false when it has to be ended.
pub(crate) fn is_left_to_the_run() -> bool {
    ASKED.get().is_some_and(|asked| !asked.swap(true, Ordering::Relaxed))
}
