//! How fast are my own posts scanned, on my own machine?
//!
//! Run with `cargo run --release --example throughput -- FILE [ROUNDS]`.

use std::time::{Duration, Instant};

use clap::Parser;
use phi_preflight::{Draft, Scanner, Verdict};

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/drafts.jsonl");

/// How fast posts are scanned on this machine.
#[derive(Parser)]
struct Arguments {
    /// A draft a line: JSONL with a field `text` where it is named so, plain text otherwise.
    #[arg(value_name = "FILE", default_value = OWN, hide_default_value = true)]
    path: String,
    /// How often every draft is scanned.
    #[arg(default_value_t = 1)]
    rounds: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Arguments { path, rounds } = Arguments::parse();

    // Reading is not what is measured: every draft is in memory before the clock starts.
    let lines = std::fs::read_to_string(&path)?;
    let drafts: Vec<Draft> = if path.ends_with(".jsonl") {
        lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?
    } else {
        lines.lines().filter(|line| !line.trim().is_empty()).map(Draft::new).collect()
    };
    let bytes: usize = drafts.iter().map(bytes_of).sum();
    let before = peak_memory();

    // A command that scans one draft pays for this each time; a service once.
    let clock = Instant::now();
    let scanner = Scanner::new();
    let first = drafts.first().map(|draft| scanner.scan_draft(draft));
    println!("cold start       {:>10.2} ms, the first draft included", millis(clock.elapsed()));
    drop(first);

    // Regexes are compiled when a text first needs them; the first round is for that alone.
    for draft in &drafts {
        drop(scanner.scan_draft(draft));
    }

    let mut times = Vec::with_capacity(drafts.len() * rounds);
    let mut verdicts = [0_usize; 3];
    for _ in 0..rounds {
        for draft in &drafts {
            let clock = Instant::now();
            let report = scanner.scan_draft(draft);
            times.push(clock.elapsed());
            verdicts[report.verdict() as usize] += 1;
        }
    }

    let seconds = times.iter().sum::<Duration>().as_secs_f64().max(f64::MIN_POSITIVE);
    times.sort_unstable();
    let percentile = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("drafts           {:>10}, {} bytes, {rounds} time(s)", drafts.len(), bytes);
    println!("throughput       {:>10.1} MB/s", (bytes * rounds) as f64 / seconds / 1e6);
    println!("drafts a second  {:>10.0}", times.len() as f64 / seconds);
    println!("a draft, median  {:>10.2} us", micros(percentile(50)));
    println!("a draft, 99 %    {:>10.2} us", micros(percentile(99)));
    match (before, peak_memory()) {
        (Some(before), Some(after)) => {
            println!("peak memory      {:>10.1} MiB above what holds the drafts", mebibytes(after - before));
        }
        _ => println!("peak memory      not known on this system"),
    }
    for verdict in [Verdict::Allow, Verdict::Review, Verdict::Block] {
        println!(
            "{:<16} {:>10}",
            format!("{verdict:?}").to_lowercase(),
            verdicts[verdict as usize] / rounds.max(1)
        );
    }
    Ok(())
}

/// The bytes of all fields that are scanned.
fn bytes_of(draft: &Draft) -> usize {
    let lists = draft.alt_text.iter().chain(&draft.attachments);
    draft.text.len() + draft.title.as_ref().map_or(0, String::len) + lists.map(String::len).sum::<usize>()
}

/// The most memory this process has held, in KiB: Linux tells it in a file.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
