//! One phenomenon each.
