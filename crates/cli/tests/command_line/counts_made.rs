//! Counts made by a simple recurrence: enough history and subjects for an estimate, the same on every machine.

use std::fmt::Write;

/// Two outlets of two countries.
const OUTLETS: [(&str, &str); 2] = [("Lindholm Courier", "SE"), ("Northern Post", "NO")];
/// The day on which the column `attack` rises and the column `s3` falls.
pub(crate) const EVENT: usize = 110;

/// Day `n` of the counts, from 2023-06-01.
fn day(n: usize) -> String {
    const MONTHS: [(u32, usize); 7] = [(6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)];
    let mut left = n;
    for (month, days) in MONTHS {
        if left < days {
            return format!("2023-{month:02}-{:02}", left + 1);
        }
        left -= days;
    }
    panic!("day {n} lies outside the year");
}

/// A recurrence of 32 bits: the numbers look like chance and are always the same.
fn next(state: &mut u32) -> u32 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *state >> 24
}

/// Articles of a day: a base of its own for each subject, some noise, the shock and its victim.
fn articles(subject: usize, n: usize, noise: u32) -> u32 {
    let base = 40 + 5 * (subject as u32 % 7);
    let plain = base + noise % 12;
    if n >= EVENT && subject == 3 { plain / 4 } else { plain }
}

/// Rows `(day, outlet, country, counts)`, the last count being the column `attack`.
fn rows(subjects: usize, days: usize) -> Vec<(String, &'static str, &'static str, Vec<u32>)> {
    let mut state = 2023;
    let mut rows = Vec::new();
    for n in 0..days {
        for (outlet, country) in OUTLETS {
            let mut counts: Vec<u32> = (0..subjects).map(|subject| articles(subject, n, next(&mut state))).collect();
            counts.push(if n >= EVENT { 300 } else { next(&mut state) % 5 });
            rows.push((day(n), outlet, country, counts));
        }
    }
    rows
}

fn names(subjects: usize) -> Vec<String> {
    (0..subjects).map(|subject| format!("s{subject}")).chain(["attack".to_owned()]).collect()
}

/// A column a subject.
pub(crate) fn wide(subjects: usize, days: usize) -> String {
    let mut table = format!("date,outlet,country,{}\n", names(subjects).join(","));
    for (day, outlet, country, counts) in rows(subjects, days) {
        let counts: Vec<String> = counts.iter().map(u32::to_string).collect();
        writeln!(table, "{day},{outlet},{country},{}", counts.join(",")).expect("a string takes all that is written");
    }
    table
}

/// A row a subject.
pub(crate) fn long(subjects: usize, days: usize) -> String {
    let mut table = "date,outlet,country,subject,articles\n".to_owned();
    for (day, outlet, country, counts) in rows(subjects, days) {
        for (name, count) in names(subjects).iter().zip(counts) {
            writeln!(table, "{day},{outlet},{country},{name},{count}").expect("a string takes all that is written");
        }
    }
    table
}
