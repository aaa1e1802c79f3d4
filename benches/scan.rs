//! How fast drafts of the usual shapes are scanned, and how long the first one takes.
//!
//! Figures are bytes a second on one core, one call a draft. Absolute figures move with the machine;
//! compare two commits on the same one, with `--save-baseline` and `--baseline`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use phi_preflight::{Draft, Scanner, Surface};

/// What people publish: the name of the shape, and a draft of it.
fn shapes() -> Vec<(&'static str, Draft)> {
    let blog = "Most people who get a flu vaccine have no side effects beyond a sore arm. The vaccine cannot \
                give you the flu. Our nurses see walk-ins every weekday, and the pharmacy keeps the full list \
                of opening hours on its door. ";
    let mut reply = Draft::new(
        "Brenda, when you came in on March 4 with a cracked molar we quoted you a crown, and you chose the \
         extraction because your insurance with us was maxed out for the year.",
    );
    reply.surface = Surface::Reply;
    reply.in_reply_to = Some("Worst dentist in town.".into());
    let dense = "Pt Emma Byrne, DOB 03/14/1951, MRN 00482913, SSN 219-09-9999, 14 Main Street, Elko, NV 89801, \
                 (775) 555-0134, emma.byrne@example.org, room 412, admitted March 4, discharged yesterday.";
    let emoji = "👋 Zoë’s team 💕 says “stay well” 😷 — see you soon 👩‍⚕️ #FluShots2024 🌙✨ ";
    vec![
        (
            "clean post",
            Draft::new("Flu shots are here! Walk in any weekday, no appointment needed. Stay well."),
        ),
        ("dense PHI", Draft::new(dense)),
        ("reply", reply),
        ("long blog", Draft::new(blog.repeat(12))),
        ("emoji", Draft::new(emoji.repeat(3))),
        ("10 KB", Draft::new(blog.repeat(10_240 / blog.len()))),
    ]
}

fn throughput(criterion: &mut Criterion) {
    let scanner = Scanner::new();
    let mut group = criterion.benchmark_group("scan");
    for (name, draft) in shapes() {
        group.throughput(Throughput::Bytes(draft.text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| scanner.scan_draft(black_box(&draft))));
    }
    group.finish();
}

fn cold_start(criterion: &mut Criterion) {
    let draft = Draft::new("Our patient Emma Byrne, MRN 00482913, was admitted on March 4.");
    criterion.bench_function("cold start", |bencher| {
        bencher.iter(|| Scanner::new().scan_draft(black_box(&draft)));
    });
}

criterion_group!(benches, throughput, cold_start);
criterion_main!(benches);
