//! Ctrl-C: what is in flight is finished, and nothing new is begun; a second one ends the program at once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::lang::Lang;
use crate::{messages, report};

/// The exit code of a program that was interrupted, by the shells' convention: 128 and the signal's number.
pub const INTERRUPTED: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Without this Ctrl-C ends the program as ever.
pub fn listen(lang: Lang) {
    static LISTENING: OnceLock<()> = OnceLock::new();
    LISTENING.get_or_init(|| {
        // A system that lets nobody listen ends the program as ever.
        let _ = ctrlc::set_handler(move || {
            if ASKED.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED.into());
            }
            report::say(&messages::run::interrupted(lang));
        });
    });
}

/// Whether nothing new is to be begun.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
