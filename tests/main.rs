//! One integration binary: what a user relies on, a module for each matter.

mod architecture;
mod cli;
mod robust;
mod schema;
mod spec;
