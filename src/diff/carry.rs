//! What departments filled in, carried over to a revised ledger.

use serde::Serialize;

use super::{Field, fields, pair};
use crate::model::{FillStatus, Ledger, ToFill};

/// What became of the fills of an old ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// Entries that were given the fills of their old form.
    pub entries: usize,
    /// Those of them whose words or facts changed, by their new ids, with the fields that did: what was filled in may
    /// not fit any more.
    pub unfit: Vec<Unfit>,
    /// Fills that found no place, in the old ledger's order.
    pub homeless: Vec<Homeless>,
}

/// Fills that were carried to an entry that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unfit {
    /// The entry's id in the new ledger.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What changed of it.
    pub fields: Vec<Field>,
}

/// Fills that found no place in the new ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Homeless {
    /// The entry's id in the old ledger.
    pub id: String,
    /// Its title there.
    pub title: String,
    /// The new entry that it is now, when that holds other fills already; `null` when the entry was dropped.
    pub taken_by: Option<String>,
    /// The fills that found no place; a cell that did, or was blank, is blank here.
    pub to_fill: ToFill,
}

/// Carries what departments filled in from the old ledger's entries to those of the new one that they became.
///
/// What stands in the new ledger is never overwritten: where both hold something else, the old fill is homeless.
pub fn carry(old: &Ledger, new: &mut Ledger) -> Carried {
    let mut carried = Carried::default();
    let pairs = pair::pairs(old, new);
    let mut next = pairs.iter().peekable();
    for (index, before) in old.entries.iter().enumerate() {
        let home = next.next_if(|(old, _)| *old == index).map(|(_, new)| *new);
        if before.to_fill == ToFill::default() {
            continue;
        }
        let homeless =
            |taken_by, to_fill| Homeless { id: before.id.clone(), title: before.title.clone(), taken_by, to_fill };
        let Some(after) = home.map(|home| &mut new.entries[home]) else {
            carried.homeless.push(homeless(None, before.to_fill.clone()));
            continue;
        };
        let left = fill(&before.to_fill, &mut after.to_fill);
        if left != before.to_fill {
            carried.entries += 1;
            let changes = fields::changes(before, after);
            let mut changed: Vec<Field> = changes.iter().map(|change| change.field).collect();
            changed.retain(|field| !field.is_place());
            changed.dedup();
            if !changed.is_empty() {
                carried.unfit.push(Unfit { id: after.id.clone(), title: after.title.clone(), fields: changed });
            }
        }
        if left != ToFill::default() {
            carried.homeless.push(homeless(Some(after.id.clone()), left));
        }
    }
    carried
}

/// Fills the blank cells of `to` and gives back what found its cell taken by something else.
fn fill(from: &ToFill, to: &mut ToFill) -> ToFill {
    fn cell<T: Clone + PartialEq>(from: &T, to: &mut T, blank: T) -> T {
        if *to == blank {
            to.clone_from(from);
        }
        if to == from { blank } else { from.clone() }
    }
    ToFill {
        person_in_charge: cell(&from.person_in_charge, &mut to.person_in_charge, None),
        contact: cell(&from.contact, &mut to.contact, None),
        due: cell(&from.due, &mut to.due, None),
        milestones: cell(&from.milestones, &mut to.milestones, Vec::new()),
        progress: cell(&from.progress, &mut to.progress, None),
        status: cell(&from.status, &mut to.status, FillStatus::NotStarted),
        remarks: cell(&from.remarks, &mut to.remarks, None),
    }
}
