//! What changed in what a document says of itself.

use super::fields::{Joining, same, sets};
use super::{Change, Field, words};
use crate::model::{DocumentInfo, Ledger};

pub(super) fn changes(old: &Ledger, new: &Ledger) -> Vec<Change> {
    let (before, after) = (&old.document, &new.document);
    let one = |field, words: fn(&DocumentInfo) -> Option<String>| Change::of(field, words(before), words(after));
    let list = |field, words: fn(&DocumentInfo) -> &[String], joining| {
        let keyed = |info| words(info).iter().map(|words| same(words)).collect();
        sets(field, keyed(before), keyed(after), joining)
    };
    let mut changes = Vec::new();
    changes.extend(one(Field::Title, |info| info.title.clone()));
    changes.extend(one(Field::DocumentKind, |info| info.kind.clone()));
    changes.extend(one(Field::DocumentNumber, |info| info.document_number.as_ref().map(|number| number.text.clone())));
    changes.extend(list(Field::Issuer, |info| &info.issuers, Joining::Never));
    changes.extend(list(Field::Addressee, |info| &info.addressees, Joining::Never));
    changes.extend(one(Field::IssuedOn, |info| info.issued_on.map(|day| day.to_string())));
    changes.extend(one(Field::Jurisdiction, |info| info.jurisdiction.as_ref().map(|place| place.name.clone())));
    changes.extend(list(Field::Attachment, |info| &info.attachments, Joining::ByWords));
    let conventions =
        |info: &DocumentInfo| info.conventions.iter().map(|found| same(&words::convention(found))).collect();
    changes.extend(sets(Field::Convention, conventions(before), conventions(after), Joining::ByWords));
    let plans = |ledger: &Ledger| ledger.plans.iter().map(|plan| same(&words::plan(plan))).collect();
    changes.extend(sets(Field::Plan, plans(old), plans(new), Joining::ByWords));
    changes
}
