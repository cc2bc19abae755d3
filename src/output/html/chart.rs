//! Charts as inline SVG. Each mark is a link that sets a filter; without the script it is a picture.

use std::fmt::Write as _;

use super::escape::escape;
use super::labels::Labels;

/// Bars shown; the organs after them are summed up in words.
const BARS: usize = 8;

/// Sizes in units of the picture.
const ROW: usize = 22;
const NAME: usize = 210;
const LENGTH: usize = 250;
const COLUMN: usize = 56;
const HEIGHT: usize = 140;

/// Entries by organ: name, number, entries; most first.
pub(super) fn bars(organs: &[(&str, usize, usize)], labels: &Labels) -> String {
    let most = organs.first().map_or(1, |organ| organ.2).max(1);
    let shown = &organs[..organs.len().min(BARS)];
    let (width, height) = (NAME + LENGTH + 40, shown.len() * ROW);
    let mut out = begin(labels.by_organ, width, height);
    for (row, (name, number, entries)) in shown.iter().enumerate() {
        let (y, length) = (row * ROW, (entries * LENGTH / most).max(2));
        let _ = writeln!(
            out,
            "<g class=\"bar\" tabindex=\"0\" role=\"button\" data-name=\"organ\" data-value=\"{number}\" aria-label=\"{0} {entries}\">\
             <title>{0}</title><rect class=\"hit\" x=\"0\" y=\"{y}\" width=\"{width}\" height=\"{ROW}\"/>\
             <text x=\"{1}\" y=\"{2}\" text-anchor=\"end\">{3}</text>\
             <rect class=\"fill\" x=\"{NAME}\" y=\"{4}\" width=\"{length}\" height=\"{5}\" rx=\"2\"/>\
             <text x=\"{6}\" y=\"{2}\">{entries}</text></g>",
            escape(name),
            NAME - 8,
            y + 16,
            escape(&shortened(name)),
            y + 4,
            ROW - 8,
            NAME + length + 6,
        );
    }
    out.push_str("</svg>\n");
    if organs.len() > BARS {
        let _ = writeln!(out, "<p>{}</p>", labels.others.replace("{n}", &(organs.len() - BARS).to_string()));
    }
    out.push_str("</figure>\n");
    out
}

/// Entries due by quarter, in the order of time.
pub(super) fn columns(quarters: &[(String, usize)], labels: &Labels) -> String {
    let most = quarters.iter().map(|quarter| quarter.1).max().unwrap_or(1).max(1);
    let mut out = begin(labels.by_time, (quarters.len() * COLUMN).max(200), HEIGHT + 40);
    for (place, (quarter, entries)) in quarters.iter().enumerate() {
        let (x, height) = (place * COLUMN, (entries * (HEIGHT - 20) / most).max(2));
        let (year, part) = quarter.split_once('Q').unwrap_or((quarter, ""));
        let _ = writeln!(
            out,
            "<g class=\"bar\" tabindex=\"0\" role=\"button\" data-name=\"due\" data-value=\"{quarter}\" aria-label=\"{0} {entries}\">\
             <title>{0}</title><rect class=\"hit\" x=\"{x}\" y=\"0\" width=\"{COLUMN}\" height=\"{1}\"/>\
             <rect class=\"fill\" x=\"{2}\" y=\"{3}\" width=\"{4}\" height=\"{height}\" rx=\"2\"/>\
             <text x=\"{5}\" y=\"{6}\" text-anchor=\"middle\">{entries}</text>\
             <text x=\"{5}\" y=\"{7}\" text-anchor=\"middle\">Q{part}</text>\
             <text x=\"{5}\" y=\"{8}\" text-anchor=\"middle\" class=\"year\">{year}</text></g>",
            quarter_name(quarter, labels),
            HEIGHT + 40,
            x + 12,
            HEIGHT - height,
            COLUMN - 24,
            x + COLUMN / 2,
            HEIGHT - height - 5,
            HEIGHT + 16,
            HEIGHT + 33,
        );
    }
    out.push_str("</svg>\n</figure>\n");
    out
}

/// A quarter in words.
pub(super) fn quarter_name(quarter: &str, labels: &Labels) -> String {
    match quarter.split_once('Q') {
        Some((year, part)) if labels.chinese => {
            let part = match part {
                "1" => "一",
                "2" => "二",
                "3" => "三",
                _ => "四",
            };
            format!("{year}年{part}季度")
        }
        _ => quarter.to_owned(),
    }
}

fn begin(title: &str, width: usize, height: usize) -> String {
    format!(
        "<figure><figcaption>{title}</figcaption>\n<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"group\" aria-label=\"{title}\">\n"
    )
}

/// A name cut to what fits beside its bar.
fn shortened(name: &str) -> String {
    /// Han characters of 14 units in [`NAME`].
    const LONGEST: usize = 14;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}
