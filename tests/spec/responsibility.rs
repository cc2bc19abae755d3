//! Clauses, organs, conventions: `clause.md`, `responsibility.md`, `organ.md`, `convention.md`, `paragraph.md`.

use taizhang::item::clause;
use taizhang::lexicon::Lexicon;
use taizhang::model::{Date, Jurisdiction, Role};
use taizhang::recognise::{Context, convention, organ, responsibility};
use taizhang::text::Span;

use super::check;

/// What a document of 株洲市, issued in 2023, tells of itself.
fn place() -> Jurisdiction {
    Jurisdiction { code: "430200".to_owned(), name: "株洲市".to_owned() }
}

fn context<'a>(text: &'a str, place: &'a Jurisdiction) -> Context<'a> {
    Context {
        text,
        lexicon: Lexicon::builtin(),
        issued_on: Date::new(2023, 3, 1),
        period: None,
        jurisdiction: Some(place),
    }
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead",
        Role::Support => "support",
        Role::Responsible => "responsible",
        Role::Guide => "guide",
    }
}

/// One line a finding: `lead A、B`, `leader 张三`, `rest «…»`, `! code`.
fn render(text: &str, reading: &responsibility::ClauseReading) -> Vec<String> {
    let mut lines = Vec::new();
    for duty in &reading.duties {
        let names: Vec<&str> = duty.value.organs.iter().map(|o| o.name.as_str()).collect();
        let open = if duty.value.open_ended { " 等" } else { "" };
        let mode = duty.value.mode.as_ref().map_or_else(String::new, |m| format!(" ({m})"));
        lines.push(format!("{} {}{open}{mode}", role(duty.value.role), names.join(" | ")));
    }
    lines.extend(reading.persons.iter().map(|p| format!("{:?} {}", p.value.role, p.value.name)));
    lines.extend(reading.rest.iter().map(|s| format!("rest «{}»", s.of(text))));
    lines.extend(reading.notes.iter().map(|n| format!("! {}", n.code)));
    lines
}

#[test]
fn clauses_are_found_where_they_close_words() {
    check(include_str!("clause.md"), |text| {
        let found = clause::find(text, whole(text), Lexicon::builtin());
        found.iter().map(|c| format!("«{}»", c.inner.of(text))).collect()
    });
}

#[test]
fn clauses_say_who_answers() {
    check(include_str!("responsibility.md"), |text| {
        let place = place();
        render(text, &responsibility::read(&context(text, &place), whole(text)))
    });
}

#[test]
fn paragraphs_say_who_answers() {
    check(include_str!("paragraph.md"), |text| {
        let place = place();
        let context = context(text, &place);
        let found = clause::find(text, whole(text), context.lexicon);
        found.iter().flat_map(|c| render(text, &responsibility::read(&context, c.inner))).collect()
    });
}

#[test]
fn organs_get_their_full_names() {
    check(include_str!("organ.md"), |text| {
        let place = place();
        let context = context(text, &place);
        let list = Lexicon::builtin().names().split(text, whole(text));
        organ::organs(&context, &list)
            .iter()
            .map(|o| {
                let generic = if o.generic { " generic" } else { "" };
                let full = o.canonical.as_deref().unwrap_or("?");
                format!("{} = {full} {}{generic}", o.name, o.id.as_deref().unwrap_or("?"))
            })
            .collect()
    });
}

#[test]
fn conventions_set_the_roles_of_later_clauses() {
    // The first line states the convention, the second is a later clause.
    check(include_str!("convention.md"), |text| {
        let place = place();
        let context = context(text, &place);
        let (first, _) = text.split_once('\n').expect("a convention and a clause");
        let found = convention::find(&context, Span::new(0, first.len()));
        let mut reading = responsibility::read(&context, Span::new(first.len() + 1, text.len()));
        convention::apply(&found, &mut reading);
        let rules = found.iter().map(|c| format!("{:?}", c.value.rule));
        rules.chain(render(text, &reading)).collect()
    });
}
