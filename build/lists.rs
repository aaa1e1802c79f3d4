//! Reads `patterns/lists/*.tsv`.
//!
//! A list starts with comment lines: its title, then `# class:` (one class or more, separated by
//! spaces), `# values:` (what the columns behind the term hold, if there are any), `# source:`,
//! `# licence:` and `# made:`. Then one term a line, sorted, each once.

use std::fs;
use std::path::Path;

use crate::class::Class;
use crate::terms::{Facts, Terms};

/// Reads every list of a folder, in the order of their names.
pub(crate) fn read(folder: &Path, terms: &mut Terms) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            paths.push(path);
        }
    }
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        read_list(&text, terms).map_err(|(line, error)| format!("{}:{line}: {error}", path.display()))?;
    }
    Ok(())
}

/// What a list's header says.
#[derive(Default)]
struct Header {
    class: Class,
    values: Vec<Value>,
    /// Which of source, licence and date are there.
    provenance: [bool; 3],
}

/// A figure that a column can hold.
#[derive(Clone, Copy)]
enum Value {
    Given,
    Surname,
    Lower,
    Capital,
    Person,
    Place,
}

/// Reads the text of a list; an error comes with its line.
pub(crate) fn read_list(text: &str, terms: &mut Terms) -> Result<(), (usize, String)> {
    let mut header = Header::default();
    let mut body = false;
    let mut before = "";
    for (number, line) in text.lines().enumerate() {
        let at = |error: String| (number + 1, error);
        if let Some(comment) = line.strip_prefix('#') {
            if body {
                return Err(at("a comment stands after the first term".to_owned()));
            }
            header.read(comment.trim()).map_err(at)?;
            continue;
        }
        if !body {
            header.check().map_err(at)?;
            body = true;
        }
        let mut columns = line.split('\t');
        let term = columns.next().unwrap_or("");
        if term <= before {
            return Err(at(format!("\"{term}\" stands after \"{before}\": sort the list, each term once")));
        }
        before = term;
        let facts = header.facts(columns).map_err(at)?;
        terms.add(term, facts).map_err(at)?;
    }
    if body { Ok(()) } else { Err((1, "the list is empty".to_owned())) }
}

impl Header {
    fn read(&mut self, comment: &str) -> Result<(), String> {
        let Some((name, value)) = comment.split_once(": ") else { return Ok(()) };
        match name {
            "class" => {
                for name in value.split(' ') {
                    let class = Class::named(name).ok_or_else(|| format!("no class is named \"{name}\""))?;
                    self.class = self.class.or(class);
                }
            }
            "values" => {
                for name in value.split(' ') {
                    self.values.push(match name {
                        "given" => Value::Given,
                        "surname" => Value::Surname,
                        "lower" => Value::Lower,
                        "capital" => Value::Capital,
                        "person" => Value::Person,
                        "place" => Value::Place,
                        _ => return Err(format!("no value is named \"{name}\"")),
                    });
                }
            }
            "source" => self.provenance[0] = true,
            "licence" => self.provenance[1] = true,
            "made" => self.provenance[2] = true,
            _ => {}
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        for (name, there) in ["source", "licence", "made"].iter().zip(self.provenance) {
            if !there {
                return Err(format!("the header has no \"# {name}:\""));
            }
        }
        if self.class == Class::NONE && self.values.is_empty() {
            return Err("the header has neither \"# class:\" nor \"# values:\"".to_owned());
        }
        Ok(())
    }

    fn facts<'a>(&self, mut columns: impl Iterator<Item = &'a str>) -> Result<Facts, String> {
        let mut facts = Facts { class: self.class, ..Facts::default() };
        for value in &self.values {
            let column = columns.next().ok_or("a column is missing")?;
            let figure: u8 = column.parse().map_err(|_| format!("\"{column}\" is not a figure"))?;
            let (place, most) = match value {
                Value::Given => (&mut facts.given, 15),
                Value::Surname => (&mut facts.surname, 15),
                Value::Lower => (&mut facts.lower, 31),
                Value::Capital => (&mut facts.capital, 31),
                Value::Person => (&mut facts.person, 15),
                Value::Place => (&mut facts.place, 31),
            };
            if figure > most {
                return Err(format!("{figure} is more than {most}"));
            }
            *place = figure;
        }
        match columns.next() {
            None => Ok(facts),
            Some(column) => Err(format!("column \"{column}\" is not in the header")),
        }
    }
}
