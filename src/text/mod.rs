//! Positions and characters: what the stages share about text. Nothing here knows of plans.

mod char_index;
mod source_map;
mod span;

pub use char_index::CharIndex;
pub use source_map::{Piece, SourceMap};
pub use span::Span;
