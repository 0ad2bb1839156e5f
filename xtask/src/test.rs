//! `test` and `bless`: every test of the workspace, and one closing line that counts them.

use crate::data::{cargo, succeed};
use crate::{Fault, check};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// Checks, then runs every test; snapshots are compared, never written.
pub(crate) fn run() -> Result<(), Fault> {
    check::run()?;
    let mut command = cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).env("INSTA_UPDATE", "no").stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let output = child.stdout.take().ok_or("the tests have no output")?;
    let mut sums = [0_u64; 3];
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        for (sum, word) in sums.iter_mut().zip(["passed", "failed", "ignored"]) {
            *sum += counted(&line, word);
        }
    }
    let status = child.wait()?;
    let [passed, failed, skipped] = sums;
    println!("\n{passed} passed, {failed} failed, {skipped} skipped");
    if status.success() && passed > 0 { Ok(()) } else { Err(format!("the tests ended with {status}").into()) }
}

/// The number before `word` in a test runner's result line.
fn counted(line: &str, word: &str) -> u64 {
    let Some(result) = line.strip_prefix("test result:") else { return 0 };
    let words: Vec<&str> = result.split([' ', ';']).collect();
    let at = words.iter().position(|&found| found == word);
    at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok()).unwrap_or(0)
}

/// Rewrites every snapshot to what the tests find now.
pub(crate) fn bless() -> Result<(), Fault> {
    succeed(cargo().args(["test", "--workspace", "--no-fail-fast"]).env("INSTA_UPDATE", "always"))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_result_line_is_counted() {
        let line = "test result: ok. 40 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(["passed", "failed", "ignored"].map(|word| counted(line, word)), [40, 2, 1]);
        assert_eq!(counted("test passed ... ok", "passed"), 0);
    }
}
