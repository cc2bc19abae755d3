//! The sheet 说明: what the workbook is, and how it is filled in.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::sheet::{Book, fitted};

use super::height;
use super::style::Styles;

pub(super) const NAME: &str = "说明";

/// How departments fill the sheets in.
const HOW: [(&str, &str); 7] = [
    (
        "填报范围",
        "浅黄色单元格由各单位填写：责任人、联系方式、时间进度（按季度）、完成情况、状态、备注；其余内容取自文件，请勿改动，如有异议请在备注中说明。",
    ),
    ("状态", "从下拉列表中选择：未开始、进行中、已完成、滞后。"),
    ("时间进度", "按季度填写工作节点，一行一个节点。"),
    ("截止日期", "文件写明时限的，为该时限的最后一天；文件未写明的为浅黄色，由牵头单位填写，格式如 2022-12-31。"),
    ("颜色", "绿色：已完成；红色：状态为滞后，或已过截止日期；黄色：30天内到期。"),
    (
        "调整表格",
        "可以排序、筛选、调整列宽、隐藏或增加列、改工作表名称；请勿删除隐藏的“条目标识”列，汇总时凭它对应条目。",
    ),
    ("核对", "本台账由程序从文件中提取，内容以文件原文为准；来源栏为原文页码。"),
];

/// Widths in characters.
const LABEL_WIDTH: f64 = 16.0;
const TEXT_WIDTH: f64 = 100.0;

pub(super) fn add(sheet: &mut Worksheet, book: &Book<'_>, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_column_width(0, LABEL_WIDTH)?.set_column_width(1, TEXT_WIDTH)?;
    sheet.merge_range(0, 0, 0, 1, "填报说明", &styles.title)?.set_row_height(0, 36)?;
    let how = HOW.iter().map(|&(label, words)| (label, words.to_owned()));
    let of_book = book.notes.iter().map(|(label, words)| (*label, words.clone()));
    for (row, (label, words)) in (1..).zip(how.chain(of_book)) {
        sheet.write_string_with_format(row, 0, label, &styles.label)?;
        sheet.set_row_height(row, height::of_lines(height::lines(&words, TEXT_WIDTH)))?;
        sheet.write_string_with_format(row, 1, fitted(words.into()), &styles.text)?;
    }
    sheet.set_landscape().set_paper_size(super::summary::A4).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}
