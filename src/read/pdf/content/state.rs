//! What operators set, and `q` and `Q` save and bring back.

use hayro_interpret::kurbo::{Affine, Rect as Box64};

use super::colour::Paint;
use super::text::Text;

/// Saved states that are kept; deeper ones are counted only.
const MOST_SAVED: usize = u16::MAX as usize;

/// The graphics state.
#[derive(Clone)]
pub(super) struct State {
    pub ctm: Affine,
    /// The box that clips, on the page.
    pub clip: Box64,
    pub fill: Paint,
    pub stroke: Paint,
    pub line_width: f32,
    pub text: Text,
}

impl State {
    pub(super) fn new(ctm: Affine, clip: Box64) -> Self {
        let (fill, stroke) = (Paint::default(), Paint::default());
        Self { ctm, clip, fill, stroke, line_width: 1.0, text: Text::default() }
    }
}

/// The state that holds, and those that were saved.
pub(super) struct States {
    pub now: State,
    saved: Vec<State>,
    unkept: usize,
}

impl States {
    pub(super) fn new(now: State) -> Self {
        Self { now, saved: Vec::new(), unkept: 0 }
    }

    /// How many are saved.
    pub(super) fn depth(&self) -> usize {
        self.saved.len() + self.unkept
    }

    pub(super) fn save(&mut self) {
        if self.saved.len() < MOST_SAVED {
            self.saved.push(self.now.clone());
        } else {
            self.unkept += 1;
        }
    }

    /// Brings back what was saved last, if anything was.
    pub(super) fn restore(&mut self) {
        if self.unkept > 0 {
            self.unkept -= 1;
        } else if let Some(saved) = self.saved.pop() {
            self.now = saved;
        }
    }
}
