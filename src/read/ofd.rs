//! OFD (GB/T 33190-2016): pages of words and lines at places, as XML in a package.
//!
//! Pages are drawn on the same ink as those of PDF, so that lines, tables and furniture are told in one way.

mod draw;

use quick_xml::events::Event;

use self::draw::Drawer;
use super::package::{Package, attribute, damaged, reader};
use super::pdf::{Budget, Builder, Ink};
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
    let mut builder = Builder::new(options.lexicon().columns());
    let (mut steps, mut count) = (limits.steps, 0);
    for name in roots(&package.part("OFD.xml")?)? {
        let root = Root::read(&name, &package.part(&name)?)?;
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
                if let Some(part) = package.optional(&template.part)? {
                    drawer.add(&part, limits)?;
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

/// Every beginning of an element of a part, by its name without a prefix.
fn each(
    part: &str,
    mut take: impl FnMut(&str, &quick_xml::events::BytesStart<'_>, &mut quick_xml::Reader<&[u8]>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = reader(part);
    loop {
        match reader.read_event().map_err(|error| damaged(Format::Ofd, &error))? {
            Event::Start(element) | Event::Empty(element) => {
                take(element.local_name().as_ref(), &element, &mut reader)?
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The words of the element that has just begun.
fn words(reader: &mut quick_xml::Reader<&[u8]>) -> String {
    match reader.read_event() {
        Ok(Event::Text(words)) => words.xml10_content().trim().to_owned(),
        _ => String::new(),
    }
}

/// The names of the documents of a package.
fn roots(part: &str) -> Result<Vec<String>, ReadError> {
    let mut roots = Vec::new();
    each(part, |name, _, reader| {
        if name == "DocRoot" {
            roots.push(words(reader));
        }
        Ok(())
    })?;
    Ok(roots)
}

impl Root {
    fn read(name: &str, part: &str) -> Result<Self, ReadError> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut root = Self { folder: folder.to_owned(), ..Self::default() };
        each(part, |name, element, reader| {
            let page = || Page {
                id: attribute(element, "ID").unwrap_or_default(),
                part: root.path(&attribute(element, "BaseLoc").unwrap_or_default()),
            };
            match name {
                "PhysicalBox" if root.area.is_none() => root.area = numbers(&words(reader)),
                "Page" => {
                    let page = page();
                    root.pages.push(page);
                }
                "TemplatePage" => {
                    let page = page();
                    root.templates.push(page);
                }
                _ => {}
            }
            Ok(())
        })?;
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
    each(part, |name, element, reader| {
        match name {
            "PhysicalBox" => area = numbers(&words(reader)),
            "Template" => templates.extend(attribute(element, "TemplateID")),
            _ => {}
        }
        Ok(())
    })?;
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
