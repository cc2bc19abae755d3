//! What the library says of its work, on standard error: `-v` and `-vv`.

use std::io;

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::timings::Timings;

/// Whose words are shown: the library's and the program's, not those of the crates below.
const OURS: &str = "taizhang";

/// Begins to listen; without `-v` and `--timings` nothing listens, and saying costs next to nothing.
pub fn begin(verbose: u8, timings: Option<&Timings>) {
    let level = match verbose {
        0 => None,
        1 => Some(Level::INFO),
        _ => Some(Level::DEBUG),
    };
    if level.is_none() && timings.is_none() {
        return;
    }
    let words = level.map(|level| {
        let lines =
            fmt::layer().with_writer(io::stderr).with_timer(fmt::time::uptime()).with_target(false).with_ansi(false);
        lines.with_filter(Targets::new().with_target(OURS, level))
    });
    let times = timings.map(|timings| timings.clone().with_filter(Targets::new().with_target(OURS, Level::INFO)));
    // Only this begins it, and once.
    let _ = tracing_subscriber::registry().with(words).with(times).try_init();
}
