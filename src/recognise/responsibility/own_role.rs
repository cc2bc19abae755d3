//! Roles that names have in brackets of their own: 市教育局（牵头）、市财政局（配合）.

use super::name::Printed;
use crate::model::{Organ, Role};
use crate::text::Span;

/// The organs of a list that have one role.
pub(super) struct Group {
    pub role: Role,
    pub organs: Vec<Organ>,
    /// The mark beside each of them.
    pub marks: Vec<Option<char>>,
    /// The words that name them.
    pub span: Span,
}

/// The organs of each role; those without one of their own have `role`.
pub(super) fn groups(role: Role, organs: Vec<Organ>, printed: &[Printed]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (organ, printed) in organs.into_iter().zip(printed) {
        let role = printed.role.unwrap_or(role);
        match groups.iter_mut().find(|group| group.role == role) {
            Some(group) => {
                group.organs.push(organ);
                group.marks.push(printed.mark);
                group.span = group.span.cover(printed.whole);
            }
            None => {
                groups.push(Group { role, organs: vec![organ], marks: vec![printed.mark], span: printed.whole });
            }
        }
    }
    groups
}

/// 甲局、乙局（分别主办）: how they share the work is said of several, and so is the role that is said with it.
pub(super) fn share_with_mode(printed: &mut [Printed]) {
    let mut first = 0;
    for at in 0..printed.len() {
        if let (Some(role), Some(_)) = (printed[at].role, printed[at].mode) {
            printed[first..at].iter_mut().for_each(|one| one.role = Some(role));
        }
        if printed[at].role.is_some() {
            first = at + 1;
        }
    }
}

/// 甲局（牵头），乙局、丙局（配合）: where one leads, the bracket of support is for all names since the pause before it.
pub(super) fn share_support(text: &str, printed: &mut [Printed]) {
    let Some(led) = printed.iter().position(|printed| printed.role == Some(Role::Lead)) else { return };
    let pause = |before: &Printed, one: &Printed| {
        Span { start: before.whole.end, end: one.whole.start.max(before.whole.end) }
            .of(text)
            .contains(['，', '；', ','])
    };
    let mut from = None;
    for at in led + 1..printed.len() {
        if pause(&printed[at - 1], &printed[at]) {
            from = Some(at);
        }
        match (printed[at].role, from) {
            (Some(Role::Support), Some(first)) => {
                printed[first..at].iter_mut().for_each(|one| one.role = Some(Role::Support));
                from = None;
            }
            (Some(_), _) => from = None,
            _ => {}
        }
    }
}
