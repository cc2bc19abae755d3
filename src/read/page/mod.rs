//! Printed pages, whatever format draws them.
//!
//! A format draws on [`ink::Ink`], which keeps characters and ruling lines with their places; [`builder::Builder`] makes lines
//! and rows of tables of them.

mod across;
mod builder;
mod drawn;
mod fold;
mod frame;
mod grid;
mod ink;
mod judge;
mod line;
mod mark;
mod marks;
mod printed;
mod rows;
mod table;
mod unruled;

pub(super) use self::builder::{Builder, numbers};
pub(super) use self::drawn::{BOLD, Drawn, Look, Reading, light};
pub(super) use self::fold::{letters, unified};
pub(super) use self::ink::{Budget, Drawing, Ink};
pub(super) use self::judge::is_garbled;
pub(super) use self::mark::{Mark, Shade, Turn, is_mark_up, needs_help, plain};
