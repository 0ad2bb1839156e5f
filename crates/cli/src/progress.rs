//! Progress on a terminal, one line; and the last line of every run: read, kept, duplicate, skipped.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use overshadow::read::Progress;
use overshadow::record::{Refusal, Tally};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Draws while it lives.
pub(crate) struct Bar {
    done: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Bar {
    /// Watches the bytes read; draws only when standard error is a terminal.
    pub(crate) fn watch(progress: Arc<Progress>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let thread = std::io::stderr().is_terminal().then(|| {
            let done = Arc::clone(&done);
            std::thread::spawn(move || draw(&progress, &done))
        });
        Self { done, thread }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic while drawing must not hide the result of the run.
            let _: std::thread::Result<()> = thread.join();
        }
    }
}

fn draw(progress: &Progress, done: &AtomicBool) {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let template = "{bar:24} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    // A run of half a second needs no bar.
    for _ in 0..10 {
        if done.load(Ordering::Relaxed) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    while !done.load(Ordering::Relaxed) {
        if let Some(total) = progress.total() {
            bar.set_length(total);
        }
        bar.set_position(progress.bytes());
        std::thread::sleep(Duration::from_millis(100));
    }
    bar.finish_and_clear();
}

/// The last line of a run.
pub(crate) fn last_line(tally: &Tally) -> String {
    format!("read {}, kept {}, duplicate {}, {}", tally.read, tally.kept, tally.duplicate, left_out(tally))
}

/// How much was left out, and why.
pub(crate) fn left_out(tally: &Tally) -> String {
    let reasons: Vec<String> = tally.skipped.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    let because = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    format!("skipped {}{because}", tally.skipped_total())
}

/// Says why there is no estimate, and what would do.
pub(crate) fn say_refused(refusal: &Refusal) {
    say(&format!("refused[{}]: {refusal}", refusal.code()));
    say(&format!("hint: {}", refusal.way_out()));
}

/// Prints a line to standard error.
#[expect(clippy::print_stderr, reason = "standard error is for what is not data")]
pub(crate) fn say(line: &str) {
    eprintln!("{}", crate::failure::visible(line));
}
