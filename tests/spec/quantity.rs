//! Targets, deadlines, working days, numerals: `target.md`, `deadline.md`.
