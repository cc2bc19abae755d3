//! Where the time went, stage by stage: `--timings`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tracing::Subscriber;
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

/// The stages in their order, by the names of the library's spans.
const STAGES: [&str; 7] = ["read", "clean", "outline", "item", "recognise", "ledger", "output"];

/// The time of each stage, summed over documents and threads.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    nanos: Arc<[AtomicU64; STAGES.len()]>,
}

impl Timings {
    /// Each stage and its time, in order.
    pub fn stages(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        let times = self.nanos.iter().map(|nanos| Duration::from_nanos(nanos.load(Ordering::Relaxed)));
        STAGES.into_iter().zip(times.collect::<Vec<_>>())
    }
}

/// A stage at work: which, and since when.
struct Began(usize, Instant);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Timings {
    // A span of a stage is entered once, on one thread, as soon as it is made.
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let stage = STAGES.iter().position(|stage| *stage == attributes.metadata().name());
        if let (Some(stage), Some(span)) = (stage, context.span(id)) {
            span.extensions_mut().insert(Began(stage, Instant::now()));
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let began = context.span(&id).and_then(|span| span.extensions_mut().remove::<Began>());
        if let Some(Began(stage, since)) = began {
            let nanos = u64::try_from(since.elapsed().as_nanos()).unwrap_or(u64::MAX);
            self.nanos[stage].fetch_add(nanos, Ordering::Relaxed);
        }
    }
}
