//! The example for clusters, run on a cluster of two workers on this machine.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::Command;

/// What the script ends with where it has nothing to run on.
const SKIPPED: i32 = 77;

#[test]
fn a_cluster_judges_as_one_machine_does() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/spark/test_scan_drafts.py");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let run = Command::new(&python).arg(script).arg(env!("CARGO_BIN_EXE_phi-preflight")).output();
    let Ok(output) = run else {
        println!("skipped: {python} is not installed");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    let status = output.status.code();
    assert!(
        status == Some(0) || status == Some(SKIPPED),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
