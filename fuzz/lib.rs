//! What the fuzz targets hold against every input: no panic; an error or a sound ledger; the same bytes on a second run.

#[path = "../tests/robust/sound.rs"]
mod sound;

use std::panic;
use std::sync::Once;

use taizhang::{Options, OutputFormat, ReadError, Stage};

/// Reads bytes that may be anything.
pub fn check(bytes: &[u8], options: &Options) {
    own_panics_only();
    let first = taizhang::extract(bytes, "fuzz", options);
    let second = taizhang::extract(bytes, "fuzz", options);
    match (first, second) {
        (Ok(first), Ok(second)) => {
            let clean = taizhang::inspect(bytes, Stage::Clean, options).expect("what gave a ledger can be looked at");
            sound::sound(&first, &clean);
            assert!(OutputFormat::Json.bytes(&first) == OutputFormat::Json.bytes(&second), "two runs differ");
            let back = serde_json::from_slice(&OutputFormat::Json.bytes(&first)).expect("a ledger can be read back");
            assert!(first == back, "the ledger changed on its way through JSON");
        }
        // What the clock ended says nothing of the next time.
        (Err(ReadError::TooLarge { of, .. }), _) | (_, Err(ReadError::TooLarge { of, .. }))
            if of.contains("seconds") => {}
        (Err(first), Err(second)) => assert_eq!(first.to_string(), second.to_string(), "two runs differ"),
        (first, second) => panic!("two runs differ: {:?} and {:?}", first.err(), second.err()),
    }
}

/// Has only panics of our own code end a run: those of the crates that take PDF apart are caught, and are an error of the
/// document.
fn own_panics_only() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let shown = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map_or("", |place| place.file());
            // Paths of dependencies are absolute; ours are as cargo was started.
            if !place.contains("/registry/") && !place.starts_with("/rustc/") {
                shown(panic);
            }
        }));
    });
}

/// Limits under which no honest input of a fuzzer's size falls, so that what is slow is found as slow.
#[must_use]
pub fn options() -> Options {
    let mut options = Options::default();
    options.limits.pages = 50;
    options.limits.glyphs = 100_000;
    options.limits.steps = 200_000;
    options.limits.unpacked = 8 << 20;
    options
}
