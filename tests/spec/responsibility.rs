//! Clauses, organs, conventions: `responsibility.md`, `organ.md`.
