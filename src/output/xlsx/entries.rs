//! A sheet of entries.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
    Formula, Worksheet, XlsxError,
};

use crate::sheet::{Column, DUE_YEARS, Row, Sheet, fitted, letters, words};

use super::height;
use super::style::Styles;

/// Rows of the title, the line below it, and the head; the first entry comes next.
const TITLE_ROW: u32 = 0;
const SUBTITLE_ROW: u32 = 1;
pub(super) const HEAD_ROW: u32 = 2;
pub(super) const FIRST_ROW: u32 = 3;

/// Columns that stay in sight when the sheet is moved sideways: serial, number, kind and task.
const FROZEN: u16 = 4;

/// The paper that spreadsheets call 8: A3, on which twenty columns can be read.
const A3: u8 = 8;

/// Days before the deadline from which an entry is amber: a month, in which something can still be done.
const SOON_DAYS: u32 = 30;

/// Fills the worksheet.
pub(super) fn add(sheet: &mut Worksheet, content: &Sheet<'_>, styles: &Styles) -> Result<(), XlsxError> {
    let columns: Vec<Column> = content.columns.iter().copied().chain([Column::Id]).collect();
    let shown = last(content.columns.len());
    let widths: Vec<f64> = columns.iter().map(|&column| width(column, &content.rows)).collect();
    for ((index, &column), &width) in (0..).zip(&columns).zip(&widths) {
        sheet.set_column_width(index, width)?;
        if column == Column::Id {
            sheet.set_column_hidden(index)?;
        }
        let style = if column.is_filled_in() { &styles.fill_head } else { &styles.head };
        sheet.write_string_with_format(HEAD_ROW, index, column.head(), style)?;
    }
    sheet.set_row_height(TITLE_ROW, 36)?.set_row_height(SUBTITLE_ROW, 20)?.set_row_height(HEAD_ROW, 32)?;
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, shown, &fitted(content.title.as_str().into()), &styles.title)?;
    sheet.merge_range(
        SUBTITLE_ROW,
        0,
        SUBTITLE_ROW,
        shown,
        &fitted(content.subtitle.as_str().into()),
        &styles.subtitle,
    )?;

    for (number, row) in (0..).zip(&content.rows) {
        let mut lines = 1;
        for ((index, &column), &width) in (0..).zip(&columns).zip(&widths) {
            let words = fitted(row.cell(column));
            if column != Column::Id {
                lines = lines.max(height::lines(&words, width));
            }
            cell(sheet, (FIRST_ROW + number, index), row, (column, &words), number + 1, styles)?;
        }
        sheet.set_row_height(FIRST_ROW + number, height::of_lines(lines))?;
    }
    let last_row = FIRST_ROW + u32::try_from(content.rows.len()).unwrap_or(u32::MAX - FIRST_ROW).max(1) - 1;
    sheet.autofilter(HEAD_ROW, 0, last_row, shown)?;
    sheet.set_freeze_panes(FIRST_ROW, FROZEN)?;
    print_set_up(sheet, last_row, shown)?;
    help_filling(sheet, &columns, last_row)?;
    colours(sheet, &columns, last_row, styles)
}

fn cell(
    sheet: &mut Worksheet,
    (row, index): (u32, u16),
    entry: &Row<'_>,
    (column, words): (Column, &str),
    serial: u32,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let style = style(entry, column, styles);
    match column {
        Column::Serial => sheet.write_number_with_format(row, index, serial, style)?,
        Column::Due => match entry.due().and_then(|due| excel_date(due.0)) {
            Some(due) => sheet.write_datetime_with_format(row, index, &due, style)?,
            None => sheet.write_blank(row, index, style)?,
        },
        _ if words.is_empty() => sheet.write_blank(row, index, style)?,
        // Always as text, so that words that begin as a formula does stay words.
        _ => sheet.write_string_with_format(row, index, words, style)?,
    };
    Ok(())
}

/// A day that spreadsheets can count.
fn excel_date(day: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

fn style<'a>(entry: &Row<'_>, column: Column, styles: &'a Styles) -> &'a Format {
    let filled_in = entry.is_filled_in(column);
    match column {
        Column::Due if filled_in => &styles.fill_date,
        Column::Due => &styles.date,
        Column::Person | Column::Contact | Column::Status => &styles.fill_middle,
        _ if filled_in => &styles.fill,
        Column::Serial | Column::Number | Column::Kind | Column::OwnRole | Column::Deadline | Column::Source => {
            &styles.middle
        }
        _ => &styles.text,
    }
}

/// How wide a column is, in characters of the standard font; a Han character takes two.
fn width(column: Column, rows: &[Row<'_>]) -> f64 {
    /// Widths for words of the plan: the first in which the longest text can be seen whole.
    const CONTENT: [f64; 3] = [44.0, 70.0, 110.0];
    match column {
        Column::Kind => 5.5,
        Column::Serial => 6.0,
        Column::Number | Column::Person | Column::Status | Column::Source => 9.0,
        Column::OwnRole => 10.0,
        Column::Title | Column::Document => 20.0,
        Column::Content => {
            let fits =
                |width: &f64| rows.iter().all(|row| height::lines(&row.entry.text, *width) <= height::most_lines());
            CONTENT.into_iter().find(fits).unwrap_or(CONTENT[CONTENT.len() - 1])
        }
        Column::Targets => 26.0,
        Column::Lead | Column::Support | Column::Responsible => 16.0,
        Column::Contact | Column::Deadline | Column::Remarks => 13.0,
        Column::Due => 11.5,
        Column::Quarter(_) => 10.0,
        Column::Progress => 18.0,
        Column::Id => 24.0,
    }
}

fn print_set_up(sheet: &mut Worksheet, last_row: u32, shown: u16) -> Result<(), XlsxError> {
    sheet
        .set_landscape()
        .set_paper_size(A3)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.2, 0.3)
        .set_print_center_horizontally(true)
        .set_footer("&C第 &P 页，共 &N 页")
        .set_repeat_rows(HEAD_ROW, HEAD_ROW)?
        .set_print_area(TITLE_ROW, 0, last_row, shown)?;
    Ok(())
}

/// Lists of statuses and days to choose from, with a word on what is wanted.
fn help_filling(sheet: &mut Worksheet, columns: &[Column], last_row: u32) -> Result<(), XlsxError> {
    let at = |wanted: Column| (0..).zip(columns).find(|&(_, &column)| column == wanted).map(|(index, _)| index);
    if let Some(index) = at(Column::Status) {
        let choices = words::STATUSES.map(words::status);
        let rule = DataValidation::new()
            .allow_list_strings(&choices)?
            .set_error_title("状态")?
            .set_error_message(format!("请选择：{}", choices.join("、")))?;
        sheet.add_data_validation(FIRST_ROW, index, last_row, index, &rule)?;
    }
    if let Some(index) = at(Column::Due) {
        let rule = DataValidation::new()
            .allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(DUE_YEARS.start().unsigned_abs(), 1, 1)?,
                ExcelDateTime::from_ymd(DUE_YEARS.end().unsigned_abs(), 12, 31)?,
            ))
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("截止日期")?
            .set_error_message("请填写日期，如 2022-12-31")?;
        sheet.add_data_validation(FIRST_ROW, index, last_row, index, &rule)?;
    }
    Ok(())
}

/// Red where the work is late, amber where it will soon be, green where it is done: on the status and the last day.
fn colours(sheet: &mut Worksheet, columns: &[Column], last_row: u32, styles: &Styles) -> Result<(), XlsxError> {
    let at = |wanted: Column| (0..).zip(columns).find(|&(_, &column)| column == wanted).map(|(index, _)| index);
    let (Some(status), Some(due)) = (at(Column::Status), at(Column::Due)) else { return Ok(()) };
    let row = FIRST_ROW + 1;
    let (status_cell, due_cell) = (format!("${}{row}", letters(status)), format!("${}{row}", letters(due)));
    let [_, _, done, late] = words::STATUSES.map(words::status);
    let rules = [
        (format!("={status_cell}=\"{done}\""), &styles.green),
        (format!("=OR({status_cell}=\"{late}\",AND(ISNUMBER({due_cell}),{due_cell}<TODAY()))"), &styles.red),
        (format!("=AND(ISNUMBER({due_cell}),{due_cell}<=TODAY()+{SOON_DAYS})"), &styles.amber),
    ];
    for index in [due, status] {
        for (rule, style) in &rules {
            let rule = ConditionalFormatFormula::new()
                .set_rule(Formula::new(rule))
                .set_format((*style).clone())
                .set_stop_if_true(true);
            sheet.add_conditional_format(FIRST_ROW, index, last_row, index, &rule)?;
        }
    }
    Ok(())
}

/// The index of the last of so many columns.
fn last(columns: usize) -> u16 {
    u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX)
}
