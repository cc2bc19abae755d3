//! Optional content: which layers are shown.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, ObjectIdentifier};

/// The layers of a document.
#[derive(Default)]
pub(super) struct Layers {
    hidden: HashSet<ObjectIdentifier>,
}

impl Layers {
    pub(super) fn new(pdf: &Pdf) -> Self {
        let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
        catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"OCProperties")).map(|p| Self::of(&p)).unwrap_or_default()
    }

    fn of(properties: &Dict<'_>) -> Self {
        let mut layers = Self::default();
        let Some(usual) = properties.get::<Dict<'_>>(b"D") else { return layers };
        if usual.get::<Name<'_>>(b"BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            layers.hidden.extend(references(properties, b"OCGs"));
        }
        for layer in references(&usual, b"ON") {
            layers.hidden.remove(&layer);
        }
        layers.hidden.extend(references(&usual, b"OFF"));
        layers
    }

    /// Whether what belongs to a layer, or to a group of them, is shown.
    pub(super) fn show(&self, layer: &Dict<'_>, reference: Option<ObjRef>) -> bool {
        let is_group = layer.get::<Name<'_>>(b"Type").is_some_and(|kind| kind.as_ref() == b"OCMD");
        match reference {
            Some(reference) if !is_group => !self.hidden.contains(&reference.into()),
            _ => self.show_group(layer),
        }
    }

    fn show_group(&self, group: &Dict<'_>) -> bool {
        let mut layers = references(group, b"OCGs");
        if layers.is_empty() && group.get::<Array<'_>>(b"OCGs").is_none() {
            layers.extend(group.get_ref(b"OCGs").map(ObjectIdentifier::from));
        }
        let hidden = |layer: &ObjectIdentifier| self.hidden.contains(layer);
        let policy = group.get::<Name<'_>>(b"P");
        layers.is_empty()
            || match policy.as_ref().map_or(&b"AnyOn"[..], |policy| policy.as_ref()) {
                b"AllOn" => !layers.iter().any(hidden),
                b"AnyOff" => layers.iter().any(hidden),
                b"AllOff" => layers.iter().all(hidden),
                _ => !layers.iter().all(hidden),
            }
    }
}

/// The objects that an array of a dictionary refers to.
fn references(dict: &Dict<'_>, key: &[u8]) -> Vec<ObjectIdentifier> {
    let Some(array) = dict.get::<Array<'_>>(key) else { return Vec::new() };
    array.raw_iter().filter_map(|item| MaybeRef::as_obj_ref(&item)).map(ObjectIdentifier::from).collect()
}
