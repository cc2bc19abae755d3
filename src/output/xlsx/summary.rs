//! The sheet 汇总: how the work stands in each sheet, and what each organ has to do, with a chart.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Chart, ChartType, Formula, Worksheet, XlsxError};

use crate::model::{Date, Entry, FillStatus, Role};
use crate::sheet::{Column, Sheet, fitted, letters, words};

use super::entries::FIRST_ROW;
use super::height;
use super::style::Styles;

pub(super) const NAME: &str = "汇总";

/// The paper that spreadsheets call 9.
pub(super) const A4: u8 = 9;

/// Of the column of organs and sheets, in characters.
const NAME_WIDTH: f64 = 44.0;

/// Organs in the chart: as many bars as can be read.
const CHARTED: u32 = 15;

/// What an organ has to do.
#[derive(Default)]
struct Load {
    lead: u32,
    support: u32,
    responsible: u32,
    guide: u32,
    entries: u32,
    targets: u32,
    deadlines: u32,
    /// The first day on which something is due.
    next: Option<Date>,
}

pub(super) fn add(sheet: &mut Worksheet, placed: &[(String, &Sheet<'_>)], styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 6)?.set_column_width(1, NAME_WIDTH)?;
    for column in 2..=8 {
        sheet.set_column_width(column, 11)?;
    }
    sheet.set_column_width(9, 13)?;
    sheet.merge_range(0, 0, 0, 9, "工作台账汇总", &styles.title)?.set_row_height(0, 36)?;
    let row = progress(sheet, placed, styles)?;
    organs(sheet, row + 1, placed, styles)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

/// How many entries of each sheet have each status: counted by the spreadsheet, so that it follows what is filled in.
/// Gives the row after.
fn progress(sheet: &mut Worksheet, placed: &[(String, &Sheet<'_>)], styles: &Styles) -> Result<u32, XlsxError> {
    let mut row = 1;
    head(sheet, row, &["序号", "工作表", "任务数"], styles)?;
    for (index, status) in (3..).zip(words::STATUSES) {
        sheet.write_string_with_format(row, index, words::status(status), &styles.head)?;
    }
    for (number, (name, content)) in (1_u32..).zip(placed) {
        row += 1;
        let count = u32::try_from(content.rows.len()).unwrap_or(u32::MAX);
        sheet.write_number_with_format(row, 0, number, &styles.number)?;
        sheet.set_row_height(row, row_height(name))?;
        sheet.write_string_with_format(row, 1, fitted(name.as_str().into()), &styles.text)?;
        sheet.write_number_with_format(row, 2, count, &styles.number)?;
        let column = (0..).zip(content.columns).find(|&(_, &column)| column == Column::Status).map_or(0, |(i, _)| i);
        let (column, quoted) = (letters(column), name.replace('\'', "''"));
        for (index, status) in (3..).zip(words::STATUSES) {
            let range = format!("'{quoted}'!${column}${}:${column}${}", FIRST_ROW + 1, FIRST_ROW + count.max(1));
            let formula = Formula::new(format!("=COUNTIF({range},\"{}\")", words::status(status)));
            let formula = formula.set_result(with_status(content, status).to_string());
            sheet.write_formula_with_format(row, index, formula, &styles.number)?;
        }
    }
    Ok(row + 1)
}

fn with_status(sheet: &Sheet<'_>, status: FillStatus) -> usize {
    sheet.rows.iter().filter(|row| row.entry.to_fill.status == status).count()
}

/// The organs with what they have to do, most first, and a chart of the first of them.
fn organs(
    sheet: &mut Worksheet,
    first: u32,
    placed: &[(String, &Sheet<'_>)],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let heads = ["序号", "单位", "任务数", "牵头", "配合", "责任", "指导", "量化目标", "有时限任务", "最近期限"];
    head(sheet, first, &heads, styles)?;
    let loads = loads(placed);
    let mut row = first;
    for (number, (name, load)) in (1_u32..).zip(&loads) {
        row += 1;
        sheet.write_number_with_format(row, 0, number, &styles.number)?;
        sheet.set_row_height(row, row_height(name))?;
        sheet.write_string_with_format(row, 1, fitted(name.as_str().into()), &styles.text)?;
        let counts =
            [load.entries, load.lead, load.support, load.responsible, load.guide, load.targets, load.deadlines];
        for (index, count) in (2..).zip(counts) {
            sheet.write_number_with_format(row, index, count, &styles.number)?;
        }
        let next = load.next.map(|day| day.to_string()).unwrap_or_default();
        sheet.write_string_with_format(row, 9, next, &styles.middle)?;
    }
    if loads.is_empty() {
        return Ok(());
    }
    let charted = row.min(first + CHARTED);
    let mut chart = Chart::new(ChartType::BarStacked);
    for (column, colour) in [(3, "#2F5597"), (4, "#8FAADC"), (5, "#A9D18E"), (6, "#D0CECE")] {
        chart
            .add_series()
            .set_name((NAME, first, column))
            .set_categories((NAME, first + 1, 1, charted, 1))
            .set_values((NAME, first + 1, column, charted, column))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(colour)),
            );
    }
    chart.title().set_name("各单位任务数");
    // Bars grow upwards; the first organ is to stand on top.
    chart.y_axis().set_reverse();
    chart.x_axis().set_major_gridlines(false);
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(1000).set_height(140 + 32 * (charted - first));
    sheet.insert_chart(row + 2, 0, &chart)?;
    Ok(())
}

/// Each organ by its full name, or as printed where that is not known. Kinds of organs (各有关部门) come last.
fn loads(placed: &[(String, &Sheet<'_>)]) -> Vec<(String, Load)> {
    let mut loads: BTreeMap<(bool, &str), Load> = BTreeMap::new();
    for row in placed.iter().flat_map(|(_, sheet)| &sheet.rows) {
        for ((generic, name), roles) in roles(row.entry) {
            let load = loads.entry((generic, name)).or_default();
            load.entries += 1;
            load.lead += u32::from(roles.contains(&Role::Lead));
            load.support += u32::from(roles.contains(&Role::Support));
            load.responsible += u32::from(roles.contains(&Role::Responsible));
            load.guide += u32::from(roles.contains(&Role::Guide));
            load.targets += u32::try_from(row.entry.targets.len()).unwrap_or(u32::MAX);
            load.deadlines += u32::from(!row.entry.deadlines.is_empty());
            load.next = load.next.into_iter().chain(row.entry.deadlines.iter().filter_map(|d| d.by)).min();
        }
    }
    let mut loads: Vec<((bool, &str), Load)> = loads.into_iter().collect();
    loads.sort_by_key(|((generic, _), load)| (*generic, std::cmp::Reverse((load.entries, load.lead))));
    loads
        .into_iter()
        .map(|((generic, name), load)| (if generic { format!("{name}（泛指）") } else { name.to_owned() }, load))
        .collect()
}

/// The organs of an entry, each once, with all their roles.
fn roles(entry: &Entry) -> BTreeMap<(bool, &str), Vec<Role>> {
    let mut roles: BTreeMap<(bool, &str), Vec<Role>> = BTreeMap::new();
    for list in &entry.responsibilities {
        for organ in &list.organs {
            let name = organ.canonical.as_deref().unwrap_or(&organ.name);
            roles.entry((organ.generic, name)).or_default().push(list.role);
        }
    }
    roles
}

/// Rows of figures may stand closer than rows to be filled in; a long name gets the room it needs.
fn row_height(name: &str) -> f64 {
    /// Points, for one line.
    const LOW: f64 = 18.0;
    match height::lines(name, NAME_WIDTH) {
        1 => LOW,
        lines => height::of_lines(lines),
    }
}

fn head(sheet: &mut Worksheet, row: u32, heads: &[&str], styles: &Styles) -> Result<(), XlsxError> {
    for (index, head) in (0..).zip(heads) {
        sheet.write_string_with_format(row, index, *head, &styles.head)?;
    }
    sheet.set_row_height(row, 24)?;
    Ok(())
}
