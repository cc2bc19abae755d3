//! The ledger as published: the only types that are serialised.
//!
//! Everything here is plain data whose JSON form is the product's promise (`schema/ledger.schema.json` is generated
//! from these types). Keys are English `snake_case`, text stays Chinese as written; absent is `null` or `[]`.
//!
//! After this: a [`Ledger`] holds no reference into the text it was made from and can be kept, compared and merged.

mod deadline;
mod diagnostic;
mod entry;
mod ledger;
mod locator;
mod responsibility;
mod scalar;
mod target;

pub use deadline::{Deadline, DeadlineKind, Due, Precision};
pub use diagnostic::{Diagnostic, Severity};
pub use entry::{Entry, EntryKind, FillStatus, ToFill};
pub use ledger::{
    Audit, Characters, Convention, ConventionRule, DocumentInfo, DocumentNumber, Generator, Jurisdiction, Ledger,
    OutlineNode, Period, Plan, Removed, RemovedKind, SCHEMA_VERSION, Source, StatedCount,
};
pub use locator::{BoxOnPage, Certainty, Locator};
pub use responsibility::{Organ, Person, PersonRole, Responsibility, Role};
pub use scalar::{Date, Decimal};
pub use target::{Basis, Commitment, Comparator, Figure, FigureKind, Quantity, Target};
