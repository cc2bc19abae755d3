//! Positions and characters: what the stages share about text. Nothing here knows of plans.

pub mod annex;
mod bytes;
mod char_index;
pub(crate) mod confused;
pub mod docnum;
mod file;
pub mod inline;
mod mark;
mod marker;
pub mod numeral;
pub mod page_number;
mod script;
mod source_map;
mod span;
mod tag;
mod words;

pub use bytes::{FewHan, count, count_chars, han, marks, wide_blanks};
pub use char_index::CharIndex;
pub use file::is_file_name;
pub use mark::{
    BETWEEN_CELLS, Pause, TO, all_han, behind_bullet, bracket, closing_of, ends_sentence, first_sentence, half_width,
    has_no_width, is_blank, is_han, is_pause, pause, strip_stop, trim, turn, without_blanks,
};
pub use marker::{
    Marker, MarkerStyle, decimal, is_named_number, marker, marker_before_digit, marker_with_stop, named_before_words,
};
pub use script::simplify;
pub use source_map::{Piece, SourceMap};
pub use span::Span;
pub use tag::parts_paragraphs;
pub use words::Words;
