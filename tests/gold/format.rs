//! A document's gold, as `corpus/gold/README.md` describes it.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Gold {
    pub document: Front,
    pub plans: Vec<String>,
    #[serde(default)]
    pub conventions: Vec<String>,
    pub entries: Vec<Entry>,
    #[serde(default)]
    pub optional_entries: Vec<OptionalEntry>,
    #[serde(default)]
    pub removed: Vec<String>,
}

#[derive(Deserialize)]
pub struct Front {
    pub title: Option<String>,
    pub document_number: Option<String>,
    pub issuers: Vec<String>,
    pub addressees: Vec<String>,
    pub issued_on: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Entry {
    pub kind: String,
    pub kind_alt: Vec<String>,
    pub number: Option<String>,
    pub number_alt: Vec<String>,
    pub part: Option<u32>,
    pub section: Vec<String>,
    pub section_alt: Vec<Vec<String>>,
    pub title: String,
    pub title_alt: Vec<String>,
    pub lead: Vec<String>,
    pub support: Vec<String>,
    pub responsible: Vec<String>,
    pub guide: Vec<String>,
    pub optional_organs: Organs,
    pub persons: Vec<String>,
    pub targets: Vec<Target>,
    pub optional_targets: Vec<Quantity>,
    pub figures: Vec<Quantity>,
    pub optional_figures: Vec<Quantity>,
    pub deadlines: Vec<Deadline>,
    pub optional_deadlines: Vec<Deadline>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Organs {
    pub lead: Vec<String>,
    pub support: Vec<String>,
    pub responsible: Vec<String>,
    pub guide: Vec<String>,
}

#[derive(Deserialize)]
pub struct OptionalEntry {
    pub title: String,
}

#[derive(Deserialize)]
pub struct Target {
    pub object: String,
    pub comparator: Option<String>,
    pub value: Option<String>,
    #[serde(default)]
    pub value_alt: Vec<String>,
    pub upper: Option<String>,
    pub unit: String,
    #[serde(default)]
    pub unit_alt: Vec<String>,
    pub basis: Option<String>,
    #[serde(default)]
    pub basis_alt: Vec<String>,
    pub due: Option<String>,
    #[serde(default)]
    pub due_alt: Vec<Option<String>>,
}

#[derive(Deserialize)]
pub struct Quantity {
    pub value: Option<String>,
    pub unit: String,
}

#[derive(Deserialize)]
pub struct Deadline {
    pub kind: String,
    pub by: Option<String>,
}
