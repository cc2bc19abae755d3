//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// What every program that opens spreadsheets in Chinese has, or replaces by its like.
const BODY_FONT: &str = "宋体";
const HEAD_FONT: &str = "黑体";

/// Points, as in printed ledgers (小五号 and 五号; titles 小二号).
const BODY_SIZE: f64 = 10.0;
const HEAD_SIZE: f64 = 10.5;
const TITLE_SIZE: f64 = 18.0;

/// The ground of the head, and of cells that departments fill in.
const HEAD_GROUND: Color = Color::RGB(0xD9_E2_F3);
const FILL_GROUND: Color = Color::RGB(0xFF_F9_E5);
/// Thin lines that do not outshout the words.
const LINE: Color = Color::RGB(0x8E_A9_DB);

/// The formats of a workbook.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) head: Format,
    pub(super) fill_head: Format,
    /// Words that run over lines.
    pub(super) text: Format,
    /// Short words in the middle.
    pub(super) middle: Format,
    pub(super) fill: Format,
    pub(super) fill_middle: Format,
    pub(super) date: Format,
    pub(super) fill_date: Format,
    pub(super) number: Format,
    pub(super) label: Format,
    /// Late, soon, done.
    pub(super) red: Format,
    pub(super) amber: Format,
    pub(super) green: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let plain = Format::new()
            .set_font_name(BODY_FONT)
            .set_font_size(BODY_SIZE)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_border_color(LINE);
        let middle = boxed.clone().set_align(FormatAlign::Center);
        let head = middle.clone().set_font_name(HEAD_FONT).set_font_size(HEAD_SIZE).set_background_color(HEAD_GROUND);
        let title = plain.clone().set_font_name(HEAD_FONT).set_font_size(TITLE_SIZE).set_align(FormatAlign::Center);
        let date = middle.clone().set_num_format("yyyy-mm-dd");
        let colour = |ground, ink| {
            Format::new().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(ink)).set_bold()
        };
        Self {
            title,
            subtitle: plain.clone().set_align(FormatAlign::Center),
            fill_head: head.clone().set_background_color(Color::RGB(0xFF_E6_99)),
            text: boxed.clone().set_indent(1),
            fill: boxed.clone().set_indent(1).set_background_color(FILL_GROUND),
            fill_middle: middle.clone().set_background_color(FILL_GROUND),
            fill_date: date.clone().set_background_color(FILL_GROUND),
            number: middle.clone().set_num_format("0"),
            label: boxed.clone().set_font_name(HEAD_FONT).set_background_color(HEAD_GROUND),
            head,
            middle,
            date,
            red: colour(0xFF_C7_CE, 0x9C_00_06),
            amber: colour(0xFF_EB_9C, 0x7F_60_00),
            green: colour(0xC6_EF_CE, 0x00_61_00),
        }
    }
}
