//! OFD (GB/T 33190-2016): pages of words and lines at places, as XML in a package.
//!
//! Pages are drawn on the same ink as those of PDF, so that lines, tables and furniture are told in one way.

mod draw;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use self::draw::Drawer;
use super::package::{Elements, Package, attribute, damaged};
use super::page::{Budget, Builder, Ink};
use super::{Document, Format};
use crate::error::ReadError;
use crate::limits::Limit;
use crate::options::Options;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// A page that does not say its size is of A4, in millimetres.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];

/// A document of the package: most hold one.
#[derive(Default)]
struct Root {
    /// The folder that its names are relative to.
    folder: String,
    /// The size of pages that do not say theirs.
    area: Option<[f64; 4]>,
    pages: Vec<Page>,
    templates: Vec<Page>,
}

/// A page, or what stands on many pages.
#[derive(Default)]
struct Page {
    id: String,
    part: String,
}

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    let limits = &options.limits;
    let mut package = Package::open(bytes, Format::Ofd, limits)?;
    let mut builder = Builder::new(options.lexicon());
    let (mut steps, mut count) = (limits.steps, 0);
    for name in roots(&package.part("OFD.xml")?)? {
        let root = Root::read(&name, &package.part(&name)?)?;
        // What stands on many pages is unpacked once, when the first of them is drawn.
        let mut shared: HashMap<&str, Option<String>> = HashMap::new();
        for page in &root.pages {
            count += 1;
            if count > limits.pages {
                return Err(ReadError::TooLarge { of: Limit::Pages, limit: limits.pages as u64 });
            }
            let part = package.part(&page.part)?;
            let (area, templates) = outline(&part)?;
            let [x, y, width, height] = area.or(root.area).unwrap_or(A4);
            let size = [(width * POINTS) as f32, (height * POINTS) as f32];
            let glyphs = limits.glyphs.saturating_sub(builder.glyphs());
            let mut ink = Ink::new(size, Budget { glyphs, steps, nesting: limits.nesting });
            let mut drawer = Drawer::new(&mut ink, [x, y]);
            for template in templates.iter().filter_map(|id| root.templates.iter().find(|page| page.id == *id)) {
                let part = match shared.entry(&template.part) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(package.optional(&template.part)?),
                };
                if let Some(part) = part {
                    drawer.add(part, limits)?;
                }
            }
            drawer.add(&part, limits)?;
            steps = ink.steps_left();
            builder.add(ink, size);
        }
    }
    if count == 0 {
        return Err(damaged(Format::Ofd, &"it has no page"));
    }
    builder.finish(Format::Ofd).map_err(|error| match error {
        ReadError::PicturesOnly { .. } => {
            ReadError::Unsupported { found: "an OFD document of pictures; save it as PDF and read that with --ocr" }
        }
        ReadError::GarbledText => ReadError::Unsupported {
            found: "an OFD document whose words cannot be told; save it as PDF and read that with --ocr",
        },
        other => other,
    })
}

fn broken(error: quick_xml::Error) -> ReadError {
    damaged(Format::Ofd, &error)
}

/// The names of the documents of a package.
fn roots(part: &str) -> Result<Vec<String>, ReadError> {
    let (mut roots, mut elements) = (Vec::new(), Elements::of(part));
    while let Some(element) = elements.next() {
        if element.map_err(broken)?.local_name().as_ref() == "DocRoot" {
            roots.push(elements.words());
        }
    }
    Ok(roots)
}

impl Root {
    fn read(name: &str, part: &str) -> Result<Self, ReadError> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut root = Self { folder: folder.to_owned(), ..Self::default() };
        let mut elements = Elements::of(part);
        while let Some(element) = elements.next() {
            let element = element.map_err(broken)?;
            let page = || Page {
                id: attribute(&element, "ID").unwrap_or_default(),
                part: root.path(&attribute(&element, "BaseLoc").unwrap_or_default()),
            };
            match element.local_name().as_ref() {
                "PhysicalBox" if root.area.is_none() => root.area = numbers(&elements.words()),
                "Page" => root.pages.push(page()),
                "TemplatePage" => root.templates.push(page()),
                _ => {}
            }
        }
        Ok(root)
    }

    /// The name of a part that the document names.
    fn path(&self, name: &str) -> String {
        if name.starts_with('/') || self.folder.is_empty() {
            name.to_owned()
        } else {
            format!("{}/{name}", self.folder)
        }
    }
}

/// The area of a page, if it says it, and the ids of what stands on it as on others.
fn outline(part: &str) -> Result<(Option<[f64; 4]>, Vec<String>), ReadError> {
    let (mut area, mut templates) = (None, Vec::new());
    let mut elements = Elements::of(part);
    while let Some(element) = elements.next() {
        let element = element.map_err(broken)?;
        match element.local_name().as_ref() {
            "PhysicalBox" => area = numbers(&elements.words()),
            "Template" => templates.extend(attribute(&element, "TemplateID")),
            _ => {}
        }
    }
    Ok((area, templates))
}

/// So many numbers, parted by blanks.
fn numbers<const N: usize>(words: &str) -> Option<[f64; N]> {
    let mut numbers = [0.0; N];
    let mut found = words.split_ascii_whitespace().map(str::parse::<f64>);
    for number in &mut numbers {
        *number = found.next()?.ok().filter(|number| number.is_finite())?;
    }
    Some(numbers)
}
