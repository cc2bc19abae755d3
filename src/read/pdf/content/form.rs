//! Forms, pictures and annotations: what is drawn by name.

use hayro_interpret::RectExt;
use hayro_interpret::kurbo::{Affine, Rect as Box64};
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream};
use hayro_syntax::page::{Page, Resources};

use super::Run;
use crate::limits::Limit;

/// Forms within one another that are drawn.
const MOST_NESTED: u32 = 50;

/// Flags of annotations that are not shown.
const HIDDEN: u32 = 1 << 1;
const NO_VIEW: u32 = 1 << 5;

impl<'a> Run<'_, 'a> {
    /// Draws a form or a picture.
    pub(super) fn object(&mut self, object: &Stream<'a>, resources: &Resources<'a>) -> Result<(), Limit> {
        match object.dict().get::<Name<'_>>(b"Subtype").as_ref().map(|kind| kind.as_ref()) {
            Some(b"Form") => self.form(object, resources),
            Some(b"Image") => self.picture(object),
            _ => Ok(()),
        }
    }

    pub(super) fn picture(&mut self, picture: &Stream<'_>) -> Result<(), Limit> {
        let dict = picture.dict();
        let side = |short: &[u8], long: &[u8]| dict.get::<u32>(short).or_else(|| dict.get::<u32>(long));
        let sides = [side(b"W", b"Width"), side(b"H", b"Height")];
        if sides.iter().all(|side| side.is_some_and(|side| side > 0)) && self.shows(dict) {
            self.ink.picture()?;
        }
        Ok(())
    }

    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>) -> Result<(), Limit> {
        let dict = form.dict();
        if self.nesting >= MOST_NESTED || !self.shows(dict) || !dict.contains_key(b"BBox") {
            return Ok(());
        }
        let Ok(content) = form.decoded_data() else { return Ok(()) };
        let own = dict.get::<Dict<'_>>(b"Resources").map(Resources::new);
        self.nesting += 1;
        self.outline.clear();
        self.states.save();
        self.states.now.ctm *= matrix(dict);
        let is_group = dict.get::<Dict<'_>>(b"Group").is_some();
        if is_group {
            self.ink.begin_group(self.states.now.fill.alpha)?;
            self.states.now.fill.alpha = 1.0;
            self.states.now.stroke.alpha = 1.0;
        }
        self.ink.clip(false)?;
        self.content(TypedIter::new(&content), own.as_ref().unwrap_or(resources))?;
        if is_group {
            self.ink.end_group();
        }
        self.states.restore();
        self.nesting -= 1;
        Ok(())
    }

    /// Whether an object is shown where the page is.
    fn shows(&self, object: &Dict<'_>) -> bool {
        let layer = object.get::<Dict<'_>>(b"OC");
        self.is_shown() && layer.is_none_or(|layer| self.shared.layers.show(&layer, object.get_ref(b"OC")))
    }

    /// Draws what annotations look like.
    pub(super) fn annotations(&mut self, page: &Page<'a>) -> Result<(), Limit> {
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return Ok(()) };
        for annotation in annotations.iter::<Dict<'_>>() {
            if annotation.get::<u32>(b"F").unwrap_or(0) & (HIDDEN | NO_VIEW) == 0 {
                self.annotation(&annotation, page.resources())?;
            }
        }
        Ok(())
    }

    fn annotation(&mut self, annotation: &Dict<'a>, resources: &Resources<'a>) -> Result<(), Limit> {
        let (Some(form), Some(area)) = (appearance(annotation), annotation.get::<Rect>(b"Rect")) else { return Ok(()) };
        let Some([x0, y0, x1, y1]) = form.dict().get::<[f32; 4]>(b"BBox") else { return Ok(()) };
        let own = Box64::new(f64::from(x0), f64::from(y0), f64::from(x1), f64::from(y1));
        let (own, area) = (matrix(form.dict()).transform_rect_bbox(own), area.to_kurbo());
        let (sx, sy) = (area.width() / own.width(), area.height() / own.height());
        self.states.save();
        self.states.now.ctm *= Affine::new([sx, 0.0, 0.0, sy, area.x0 - sx * own.x0, area.y0 - sy * own.y0]);
        self.form(&form, resources)?;
        self.states.restore();
        Ok(())
    }
}

fn matrix(form: &Dict<'_>) -> Affine {
    form.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new)
}

/// The form that shows an annotation as it is.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'_>>(b"AP")?.get::<Object<'_>>(b"N")? {
        Object::Stream(form) => Some(form),
        Object::Dict(states) => {
            let state = annotation.get::<Name<'_>>(b"AS");
            state.and_then(|state| states.get::<Stream<'_>>(state)).or_else(|| states.get::<Stream<'_>>(b"Off"))
        }
        _ => None,
    }
}
