//! `power`: which drops could these data show?

use crate::Done;
use crate::ask::counted_as;
use crate::failure::Failure;
use crate::options::{OtherShocksOption, OutletsOption, PowerOptions};
use crate::output::write_rows;
use crate::progress::say_refused;
use crate::verbs::counting::{Counted, count};
use overshadow::agenda::{DisplacementOptions, power};

pub(crate) fn run(options: &PowerOptions) -> Result<Done, Failure> {
    let how = &options.how;
    let shock = (options.shock.as_deref(), options.on);
    let Counted { counts, groups, completeness, on, .. } =
        count(&options.input, &options.subjects, shock, &how.groups)?;
    let counts = counted_as(counts, how)?;
    let Some((_, last_day)) = counts.days() else { return Err(overshadow::Error::NothingToCount.into()) };
    let last_possible = last_day.saturating_sub(jiff::Span::new().days(i64::from(options.window) - 1));
    let asked = DisplacementOptions {
        window_days: options.window,
        all_outlets: how.outlets == OutletsOption::All,
        leave_out_other_shocks: how.other_shocks == OtherShocksOption::LeaveOut,
        groups,
        seed: how.seed,
        ..DisplacementOptions::on(on.unwrap_or(last_possible))
    };
    match power(&counts, &asked) {
        Ok(rows) => {
            write_rows(&rows, &options.output)?;
            Ok(Done::of(completeness, !rows.is_empty()))
        }
        Err(refusal) => {
            say_refused(&refusal);
            Ok(Done::of(completeness, false))
        }
    }
}
