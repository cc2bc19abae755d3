//! Quantities: what is to be reached, and every other stated number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decimal, Due, Locator};

/// A number that the document wants reached, with what it counts (量化目标).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// The noun phrase that is counted or measured: 集群领军企业, 森林覆盖率.
    pub object: String,
    /// The verb that is to make it so, as printed: 培育, 新建; `null` when there is none.
    pub action: Option<String>,
    /// How much. A target without a number of its own (高于全省平均水平) has a comparator such as `above-average`, and its
    /// `value` is `null`.
    pub quantity: Option<Quantity>,
    /// What the number measures.
    pub basis: Basis,
    /// How binding it is.
    pub commitment: Commitment,
    /// By when: the sentence's own date, else the end of the plan's period; `null` when there is neither.
    pub due: Option<Due>,
    /// The words that the target was read from.
    pub quote: String,
    /// Where they stand.
    pub at: Locator,
}

/// A stated quantity that is no target: a reward, a cap, a threshold, a baseline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// What the number is.
    pub kind: FigureKind,
    /// What it counts or measures, where the words tell.
    pub object: Option<String>,
    /// How much.
    pub quantity: Quantity,
    /// The words that it was read from.
    pub quote: String,
    /// Where they stand.
    pub at: Locator,
}

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Money that the government grants (奖励, 补助, 补贴, 专项资金).
    Reward,
    /// A ceiling (最高, 上限, 封顶).
    Cap,
    /// Who or what qualifies (投资超过1亿元的项目, 前10名).
    Threshold,
    /// What was before (2021年底86.4%, 由55%提高到…).
    Baseline,
    /// A norm or a frequency (每年召开两次会议, 人均不低于0.1平方米).
    Norm,
    /// A price or a fee.
    Price,
    /// A stated number whose purpose the words do not tell.
    Other,
}

/// A number with its comparator and unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// How the wanted value relates to `value`.
    pub comparator: Comparator,
    /// The number, multiplier worked in and exact; `null` for a fraction (`fraction` holds it).
    pub value: Option<Decimal>,
    /// The upper end of a range (8—10个).
    pub upper: Option<Decimal>,
    /// The bare measure word (家, 元, 亩), `%` or `个百分点`; empty when the words have none. In the script of the document: 個,
    /// 項 and 個百分點 where those are printed, so that what compares units puts both scripts into one.
    pub unit: String,
    /// A fraction that no decimal holds exactly: 三分之一 is `[1, 3]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraction: Option<[u32; 2]>,
}

/// How a wanted value relates to the number printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// Just so many.
    Eq,
    /// At least (以上, 不少于, 至少). 以上 includes the number (Civil Code, article 1259).
    Ge,
    /// More than (超过, 突破, 高于).
    Gt,
    /// At most (以内, 以下, 不超过).
    Le,
    /// Less than (低于, 小于).
    Lt,
    /// About (左右, 约).
    Approx,
    /// From `value` to `upper`.
    Range,
    /// Better than an average that the words name, without a number.
    AboveAverage,
    /// At or above a level that the words name, without a number (不低于上年水平).
    AtLeastReference,
}

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The state to be reached.
    Level,
    /// What is to be added (新增, 新建, 提高…个百分点).
    Increment,
    /// A rate of growth (增长8%, 翻一番).
    Growth,
    /// What is to be taken away (下降, 减少, 缩短).
    Reduction,
    /// The sum over all time (累计, 总数达到).
    Total,
    /// A part of a whole (占…比重).
    Share,
}

/// How binding a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Commitment {
    /// Stated without reserve.
    Required,
    /// To be striven for (力争, 争取, 努力).
    Strive,
}
