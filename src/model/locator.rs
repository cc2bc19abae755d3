//! Where a fact was read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The place of a fact in the cleaned text and on the page, and how it was read there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Locator {
    /// Unicode code points in the cleaned text, half-open: `[start, end]` (`taizhang inspect --stage clean` prints that
    /// text). What was removed stands between two characters: there `start` equals `end`.
    pub chars: [u32; 2],
    /// The words at `chars`, exactly.
    pub quote: String,
    /// One box for each printed line that the quote touches, over page breaks too; empty where the format has none.
    pub boxes: Vec<BoxOnPage>,
    /// The rule that read the fact, such as `responsibility/bracket`.
    pub rule: String,
    /// How sure the rule is.
    pub certainty: Certainty,
}

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BoxOnPage {
    /// The page, counted from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points from the top left corner of the page as it is shown, rounded to a tenth.
    #[serde(rename = "box")]
    pub rect: [f32; 4],
}

/// How sure a rule is, from the evidence that it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// An explicit label or an unmistakable form.
    Certain,
    /// A convention, or a form with a rare second reading.
    Likely,
    /// A guess that a person should look at.
    Check,
}
