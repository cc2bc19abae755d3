//! What the entries say where conventions hold.

use super::ConventionFound;
use crate::model::{Certainty, ConventionRule, Organ, Role};
use crate::recognise::Found;
use crate::recognise::responsibility::{ClauseReading, Duty, MARK_UNREAD};
use crate::text::Span;

/// Applies the conventions to what the clauses of one entry say: those stated before, and legends of marks wherever they
/// stand. Default executors come last, whatever order the conventions were stated in: they are none of the units that are
/// listed.
pub fn apply(conventions: &[Found<ConventionFound>], clauses: &[Span], reading: &mut ClauseReading) {
    let Some(end) = clauses.iter().map(|clause| clause.end).max() else { return };
    let legends = conventions.iter().filter(|c| c.value.rule == ConventionRule::MarkedLeads);
    legends.for_each(|legend| marked_leads(&legend.value, reading));
    // A convention holds from where it is stated, the clause that states it included.
    let active = || conventions.iter().filter(|c| c.value.from.unwrap_or(c.span.start) < end);
    for convention in active() {
        match convention.value.rule {
            ConventionRule::FirstListedLeads => first_leads(&mut reading.duties),
            ConventionRule::ResponsibleLeadsIfNone => responsible_leads(&mut reading.duties),
            ConventionRule::DefaultResponsible | ConventionRule::MarkedLeads => {}
        }
    }
    for convention in active().filter(|c| c.value.rule == ConventionRule::DefaultResponsible) {
        // 以下各项均需各镇落实: stated in a clause, it begins with the next entry.
        if !(convention.value.later && clauses.iter().any(|clause| clause.contains(convention.span))) {
            add_default(convention, &mut reading.duties);
        }
    }
}

/// Organs with a mark have the role that the legend gives it; the others of their list support who leads.
fn marked_leads(legend: &ConventionFound, reading: &mut ClauseReading) {
    let role_of = |mark: Option<char>| legend.marks.iter().find(|(known, _)| Some(*known) == mark).map(|(_, r)| *r);
    reading.notes.retain(|note| note.code != MARK_UNREAD);
    if reading.duties.iter().all(|duty| duty.value.marks.iter().all(Option::is_none)) {
        return;
    }
    let mut duties = Vec::with_capacity(reading.duties.len());
    for duty in std::mem::take(&mut reading.duties) {
        let roles: Vec<Option<Role>> = duty.value.marks.iter().map(|mark| role_of(*mark)).collect();
        if duty.value.role != Role::Responsible || !roles.iter().any(Option::is_some) {
            duties.push(duty);
            continue;
        }
        let others = legend.unmarked.unwrap_or(Role::Support);
        let first = duties.len();
        for (organ, role) in duty.value.organs.iter().zip(roles) {
            let role = role.unwrap_or(others);
            let group = match duties[first..].iter().position(|d: &Found<Duty>| d.value.role == role) {
                Some(at) => first + at,
                None => {
                    let value =
                        Duty { role, organs: Vec::new(), marks: Vec::new(), told_apart: true, ..duty.value.clone() };
                    let certainty = Certainty::Likely;
                    duties.push(Found { value, rule: "convention/marked-leads", certainty, ..duty });
                    duties.len() - 1
                }
            };
            duties[group].value.organs.push(organ.clone());
            duties[group].value.marks.push(None);
        }
        let last = duties.len() - 1;
        duties[first..last].iter_mut().for_each(|duty| duty.value.open_ended = false);
    }
    reading.duties = duties;
}

/// The first organ of a list without roles told apart leads, the others support.
fn first_leads(duties: &mut Vec<Found<Duty>>) {
    // Roles that the words tell apart stand as printed.
    // 督导单位：… and 丙局协助 beside a list say nothing of who leads in it.
    if duties.iter().any(|d| d.value.role == Role::Lead) {
        return;
    }
    let listed =
        |d: &Found<Duty>| d.value.role == Role::Responsible && !d.value.organs.is_empty() && !d.value.told_apart;
    let Some(first) = duties.iter_mut().find(|d| listed(d)) else { return };
    let others = first.value.organs.split_off(1);
    first.value.marks.truncate(1);
    first.value.role = Role::Lead;
    first.rule = "convention/first-listed-leads";
    first.certainty = Certainty::Likely;
    let mut rest = first.clone();
    first.value.open_ended = rest.value.open_ended && others.is_empty();
    rest.value.role = Role::Support;
    rest.value.organs = others;
    let at = duties.iter().position(|d| d.rule == "convention/first-listed-leads").map_or(0, |i| i + 1);
    for later in duties[at..].iter_mut().filter(|d| listed(d)) {
        later.value.role = Role::Support;
        later.rule = "convention/first-listed-leads";
        later.certainty = Certainty::Likely;
    }
    if !rest.value.organs.is_empty() {
        duties.insert(at, rest);
    }
}

/// Where no organ leads, all that are responsible do.
fn responsible_leads(duties: &mut [Found<Duty>]) {
    if duties.iter().any(|d| d.value.role == Role::Lead && !d.value.organs.is_empty()) {
        return;
    }
    for duty in duties.iter_mut().filter(|d| d.value.role == Role::Responsible) {
        duty.value.role = Role::Lead;
        duty.rule = "convention/responsible-leads-if-none";
        duty.certainty = Certainty::Likely;
    }
}

/// Adds the default executor to an entry whose clause does not name it.
fn add_default(convention: &Found<ConventionFound>, duties: &mut Vec<Found<Duty>>) {
    let organs: Vec<Organ> = convention
        .value
        .organs
        .iter()
        .filter(|organ| !duties.iter().any(|d| d.value.organs.iter().any(|o| o.name == organ.name)))
        .cloned()
        .collect();
    if duties.is_empty() || organs.is_empty() {
        return;
    }
    duties.push(Found {
        value: Duty {
            role: Role::Responsible,
            marks: vec![None; organs.len()],
            organs,
            open_ended: false,
            mode: None,
            told_apart: true,
        },
        span: convention.span,
        rule: "convention/default-responsible",
        certainty: Certainty::Likely,
    });
}
