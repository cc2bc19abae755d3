//! Who answers for an entry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Locator;

/// One list of organs with one role (责任条款中的一段).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Responsibility {
    /// What the organs are to the entry.
    pub role: Role,
    /// The organs, in the order printed.
    pub organs: Vec<Organ>,
    /// Whether the list ended in 等, 等部门, 等有关单位: more organs take part than are named.
    pub open_ended: bool,
    /// How the organs share the work, as printed: 按职责分工负责, 分别负责, 分别牵头.
    pub mode: Option<String>,
    /// The words that the list was read from.
    pub quote: String,
    /// Where they stand.
    pub at: Locator,
}

/// The role of an organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Leads (牵头, 主办, 主责).
    Lead,
    /// Supports (配合, 协办, 参与).
    Support,
    /// Is responsible where no lead is told apart (责任单位, 负责, 落实).
    Responsible,
    /// Guides or supervises (指导, 督导).
    Guide,
}

/// An organ as the document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organ {
    /// The name as printed, joined over line and page breaks.
    pub name: String,
    /// The full name on the document's date, with what a list left out restored (财政厅 → 山东省财政厅); `null` when
    /// the organ is not known.
    pub canonical: Option<String>,
    /// A stable id: the division code of its seat and the family of the organ, `370000/miit`; `null` when not known.
    pub id: Option<String>,
    /// Whether the words name a kind of organ and not one of them (各有关部门, 各市人民政府).
    pub generic: bool,
}

/// A person whom the document names for an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// What the person is to the entry.
    pub role: PersonRole,
    /// The name as printed, without blanks.
    pub name: String,
    /// Where it stands.
    pub at: Locator,
}

/// The role of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonRole {
    /// The leader who answers for the entry (牵头领导, 责任领导, 分管领导).
    Leader,
    /// The person in charge (责任人, 负责人).
    InCharge,
    /// The person to ask (联系人, 联络员).
    Contact,
}
