//! The drafts that benches and the tests of counted work scan: composed here, in the shapes of real posts.
//!
//! Every text is put together from the parts below by a small generator that starts from a fixed number, so
//! that two machines, and two commits, scan the same bytes. Parts are the project's own words; nobody in them
//! exists.
#![allow(dead_code)] // Each bench and test uses some of it.

mod hostile;
mod parts;

use phi_preflight::{Draft, Surface};

pub use hostile::{HOSTILE, hostile};
use parts::*;

/// A generator of numbers, the same everywhere (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// A generator; each `start` gives a row of its own.
    pub fn new(start: u64) -> Self {
        Self(start)
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.throw() % end.max(1) as u64) as usize
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }

    fn in_ten(&mut self, times: usize) -> bool {
        self.below(10) < times
    }

    /// Digits for each `#` of a pattern.
    fn digits(&mut self, pattern: &str) -> String {
        let digit = |c: char| if c == '#' { char::from(b'0' + self.below(10) as u8) } else { c };
        pattern.chars().map(digit).collect()
    }
}

/// A shape of draft by its name.
pub fn shape(name: &str, count: usize) -> Vec<Draft> {
    let mut dice = Dice::new(17);
    let make = match name {
        "clean" => clean,
        "280" => post_of_280,
        "dense" => dense,
        "reply" => reply,
        "blog" => blog,
        "emoji" => emoji,
        "foreign" => foreign,
        "mixed" => mixed,
        _ => return Vec::new(),
    };
    (0..count).map(|_| make(&mut dice)).collect()
}

/// The shapes, in the order of the tables.
pub const SHAPES: [&str; 8] = ["clean", "280", "mixed", "reply", "dense", "blog", "emoji", "foreign"];

/// A long text: the posts of a shape, a line each or on one line, up to so many bytes.
pub fn long(name: &str, bytes: usize, joint: &str) -> String {
    let mut dice = Dice::new(23);
    let mut text = String::with_capacity(bytes + 512);
    while text.len() < bytes {
        let post = if name == "clean" { clean(&mut dice) } else { mixed(&mut dice) };
        text.push_str(&post.text);
        text.push_str(joint);
    }
    text
}

/// What an organisation posts most days: nothing about anybody in care.
fn clean(dice: &mut Dice) -> Draft {
    let mut text = String::new();
    for index in 0..1 + dice.below(2) {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(dice.one_of(CLEAN));
    }
    tail(dice, &mut text);
    Draft::new(text)
}

/// Links, hashtags and emoji at the end of about half of all posts.
fn tail(dice: &mut Dice, text: &mut String) {
    if dice.in_ten(2) {
        text.push(' ');
        text.push_str(dice.one_of(LINKS));
    }
    for _ in 0..dice.below(3) {
        text.push(' ');
        text.push_str(dice.one_of(TAGS));
    }
    if dice.in_ten(2) {
        text.push(' ');
        text.push_str(dice.one_of(EMOJI));
    }
}

/// A post cut to the length that platforms once had.
fn post_of_280(dice: &mut Dice) -> Draft {
    let mut text = String::new();
    while text.len() < 280 {
        text.push_str(dice.one_of(CLEAN));
        text.push(' ');
    }
    let end = (0..=280).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.truncate(end);
    Draft::new(text)
}

/// A sentence about somebody in care, with identifiers.
fn disclosure(dice: &mut Dice) -> String {
    let name = format!("{} {}", dice.one_of(GIVEN), dice.one_of(FAMILY));
    let fact = dice.one_of(FACTS);
    let detail = dice.one_of(DETAILS);
    let detail = dice.digits(detail);
    format!("{} {name}, {fact} {detail}.", dice.one_of(WHO))
}

fn dense(dice: &mut Dice) -> Draft {
    let lines: Vec<String> = (0..2).map(|_| disclosure(dice)).collect();
    Draft::new(lines.join(" "))
}

fn reply(dice: &mut Dice) -> Draft {
    let name = dice.one_of(GIVEN);
    let answer = dice.one_of(ANSWERS);
    let mut draft = Draft::new(format!(
        "{}, {answer}",
        dice.one_of(&["Thank you", "Hi", "Dear"]).to_owned() + " " + name
    ));
    draft.surface = Surface::Reply;
    draft.in_reply_to = Some("Waited two hours and nobody said why.".to_owned());
    draft
}

/// An article of about three thousand bytes.
fn blog(dice: &mut Dice) -> Draft {
    let mut text = String::new();
    while text.len() < 3000 {
        text.push_str(dice.one_of(PROSE));
        text.push_str(if dice.in_ten(2) { "\n\n" } else { " " });
    }
    let mut draft = Draft::new(text);
    draft.title = Some(dice.one_of(CLEAN).to_owned());
    draft.surface = Surface::Blog;
    draft
}

fn emoji(dice: &mut Dice) -> Draft {
    let mut text = String::new();
    for _ in 0..3 {
        let parts = [dice.one_of(EMOJI), " ", dice.one_of(CURLY), " ", dice.one_of(EMOJI), " "];
        text.extend(parts);
    }
    Draft::new(text)
}

fn foreign(dice: &mut Dice) -> Draft {
    let parts = [dice.one_of(FOREIGN), " ", dice.one_of(CLEAN), " ", dice.one_of(FOREIGN)];
    Draft::new(parts.concat())
}

/// What a house posts in a week: mostly clean, now and then a reply, and one draft in ten that tells of somebody.
fn mixed(dice: &mut Dice) -> Draft {
    match dice.below(10) {
        0 => dense(dice),
        1 => reply(dice),
        2 => emoji(dice),
        _ => clean(dice),
    }
}
