//! How light colours are.
//!
//! Greys and mixtures of red, green and blue are known here, under whatever profile. What else a file defines, inks that are
//! mixed by functions or profiles, is asked of hayro, which is to draw a square of it.

use std::collections::HashMap;

use hayro_interpret::kurbo::{Affine, BezPath, Rect as Box64};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint as Drawn, SoftMask, font,
    interpret,
};
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Name, Number, Object, Stream};
use hayro_syntax::page::Resources;

use super::super::Drawer;
use crate::read::page::light;

/// Answers that are kept.
const MOST_KNOWN: usize = 4096;

/// What areas or lines are painted with.
#[derive(Clone)]
pub(super) struct Paint {
    pub alpha: f32,
    light: f32,
    /// Whether it is a pattern, which is taken for a dark one.
    is_pattern: bool,
    space: Space,
}

/// What the numbers of a colour mean.
#[derive(Clone, PartialEq)]
enum Space {
    Grey,
    Rgb,
    Pattern,
    /// What only hayro knows: by its name among the resources, with a key of what that is.
    Other(std::rc::Rc<[u8]>, u128),
}

impl Default for Paint {
    fn default() -> Self {
        Self { alpha: 1.0, light: 0.0, is_pattern: false, space: Space::Grey }
    }
}

impl Paint {
    /// 0 for black, 1 for white or nothing at all.
    pub(super) fn lightness(&self, opacity: f32) -> f32 {
        if self.is_pattern { 0.0 } else { 1.0 - stepped(self.alpha) * opacity * (1.0 - self.light) }
    }

    pub(super) fn set_grey(&mut self, grey: f32) {
        (self.space, self.light, self.is_pattern) = (Space::Grey, light([grey; 3].map(stepped)), false);
    }

    pub(super) fn set_rgb(&mut self, rgb: [f32; 3]) {
        (self.space, self.light, self.is_pattern) = (Space::Rgb, light(rgb.map(stepped)), false);
    }
}

/// A part of 1 as one of 256 steps.
fn stepped(part: f32) -> f32 {
    f32::from((part * 255.0 + 0.5) as u8) * (1.0 / 255.0)
}

/// The colours of a document.
pub(super) struct Colours<'a> {
    drawer: Drawer<'a>,
    /// How light colours are that were asked for, by the key of their space and their bits.
    known: HashMap<(u128, Vec<u32>), f32>,
}

impl<'a> Colours<'a> {
    pub(super) fn new(drawer: &Drawer<'a>) -> Self {
        Self { drawer: drawer.clone(), known: HashMap::new() }
    }

    pub(super) fn set_cmyk(&mut self, paint: &mut Paint, inks: [f32; 4], resources: &Resources<'a>) {
        paint.space = cmyk();
        self.fill_in(paint, Some(&inks), resources);
    }

    /// Takes a space by name, and its first colour.
    pub(super) fn set_space(&mut self, paint: &mut Paint, name: &Name<'_>, resources: &Resources<'a>) {
        paint.space = named(name.as_ref())
            .or_else(|| of(&resources.get_color_space(name)?, name.as_ref()))
            .unwrap_or(Space::Grey);
        if paint.space != Space::Pattern {
            self.fill_in(paint, None, resources);
        }
    }

    /// Takes a colour of the space that was set, or a pattern.
    pub(super) fn set(
        &mut self,
        paint: &mut Paint,
        numbers: &[Number],
        pattern: Option<&Name<'_>>,
        resources: &Resources<'a>,
    ) {
        if pattern.is_some_and(|name| resources.get_pattern(name).is_some()) {
            paint.is_pattern = true;
            return;
        }
        let numbers: Vec<f32> = numbers.iter().map(Number::as_f32).collect();
        self.fill_in(paint, Some(&numbers), resources);
    }

    /// Finds how light a colour is; the first colour of the space where there are no numbers.
    fn fill_in(&mut self, paint: &mut Paint, numbers: Option<&[f32]>, resources: &Resources<'a>) {
        let part = |index: usize| numbers.and_then(|n| n.get(index)).copied().unwrap_or(0.0);
        paint.is_pattern = false;
        paint.light = match &paint.space {
            Space::Grey => light([part(0); 3].map(stepped)),
            Space::Rgb => light([part(0), part(1), part(2)].map(stepped)),
            // A pattern that there is not: nothing is seen.
            Space::Pattern => 1.0,
            Space::Other(name, key) => {
                let key = (*key, numbers.into_iter().flatten().map(|n| n.to_bits()).collect::<Vec<_>>());
                if let Some(&light) = self.known.get(&key) {
                    light
                } else {
                    let light = self.ask(name, numbers, resources);
                    if self.known.len() < MOST_KNOWN {
                        self.known.insert(key, light);
                    }
                    light
                }
            }
        };
    }

    /// Has hayro draw a square.
    fn ask(&self, space: &[u8], numbers: Option<&[f32]>, resources: &Resources<'a>) -> f32 {
        let name: String = space.iter().map(|byte| format!("#{byte:02x}")).collect();
        let numbers = numbers.map_or_else(String::new, |numbers| {
            let numbers: String = numbers.iter().map(|number| format!("{number} ")).collect();
            numbers + "sc "
        });
        let content = format!("/{name} cs {numbers}0 0 1 1 re f");
        let mut context = self.drawer.context(Affine::IDENTITY, Box64::new(0.0, 0.0, 1.0, 1.0));
        let mut square = Square(1.0);
        interpret(TypedIter::new(content.as_bytes()), resources, &mut context, &mut square);
        square.0
    }
}

fn named(name: &[u8]) -> Option<Space> {
    Some(match name {
        b"DeviceGray" | b"G" | b"CalGray" => Space::Grey,
        b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Rgb,
        b"DeviceCMYK" | b"CMYK" | b"CalCMYK" => cmyk(),
        b"Pattern" => Space::Pattern,
        _ => return None,
    })
}

fn cmyk() -> Space {
    Space::Other(b"DeviceCMYK".as_slice().into(), 0)
}

/// A space of the resources, which has a name among them.
fn of(space: &Object<'_>, name: &[u8]) -> Option<Space> {
    let other = || Space::Other(name.into(), space.cache_key());
    match space {
        Object::Name(name) => named(name.as_ref()),
        Object::Array(array) => {
            let mut parts = array.flex_iter();
            let kind = parts.next::<Name<'_>>()?;
            if kind.as_ref() != b"ICCBased" {
                return Some(named(kind.as_ref()).unwrap_or_else(other));
            }
            let profile = parts.next::<Stream<'_>>()?;
            Some(match profile.dict().get::<u8>(b"N") {
                Some(1) => Space::Grey,
                Some(3) => Space::Rgb,
                _ => other(),
            })
        }
        _ => None,
    }
}

/// A square that is drawn to see how light it becomes.
struct Square(f32);

impl<'a> Device<'a> for Square {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.0 = match props.paint {
            Drawn::Color(colour) => {
                let [r, g, b, alpha] = colour.to_rgba().components();
                1.0 - alpha * (1.0 - light([r, g, b]))
            }
            Drawn::Pattern(_) => 0.0,
        };
    }

    fn draw_glyph_run(&mut self, _: &font::GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
