//! Numbers that a document has its reader count: the items of an HTML list, the numbered paragraphs of a DOCX.

/// In what characters a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Digits {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03.
    Padded,
    /// １, ２, ３.
    Wide,
    /// 一, 二, 三.
    Han,
    /// 壹, 贰, 叁.
    Formal,
    /// 甲, 乙, 丙.
    Stems,
    /// 子, 丑, 寅.
    Branches,
    /// ①, ②, ③.
    Circled,
    /// ⑴, ⑵, ⑶.
    Bracketed,
    /// ⒈, ⒉, ⒊.
    Stopped,
    /// a, b, c.
    Small,
    /// A, B, C.
    Large,
    /// i, ii, iii.
    SmallRoman,
    /// I, II, III.
    LargeRoman,
}

impl Digits {
    /// The number in these characters; in decimal where there are none for it.
    pub(super) fn show(self, number: u32) -> String {
        let shown = match self {
            Self::Decimal => None,
            Self::Padded => Some(format!("{number:02}")),
            Self::Wide => {
                Some(number.to_string().chars().filter_map(|c| char::from_u32(c as u32 - 0x30 + 0xff10)).collect())
            }
            Self::Han => han(number, "零一二三四五六七八九", ["", "十", "百", "千"]),
            Self::Formal => han(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]),
            Self::Stems => nth("甲乙丙丁戊己庚辛壬癸", number),
            Self::Branches => nth("子丑寅卯辰巳午未申酉戌亥", number),
            Self::Circled => block('①', 20, number),
            Self::Bracketed => block('⑴', 20, number),
            Self::Stopped => block('⒈', 20, number),
            Self::Small => letters(number).map(|words| words.to_lowercase()),
            Self::Large => letters(number),
            Self::SmallRoman => roman(number).map(|words| words.to_lowercase()),
            Self::LargeRoman => roman(number),
        };
        shown.unwrap_or_else(|| number.to_string())
    }
}

/// A number below ten thousand, as it is spoken: 十二, 一百零三.
fn han(number: u32, digits: &str, units: [&str; 4]) -> Option<String> {
    if number == 0 || number > 9999 {
        return nth(digits, number + 1).filter(|_| number == 0);
    }
    let digits: Vec<char> = digits.chars().collect();
    let mut words = String::new();
    let mut skipped = false;
    for (place, unit) in units.iter().enumerate().rev() {
        let digit = number / 10_u32.pow(u32::try_from(place).ok()?) % 10;
        if digit == 0 {
            skipped = !words.is_empty();
            continue;
        }
        if skipped {
            words.push(digits[0]);
            skipped = false;
        }
        // 十二, not 一十二; but 壹拾贰.
        if !(place == 1 && digit == 1 && words.is_empty() && *unit == "十") {
            words.push(digits[digit as usize]);
        }
        words.push_str(unit);
    }
    Some(words)
}

fn nth(characters: &str, number: u32) -> Option<String> {
    characters.chars().nth(usize::try_from(number.checked_sub(1)?).ok()?).map(String::from)
}

/// A character of a block that begins with that of 1.
fn block(first: char, count: u32, number: u32) -> Option<String> {
    (1..=count).contains(&number).then(|| char::from_u32(first as u32 + number - 1)).flatten().map(String::from)
}

/// A to Z, AA to ZZ and so on.
fn letters(number: u32) -> Option<String> {
    let letter = u8::try_from(number.checked_sub(1)? % 26).ok()? + b'A';
    let times = (number - 1) / 26 + 1;
    (times < 10).then(|| char::from(letter).to_string().repeat(times as usize))
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut words) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            words.push_str(sign);
            rest -= value;
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_they_are_printed() {
        let check = |digits: Digits, numbers: &[u32], expected: &str| {
            let shown: Vec<String> = numbers.iter().map(|&number| digits.show(number)).collect();
            assert_eq!(shown.join(" "), expected, "{digits:?}");
        };
        check(
            Digits::Han,
            &[0, 1, 10, 11, 20, 21, 103, 110, 2005, 12345],
            "零 一 十 十一 二十 二十一 一百零三 一百一十 二千零五 12345",
        );
        check(Digits::Formal, &[1, 12], "壹 壹拾贰");
        check(Digits::Circled, &[1, 20, 21], "① ⑳ 21");
        check(Digits::Stems, &[1, 10, 11], "甲 癸 11");
        check(Digits::Small, &[1, 26, 27], "a z aa");
        check(Digits::LargeRoman, &[4, 1999], "IV MCMXCIX");
        check(Digits::Wide, &[12], "１２");
        check(Digits::Padded, &[3], "03");
    }
}
