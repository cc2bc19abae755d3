//! Names of organs: full names and ids, places, addressees.

use super::Context;
use crate::lexicon::{Lexicon, NameList};
use crate::model::{Jurisdiction, Organ};
use crate::text::Span;

/// The organs of a list as the ledger shows them.
#[must_use]
pub fn organs(context: &Context<'_>, list: &NameList) -> Vec<Organ> {
    let mut place = None;
    list.names
        .iter()
        .map(|span| {
            let name = span.of(context.text).to_owned();
            let generic = context.lexicon.names().is_generic(&name);
            let known = if generic {
                None
            } else {
                context.lexicon.organs().resolve(
                    &name,
                    context.jurisdiction,
                    place.as_deref(),
                    context.issued_on,
                    context.lexicon,
                )
            };
            if let Some(known) = &known {
                place = Some(known.place.clone());
            }
            Organ { canonical: known.as_ref().map(|k| k.name.clone()), id: known.map(|k| k.id), name, generic }
        })
        .collect()
}

/// The place whose organs an issuer or a title names; `000000` is the state.
#[must_use]
pub fn jurisdiction_of(name: &str, lexicon: &Lexicon) -> Option<Jurisdiction> {
    const STATE: [&str; 5] = ["国务院", "中共中央", "中央", "国家", "中华人民共和国"];
    if STATE.iter().any(|w| name.starts_with(w)) || lexicon.organs().is_state(name) {
        return Some(Jurisdiction { code: "000000".to_owned(), name: "国家".to_owned() });
    }
    let found = lexicon.divisions().longest_prefix(name.trim_start_matches("中共"))?;
    Some(Jurisdiction { code: found.code.to_owned(), name: found.name.to_owned() })
}

/// The addressees of a notice: names at ， and 、, but 各省、自治区、直辖市人民政府 is one.
#[must_use]
pub fn split_addressees(line: &str, lexicon: &Lexicon) -> Vec<String> {
    let list = lexicon.names().split(line, Span::new(0, line.len()));
    list.names.iter().map(|name| name.of(line).to_owned()).collect()
}
