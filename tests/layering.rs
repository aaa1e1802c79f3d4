//! Which module may use which: the table of the design, held against the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Module, and what it may use. Spans are words of the domain, so `text` knows `finding`; rules and weights
/// are read from files and apply in a jurisdiction, so those who read them know `error` and `draft`. The
/// fitting program's door stands beside `scanner` and sees what it sees.
const TABLE: [(&str, &[&str]); 14] = [
    ("draft", &[]),
    ("text", &["finding"]),
    ("finding", &["text"]),
    ("lexicon", &["text"]),
    ("rules", &["finding", "error", "draft"]),
    ("engine", &["text", "finding", "lexicon", "rules", "error", "draft"]),
    ("detector", &["text", "finding", "lexicon", "rules"]),
    ("context", &["text", "finding", "lexicon", "rules", "draft", "error"]),
    ("risk", &["finding", "draft", "error"]),
    ("report", &["draft", "text", "finding", "risk"]),
    ("scanner", EVERYTHING),
    ("fitting", EVERYTHING),
    ("bulk", &["scanner", "report", "draft", "error"]),
    ("error", &[]),
];

const EVERYTHING: &[&str] = &[
    "draft", "text", "finding", "lexicon", "rules", "engine", "detector", "context", "risk", "report",
    "error", "scanner",
];

/// Every edge of the source: module, what it uses, and where.
fn edges() -> BTreeMap<(String, String), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let exports = exports(&fs::read_to_string(root.join("lib.rs")).expect("lib.rs"));
    let mut edges = BTreeMap::new();
    for file in files(&root) {
        let inside = file.strip_prefix(&root).expect("under src");
        let Some(module) = module_of(inside) else { continue };
        let source = fs::read_to_string(&file).expect("a source file");
        for (number, name) in uses(&source) {
            let used = exports.get(&name).cloned().unwrap_or(name);
            if used != module {
                edges.entry((module.clone(), used)).or_insert(format!("{}:{number}", inside.display()));
            }
        }
    }
    edges
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module a file belongs to; the crate root and the command are no part of the table.
fn module_of(file: &Path) -> Option<String> {
    let first = file.components().next()?.as_os_str().to_str()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (module != "lib" && module != "bin").then(|| module.to_owned())
}

/// What the crate root re-exports, and from where: `use crate::Draft` uses the module `draft`.
fn exports(lib: &str) -> BTreeMap<String, String> {
    let mut exports = BTreeMap::new();
    for statement in lib.split(';').filter_map(|part| part.split("pub use ").nth(1)) {
        let Some((module, names)) = statement.split_once("::") else { continue };
        for name in names.trim_matches(['{', '}']).split(',') {
            exports.insert(name.trim().to_owned(), module.trim().to_owned());
        }
    }
    exports
}

/// The line and the first name of every path that starts at the crate root, in code that ships.
fn uses(source: &str) -> Vec<(usize, String)> {
    let shipped = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for (number, line) in shipped.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            if code[..at].ends_with(['$', '_']) || code[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let rest = &code[at + "crate::".len()..];
            let names =
                rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap_or_default());
            let names: Vec<&str> =
                if rest.starts_with('{') { names.split(',').collect() } else { vec![names] };
            for name in names {
                let name: String =
                    name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() {
                    found.push((number + 1, name));
                }
            }
        }
    }
    found
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let table: BTreeMap<&str, &[&str]> = TABLE.into_iter().collect();
    let wrong: Vec<String> = edges()
        .into_iter()
        .filter(|((module, used), _)| {
            !table.get(module.as_str()).is_some_and(|may| may.contains(&used.as_str()))
        })
        .map(|((module, used), place)| format!("{place}: {module} uses {used}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_stands_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules: BTreeSet<String> =
        files(&root).iter().filter_map(|file| module_of(file.strip_prefix(&root).ok()?)).collect();
    let table: BTreeSet<String> = TABLE.iter().map(|(module, _)| (*module).to_owned()).collect();
    assert_eq!(modules, table);
}

#[test]
fn the_reader_sees_uses_groups_paths_and_exports() {
    let source = "use crate::risk::{Policy};\nuse crate::{text, Draft};\nlet x = crate::engine::y(); // crate::no\n\
                  pub(in crate::bulk) fn f() {}\n#[cfg(test)]\nuse crate::scanner::Scanner;";
    let names: Vec<String> = uses(source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["risk", "text", "Draft", "engine", "bulk"]);
    let exports = exports("pub use draft::{Draft, Surface};\n\npub use text::Document;");
    assert_eq!(exports["Draft"], "draft");
    assert_eq!(exports["Document"], "text");
}
