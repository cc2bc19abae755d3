//! What people work in: workbooks, CSV, Markdown, and the way back from a filled workbook.

pub mod office;
mod text;
mod workbook;

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use taizhang::model::Ledger;
use taizhang::{Options, OutputFormat};

/// A notice with a plan, whose words try what words can do to a spreadsheet.
pub const NOTICE: &str = "某某省人民政府办公厅关于印发示范行动2022年工作计划的通知\n某政办发〔2022〕7号\n各市人民政府：\n\
    一、=HYPERLINK(\"http://example.invalid\",\"点这里\")。每月报送进展。（牵头单位：省发展改革委）\n\
    二、+1+1。2022年6月底前培育集群10个以上。（牵头单位：省工业和信息化厅；配合单位：省财政厅、各市人民政府）\n\
    三、@SUM(A1:A9)。深入宣传<script>alert(1)</script>|*解读*。（责任单位：省教育厅、省财政厅）\n\
    四、-2+3。持续推进培育企业20家。\n\
    某某省人民政府办公厅\n2022年3月27日\n";

pub fn ledger(text: &str) -> Ledger {
    taizhang::extract(text.as_bytes(), "notice.txt", &Options::default()).expect("a notice is readable")
}

pub fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

/// The sheets of entries: those that have the column of ids.
pub fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let sheets = open(bytes).worksheets();
    sheets.into_iter().filter(|(_, range)| range.cells().any(|(_, _, cell)| is_id_head(cell))).collect()
}

fn is_id_head(cell: &Data) -> bool {
    matches!(cell, Data::String(words) if words.starts_with("条目标识"))
}

/// A ledger of so many entries, each like one of the plan's.
pub fn long_ledger(entries: usize) -> Ledger {
    let mut ledger = ledger(include_str!("../corpus/docs/shandong-2022-28.txt"));
    let patterns = std::mem::take(&mut ledger.entries);
    ledger.entries = (0..entries)
        .map(|index| {
            let mut entry = patterns[index % patterns.len()].clone();
            entry.id = format!("{}~{index}", entry.id);
            entry
        })
        .collect();
    ledger
}

pub fn bytes(ledger: &Ledger) -> Vec<u8> {
    OutputFormat::Xlsx.bytes(ledger)
}
