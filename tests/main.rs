//! One integration binary: what a user relies on, a module for each matter.

mod spec;
