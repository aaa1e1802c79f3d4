//! How fast drafts of the usual shapes are scanned, beside what else could be done with their bytes.
//!
//! Figures are bytes a second on one core, one call a draft, unless the name says otherwise. Absolute figures
//! move with the machine; compare ratios inside one run, or two commits on the same machine. What each group
//! answers, and the last figures, stand in `README.md` beside this file.

mod plain;
mod texts;

use std::hint::black_box;
use std::time::Duration;

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use phi_preflight::{Draft, Scanner, ScannerBuilder};
use texts::{HOSTILE, SHAPES, hostile, long, shape};

/// Drafts of each shape: enough that no branch predictor learns them by heart.
const DRAFTS: usize = 500;

fn bytes(drafts: &[Draft]) -> u64 {
    let lists =
        |draft: &Draft| draft.alt_text.iter().chain(&draft.attachments).map(String::len).sum::<usize>();
    let fields =
        |draft: &Draft| draft.text.len() + draft.title.as_ref().map_or(0, String::len) + lists(draft);
    drafts.iter().map(fields).sum::<usize>() as u64
}

fn scan_all(scanner: &Scanner, drafts: &[Draft]) -> usize {
    drafts.iter().map(|draft| scanner.scan_draft(black_box(draft)).findings().len()).sum()
}

fn group<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(15).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group
}

/// Each shape of draft.
fn shapes(criterion: &mut Criterion) {
    let scanner = Scanner::new();
    let mut group = group(criterion, "shape");
    for name in SHAPES {
        let drafts = shape(name, DRAFTS);
        group.throughput(Throughput::Bytes(bytes(&drafts)));
        group.bench_function(name, |bencher| bencher.iter(|| scan_all(&scanner, &drafts)));
    }
    for (name, size) in [("10 KB", 10_000), ("10 MB on one line", 10_000_000)] {
        let draft = [Draft::new(long("clean", size, " "))];
        group.sample_size(10).throughput(Throughput::Bytes(bytes(&draft)));
        group.bench_function(name, |bencher| bencher.iter(|| scan_all(&scanner, &draft)));
    }
    group.finish();
}

/// The same drafts by other means: the plain way, and what merely reading them costs.
fn baselines(criterion: &mut Criterion) {
    let scanner = Scanner::new();
    let plain = plain::Plain::new();
    let mut group = group(criterion, "baseline");
    for name in ["clean", "mixed"] {
        let drafts = shape(name, DRAFTS);
        group.throughput(Throughput::Bytes(bytes(&drafts)));
        group.bench_function(format!("{name}: phi-preflight"), |bencher| {
            bencher.iter(|| scan_all(&scanner, &drafts));
        });
        group.bench_function(format!("{name}: RegexSet and aho-corasick"), |bencher| {
            bencher.iter(|| drafts.iter().map(|draft| plain.scan(black_box(&draft.text))).sum::<usize>());
        });
        group.bench_function(format!("{name}: str::from_utf8"), |bencher| {
            let valid = |draft: &&Draft| std::str::from_utf8(black_box(draft.text.as_bytes())).is_ok();
            bencher.iter(|| drafts.iter().filter(valid).count());
        });
        group.bench_function(format!("{name}: memchr"), |bencher| {
            let absent = |draft: &&Draft| memchr::memchr(0, black_box(draft.text.as_bytes())).is_none();
            bencher.iter(|| drafts.iter().filter(absent).count());
        });
    }
    group.finish();
}

/// A new scanner and its first draft, beside the same scanner's next.
fn cold_start(criterion: &mut Criterion) {
    let short = Draft::new("Flu shots are here! Walk in any weekday, no appointment needed. Stay well.");
    let dense = Draft::new("Our patient Emma Byrne, MRN 00482913, was admitted on March 4.");
    let mut group = group(criterion, "cold start");
    for (name, draft) in [("clean post", &short), ("disclosure", &dense)] {
        group.bench_function(format!("{name}: first"), |bencher| {
            bencher.iter(|| Scanner::new().scan_draft(black_box(draft)));
        });
        let scanner = Scanner::new();
        group.bench_function(format!("{name}: next"), |bencher| {
            bencher.iter(|| scanner.scan_draft(black_box(draft)));
        });
    }
    group.finish();
}

/// Rules of a host's own, of a house that has many codes.
fn own_rules(criterion: &mut Criterion) {
    let drafts = shape("mixed", DRAFTS);
    let mut group = group(criterion, "own rules");
    group.throughput(Throughput::Bytes(bytes(&drafts)));
    for count in [0, 100, 1000] {
        let mut builder = ScannerBuilder::new();
        let rules: String = (0..count).map(own_rule).collect();
        builder.rules("own.toml", rules);
        let scanner = builder.build().expect("the rules are right");
        group.bench_function(count.to_string(), |bencher| bencher.iter(|| scan_all(&scanner, &drafts)));
    }
    group.finish();
}

fn own_rule(number: usize) -> String {
    let letters: String =
        [26 * 26, 26, 1].iter().map(|step| char::from(b'a' + (number / step % 26) as u8)).collect();
    format!(
        "[[rule]]\nid = \"own.code_{number}\"\ncategory = \"other_id\"\nfinds = \"A code.\"\n\
         regex = '(?i)\\bsite{letters}-[0-9]{{4}}\\b'\nkeywords = [\"site{letters}\"]\nadvice = \"Leave it out.\"\n\
         source = \"house rule\"\nexamples = [\"at [[site{letters}-0417]]\", \"[[SITE{letters}-0032]] it is\"]\n\
         counter_examples = [\"a site\", \"0417\"]\n"
    )
}

/// One thread and two, each with half of the drafts.
fn threads(criterion: &mut Criterion) {
    let drafts = shape("mixed", 4 * DRAFTS);
    let scanner = Scanner::new();
    let mut group = group(criterion, "threads");
    group.throughput(Throughput::Bytes(bytes(&drafts)));
    for count in [1, 2] {
        group.bench_function(count.to_string(), |bencher| {
            bencher.iter(|| {
                std::thread::scope(|scope| {
                    let halves = drafts.chunks(drafts.len() / count);
                    let running: Vec<_> =
                        halves.map(|half| scope.spawn(|| scan_all(&scanner, half))).collect();
                    running.into_iter().filter_map(|thread| thread.join().ok()).sum::<usize>()
                })
            });
        });
    }
    group.finish();
}

/// A line of JSON in, a line of JSON out.
fn jsonl(criterion: &mut Criterion) {
    let drafts = shape("mixed", DRAFTS);
    let lines: Vec<String> = drafts.iter().filter_map(|draft| serde_json::to_string(draft).ok()).collect();
    let scanner = Scanner::new();
    let mut group = group(criterion, "JSONL");
    group.throughput(Throughput::Bytes(lines.iter().map(String::len).sum::<usize>() as u64));
    group.bench_function("in and out", |bencher| {
        let mut out = Vec::new();
        bencher.iter(|| {
            out.clear();
            for line in &lines {
                let draft: Result<Draft, _> = serde_json::from_str(line);
                let report = draft.map(|draft| scanner.scan_draft(&draft));
                let written = report.map(|report| serde_json::to_writer(&mut out, &report));
                black_box(written.is_ok());
            }
            out.len()
        });
    });
    group.finish();
}

/// Texts made to be slow.
fn hostile_texts(criterion: &mut Criterion) {
    const BYTES: usize = 32_000;
    let scanner = Scanner::new();
    let mut group = group(criterion, "hostile");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    group.throughput(Throughput::Bytes(BYTES as u64));
    for (name, trap) in HOSTILE {
        let draft = [Draft::new(hostile(trap, BYTES))];
        group.bench_function(*name, |bencher| bencher.iter(|| scan_all(&scanner, &draft)));
    }
    group.finish();
}

/// The rules of one family at a time, on drafts that all of them have something to look at in.
fn families(criterion: &mut Criterion) {
    let drafts = shape("dense", DRAFTS);
    let set = phi_preflight::RuleSet::builtin();
    let ids: Vec<String> = set.iter().map(|rule| rule.id().to_owned()).collect();
    let family = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    let mut names: Vec<String> = ids.iter().map(|id| family(id)).collect();
    names.dedup();
    names.insert(0, "none".to_owned());
    let mut group = group(criterion, "family");
    group.throughput(Throughput::Bytes(bytes(&drafts)));
    for name in names {
        let mut builder = ScannerBuilder::new();
        for id in ids.iter().filter(|id| family(id) != name) {
            builder.disable(id.as_str());
        }
        let scanner = builder.build().expect("the ids are known");
        group.bench_function(name, |bencher| bencher.iter(|| scan_all(&scanner, &drafts)));
    }
    group.finish();
}

criterion_group!(benches, shapes, baselines, cold_start, own_rules, threads, jsonl, hostile_texts, families);
criterion_main!(benches);
