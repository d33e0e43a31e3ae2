//! The masks in the real engine: thousands of random edits, compared with a plain model of what a person means by
//! them.

use serde_json::{Value, json};

use crate::display::Display;
use crate::driver::{PHONE, Window};
use crate::world::World;

/// Sequences for each mask, and edits in each.
const SEQUENCES: u32 = 500;
const EDITS: u32 = 10;

/// Performs edits on a fresh input as an editor does, and gives text and caret after each.
const PERFORM: &str = "const [mask, edits] = arguments, input = document.createElement('input');
    input.dataset.mask = mask;
    document.body.append(input);
    input.focus();
    const seen = edits.map(([from, to, command, text]) => {
        input.setSelectionRange(from, to);
        document.execCommand(command, false, text);
        return [input.value, input.selectionStart];
    });
    input.remove();
    return seen;";

/// The same dice in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(sides).expect("a few sides")).expect("fewer than the sides")
    }
}

/// One edit of what stands between `from` and `to`, which are the same without a selection.
#[derive(Debug, Clone)]
enum Edit {
    Type(String),
    Backspace,
    Delete,
}

/// What is shown and where the caret is; the caret counts only after an edit that was taken.
type Shown = (String, Option<usize>);

fn random(dice: &mut Dice, mask: &str, text: &str) -> (usize, usize, Edit) {
    let (a, b) = (dice.roll(text.len() + 1), dice.roll(text.len() + 1));
    // Mostly at the end or somewhere inside, sometimes over a selection.
    let (from, to) = match dice.roll(6) {
        0 | 1 => (text.len(), text.len()),
        2 => (a.min(b), a.max(b)),
        _ => (a, a),
    };
    let digits = |dice: &mut Dice, most: usize| -> String {
        (0..=dice.roll(most)).map(|_| char::from_digit(u32::try_from(dice.roll(10)).unwrap(), 10).unwrap()).collect()
    };
    let edit = match dice.roll(10) {
        0..=3 => Edit::Type(digits(dice, 1)),
        4 => Edit::Type(digits(dice, 18)),
        5 => Edit::Type(
            if mask == "date" {
                ["-", "/", "1-5-1990", "1990-05-01", "7."][dice.roll(5)]
            } else {
                ["x", " 12 ", "1a2"][dice.roll(3)]
            }
            .into(),
        ),
        6..=8 => Edit::Backspace,
        _ => Edit::Delete,
    };
    (from, to, edit)
}

fn count(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Digits that are only shown in groups: the edit changes the digits at the caret.
fn digits(mask: &str, text: &str, from: usize, to: usize, edit: &Edit) -> Shown {
    let all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let (mut first, mut last) = (count(&text[..from]), count(&text[..to]));
    let typed: Vec<char> = match edit {
        Edit::Type(typed) => typed.chars().filter(char::is_ascii_digit).collect(),
        Edit::Backspace if first == last => {
            first = first.saturating_sub(1);
            Vec::new()
        }
        Edit::Delete if first == last => {
            last = (last + 1).min(all.len());
            Vec::new()
        }
        _ => Vec::new(),
    };
    let next: Vec<char> = [&all[..first], &typed[..], &all[last..]].concat();
    let (total, groups, between): (usize, &[usize], &str) = match mask {
        "16" => (16, &[6, 6, 4], " "),
        "4" => (4, &[4], " "),
        _ => (12, &[], "."),
    };
    if next.len() > total {
        return (text.to_owned(), None);
    }
    let starts_group = |n: usize| {
        if groups.is_empty() { (next.len() - n).is_multiple_of(3) } else { n == 6 || (n == 12 && groups.len() == 3) }
    };
    let (mut shown, mut caret) = (String::new(), 0);
    for (n, digit) in next.iter().enumerate() {
        if n > 0 && starts_group(n) {
            shown.push_str(between);
        }
        shown.push(*digit);
        if n + 1 == first + typed.len() {
            caret = shown.len();
        }
    }
    (shown, Some(caret))
}

/// A date: day, month and year are three numbers, and no edit moves a digit from one into the next.
fn date(text: &str, from: usize, to: usize, edit: &Edit) -> Shown {
    const SIZES: [usize; 3] = [2, 2, 4];
    let (mut from, mut to) = (from, to);
    let typed = match edit {
        Edit::Type(typed) if typed == "1990-05-01" => "01-05-1990".to_owned(),
        Edit::Type(typed) => typed.clone(),
        Edit::Backspace if from == to && from == 0 => return (text.to_owned(), None),
        Edit::Delete if from == to && from == text.len() => return (text.to_owned(), None),
        Edit::Backspace | Edit::Delete => {
            if from == to {
                if matches!(edit, Edit::Backspace) { from -= 1 } else { to += 1 }
            }
            if &text[from..to] == "-" && to < text.len() {
                if matches!(edit, Edit::Backspace) {
                    (from, to) = (from.saturating_sub(1), from);
                } else {
                    (from, to) = (to, to + 1);
                }
            }
            String::new()
        }
    };
    let hyphens: String = text[from..to].chars().filter(|c| *c == '-' && to < text.len()).collect();
    let rest = format!("{}{hyphens}{}", &text[..from], &text[to..]);
    let mut parts: Vec<String> = rest.split('-').map(str::to_owned).collect();
    let mut part = text[..from].matches('-').count();
    let mut at = from - text[..from].rfind('-').map_or(0, |hyphen| hyphen + 1);
    for sign in typed.chars() {
        let full = parts[part].len() == SIZES[part];
        let follows = parts[part + 1..].iter().any(|part| !part.is_empty());
        if sign.is_ascii_digit() {
            if full && at == SIZES[part] && part < 2 {
                (part, at) = (part + 1, 0);
                parts.resize(parts.len().max(part + 1), String::new());
            }
            if parts[part].len() == SIZES[part] {
                if part == 2 || follows {
                    return (text.to_owned(), None);
                }
                parts.resize(parts.len().max(part + 2), String::new());
                let moved = parts[part].pop().expect("a full part");
                parts[part + 1] = moved.to_string();
            }
            parts[part].insert(at, sign);
            at += 1;
        } else if at > 0 && at == parts[part].len() && part < 2 {
            parts[part] = format!("{:0>2}", parts[part]);
            (part, at) = (part + 1, 0);
            parts.resize(parts.len().max(part + 1), String::new());
        }
    }
    let shown = parts.join("-");
    if typed.is_empty() && count(&shown) == 0 {
        return (String::new(), Some(0));
    }
    let caret = parts[..part].iter().map(|part| part.len() + 1).sum::<usize>() + at;
    (shown, Some(caret))
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_typed_deleted_or_pasted_changes_the_digits_at_the_caret_and_nothing_else() {
    let (display, world) = (Display::open().await, World::start().await);
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let window = Window::open(&display, PHONE, &args, world.folder(), &world.log()).await;
    window.see("main[data-screen=enrol]").await;
    let mut wrong = Vec::new();
    for mask in ["16", "4", "amount", "date"] {
        for seed in 0..SEQUENCES {
            let mut dice = Dice(u64::from(seed) + 1);
            let (mut text, mut edits, mut expected) = (String::new(), Vec::new(), Vec::new());
            for _ in 0..EDITS {
                let (from, to, edit) = random(&mut dice, mask, &text);
                let shown =
                    if mask == "date" { date(&text, from, to, &edit) } else { digits(mask, &text, from, to, &edit) };
                let (command, typed) = match &edit {
                    Edit::Type(typed) => ("insertText", typed.as_str()),
                    Edit::Backspace => ("delete", ""),
                    Edit::Delete => ("forwardDelete", ""),
                };
                edits.push(json!([from, to, command, typed]));
                text.clone_from(&shown.0);
                expected.push(shown);
            }
            let seen = window.js(PERFORM, vec![json!(mask), Value::Array(edits.clone())]).await;
            let agrees =
                |n: usize, (text, caret): &Shown| seen[n][0] == *text && caret.is_none_or(|caret| seen[n][1] == caret);
            if let Some((n, shown)) = expected.iter().enumerate().find(|(n, shown)| !agrees(*n, shown)) {
                let before = n.checked_sub(1).map(|n| seen[n].clone());
                wrong.push(format!("{mask} {seed}: {before:?} {} gave {}, meant {shown:?}", edits[n], seen[n]));
            }
        }
    }
    window.close().await;
    let few: Vec<_> = wrong.iter().take(20).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {} sequences:\n{}", wrong.len(), 4 * SEQUENCES, few.join("\n"));
}
