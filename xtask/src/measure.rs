//! What a command took: processor time, time on the clock and memory, as Linux tells them.

use crate::Fault;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

/// What a finished command took.
pub(crate) struct Measured {
    pub(crate) status: ExitStatus,
    /// Of all cores together.
    pub(crate) cpu_seconds: f64,
    /// On the clock.
    pub(crate) seconds: f64,
    /// The largest resident set seen.
    pub(crate) megabytes: f64,
}

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(5);
/// The unit of processor times under `/proc`, the same on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// Runs a command to its end. Nothing else may be started meanwhile: processor time is that of all children.
pub(crate) fn measured(command: &mut Command) -> Result<Measured, Fault> {
    let before = cpu_of_children()?;
    let started = Instant::now();
    let mut child = command.spawn()?;
    let mut megabytes: f64 = 0.0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        megabytes = megabytes.max(peak_megabytes(child.id()).unwrap_or(0.0));
        std::thread::sleep(LOOK);
    };
    let seconds = started.elapsed().as_secs_f64();
    Ok(Measured { status, cpu_seconds: cpu_of_children()? - before, seconds, megabytes })
}

/// Processor time of this process, or of its first thread, so far.
pub(crate) fn processor_seconds() -> Result<f64, Fault> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = schedule.split(' ').next().ok_or("an empty /proc/self/schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

/// Processor time of all children that were waited for.
fn cpu_of_children() -> Result<f64, Fault> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program stands in brackets and may hold spaces; the third field follows it.
    let (_, fields) = stat.rsplit_once(')').ok_or("/proc/self/stat has another form")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |at: usize| -> Result<f64, Fault> { Ok(fields.get(at).ok_or("a short /proc/self/stat")?.parse()?) };
    Ok((ticks(13)? + ticks(14)?) / TICKS_PER_SECOND)
}

/// The largest resident set of a process so far.
fn peak_megabytes(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok().map(|kilobytes| kilobytes / 1e3)
}
