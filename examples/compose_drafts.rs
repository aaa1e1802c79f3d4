//! How do I measure a scan of a million drafts without a million drafts?
//!
//! Compose them: `cargo run --release --example compose_drafts -- 1000000 > drafts.jsonl`. The same number
//! gives the same drafts, whatever the machine. People, places and numbers are invented; about one draft
//! in four says something about a patient.

use std::io::{self, BufWriter, Write};

/// What a clinic posts: what stands in braces is filled in.
const TEMPLATES: [&str; 14] = [
    "Flu vaccines are in! Walk-ins welcome {weekday} from 9 to 5, no appointment needed.",
    "Meet Dr. {given} {surname}, our new {job}. {given} joins us from {town} and loves hiking.",
    "{count} steps a day keep the heart happy. Our physiotherapists share three stretches for the office.",
    "We are closed on {weekday} for staff training. For emergencies call the out-of-hours line.",
    "Join us at the health fair in {town} this {weekday}: blood pressure checks, music, and free apples.",
    "Hand hygiene saves lives. Wash for twenty seconds, dry well, and remind your colleagues kindly.",
    "Thank you for the kind words! We pass them on to the whole team.",
    "Our new MRI suite is open. Shorter waits, wider bore, and a ceiling full of painted clouds.",
    "Proud of {given} {surname}, our nurse of the month, for {count} shifts without a single late start.",
    "Did you know? One in {count} adults has high blood pressure and does not know it.",
    "Thanks {given}, we are sorry your visit on {month} {day} ran late and hope the stitches heal well.",
    "Our patient {given} {surname}, {age}, rang the bell today after {count} rounds of chemo in {town}!",
    "{given} came in {weekday} with a broken hip, MRN {record}, and walked out dancing.",
    "A {age}-year-old teacher from {town} was admitted on {month} {day}. Get well soon, {given}!",
];

const GIVEN: [&str; 12] =
    ["Emma", "Liam", "Aoife", "Noah", "Priya", "Sean", "Zoe", "Omar", "Grace", "Hugo", "Mei", "Ruth"];
const SURNAMES: [&str; 10] =
    ["Byrne", "Kelly", "Alvarez", "Okafor", "Nguyen", "Smith", "Tremblay", "Patel", "Moreno", "Walsh"];
const TOWNS: [&str; 8] = ["Elko", "Sligo", "Moncton", "Ely", "Boise", "Tralee", "Whitby", "Gander"];
const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "November"];
const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const JOBS: [&str; 5] = ["cardiologist", "midwife", "dietitian", "radiographer", "pharmacist"];

/// Numbers that look random and are the same on every machine (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// One draft of one to four sentences.
fn compose(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..=numbers.below(4) {
        if !text.is_empty() {
            text.push(' ');
        }
        let mut rest = numbers.one_of(&TEMPLATES);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            match name {
                "given" => text.push_str(numbers.one_of(&GIVEN)),
                "surname" => text.push_str(numbers.one_of(&SURNAMES)),
                "town" => text.push_str(numbers.one_of(&TOWNS)),
                "month" => text.push_str(numbers.one_of(&MONTHS)),
                "weekday" => text.push_str(numbers.one_of(&WEEKDAYS)),
                "job" => text.push_str(numbers.one_of(&JOBS)),
                "age" => text.push_str(&(20 + numbers.below(78)).to_string()),
                "day" => text.push_str(&(1 + numbers.below(28)).to_string()),
                "record" => text.push_str(&format!("{:08}", numbers.below(100_000_000))),
                _ => text.push_str(&(3 + numbers.below(40)).to_string()),
            }
            rest = behind;
        }
        text.push_str(rest);
    }
    text
}

fn main() -> io::Result<()> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1000_u64);
    let mut numbers = Numbers(count);
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..count {
        // Nothing that is filled in needs escaping.
        writeln!(
            out,
            "{{\"id\":\"d{number}\",\"surface\":\"post\",\"text\":\"{}\"}}",
            compose(&mut numbers)
        )?;
    }
    out.flush()
}
