//! One document as a ledger.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Diagnostic, Entry, Locator};

/// The version of the contract that the JSON follows.
pub const SCHEMA_VERSION: &str = "1.0";

/// What one source document becomes (工作台账).
///
/// The same bytes in give the same bytes out: there is no clock, no random id and no absolute path in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "taizhang ledger")]
pub struct Ledger {
    /// The version of this schema.
    pub schema_version: String,
    /// What made the ledger.
    pub generator: Generator,
    /// The file it was made from.
    pub source: Source,
    /// What the document says of itself.
    pub document: DocumentInfo,
    /// The plans in it, in text order.
    pub plans: Vec<Plan>,
    /// Its headings and what stands under them, in text order.
    pub outline: Vec<OutlineNode>,
    /// The rows of the work ledger, in text order.
    pub entries: Vec<Entry>,
    /// Everything that was cleaned away, in text order, so that nothing is lost.
    pub removed: Vec<Removed>,
    /// The ledger's account of itself.
    pub audit: Audit,
    /// What a person should know, in text order.
    pub diagnostics: Vec<Diagnostic>,
}

/// What made a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// `taizhang`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The file that a ledger was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path below the input that was named, with `/`; the file's name where a file was named, `-` for standard
    /// input. Never an absolute path.
    pub file: String,
    /// The media type found by content.
    pub media_type: String,
    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub bytes: u64,
    /// The number of pages; `null` where the format has none.
    pub pages: Option<u32>,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentInfo {
    /// The title, its lines joined; of a notice that is printed without one, that of the only plan which it hands on.
    pub title: Option<String>,
    /// The kind of document, from the title: 通知, 意见, 方案, 计划, 函 and so on.
    pub kind: Option<String>,
    /// The document number (发文字号).
    pub document_number: Option<DocumentNumber>,
    /// The organs that issued it, by signature, else by title.
    pub issuers: Vec<String>,
    /// Whom it is addressed to (主送机关).
    pub addressees: Vec<String>,
    /// The date of issue (成文日期).
    pub issued_on: Option<Date>,
    /// The place whose organs issued it.
    pub jurisdiction: Option<Jurisdiction>,
    /// The titles of the attachments that the document names, in order.
    pub attachments: Vec<String>,
    /// Document-wide conventions on roles, in text order.
    pub conventions: Vec<Convention>,
}

/// A document number such as 鲁政办字〔2022〕28号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentNumber {
    /// As printed, without blanks.
    pub text: String,
    /// The organ's code (机关代字).
    pub code: String,
    /// The year.
    pub year: u32,
    /// The running number.
    pub sequence: u32,
}

/// A place with organs of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Jurisdiction {
    /// The six-digit division code (GB/T 2260); `000000` is the state.
    pub code: String,
    /// The full name.
    pub name: String,
}

/// A sentence that sets roles for the rest of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Convention {
    /// What it rules.
    pub rule: ConventionRule,
    /// The words that state it.
    pub quote: String,
    /// Where they stand.
    pub at: Locator,
}

/// What a convention rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConventionRule {
    /// The first organ of a list leads, the others support (列第一位者为牵头单位).
    FirstListedLeads,
    /// Where no lead is named, the responsible unit leads (无牵头单位的，责任单位即为牵头单位).
    ResponsibleLeadsIfNone,
    /// An organ is responsible in every later entry (以下均需X落实，不再列出).
    DefaultResponsible,
    /// A mark beside a name tells who leads (标★的为牵头单位); it holds before the legend too.
    MarkedLeads,
}

/// A plan in the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// `p1`, `p2` and so on.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The time it covers, from its title; `null` when that tells none.
    pub period: Option<Period>,
    /// Where its title stands.
    pub at: Locator,
}

/// A time from one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

/// A heading, or a paragraph of context, in the document's tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutlineNode {
    /// Formed like an entry's id.
    pub id: String,
    /// The id of the node above; `null` at the top.
    pub parent: Option<String>,
    /// The number as printed; `null` when there is none.
    pub number: Option<String>,
    /// The heading, without number; empty for a paragraph without one.
    pub heading: String,
    /// The words under the heading that are no entry; paragraphs parted by a line feed.
    pub text: String,
    /// Where it stands.
    pub at: Locator,
}

/// Something that was cleaned away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// What it was.
    pub kind: RemovedKind,
    /// The words, as read.
    pub text: String,
    /// Where it stood: between two characters of the cleaned text, so `quote` is empty.
    pub at: Locator,
}

/// What a removed piece was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemovedKind {
    /// A line that is only a web address.
    Url,
    /// A page number.
    PageNumber,
    /// A running head.
    Header,
    /// A running foot.
    Footer,
    /// A watermark.
    Watermark,
    /// Site furniture (当前位置, 字号, 打印, 责任编辑).
    Site,
    /// 此件公开发布 and its like.
    Publication,
    /// The block of distribution at the end (版记: 抄送, 印发).
    Colophon,
    /// A repeated head of a table.
    TableHead,
    /// A footnote at the foot of a page.
    Footnote,
    /// Pinyin put in brackets against copying, and other marks that are no words.
    Mark,
}

/// The ledger's account of itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Audit {
    /// Where every character that was read went, blanks aside.
    pub characters: Characters,
    /// The counts that the document states of itself, each beside what was found.
    pub stated_counts: Vec<StatedCount>,
}

/// Characters by place, in Unicode code points, blanks aside. The places add up to the total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Characters {
    /// All that were read.
    pub total: u64,
    /// Title, number, addressees, covering words, attachments, signature, date, titles of plans.
    pub front: u64,
    /// Headings, their numbers and context.
    pub outline: u64,
    /// Numbers and words of entries.
    pub entries: u64,
    /// Responsibility clauses.
    pub clauses: u64,
    /// Cleaned away.
    pub removed: u64,
    /// In none of these; each is listed as a diagnostic.
    pub unassigned: u64,
}

/// A count that the document states of itself (共23项).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatedCount {
    /// The words.
    pub quote: String,
    /// The count stated.
    pub count: u32,
    /// What is counted.
    pub of: String,
    /// How many were found.
    pub found: u32,
    /// Where the words stand.
    pub at: Locator,
}
