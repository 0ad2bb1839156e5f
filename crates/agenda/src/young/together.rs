//! All running stories together. Stories of one date share the news of that day, so what is compared is dates, not
//! stories.

use super::fit::Judged;
use crate::student::{student_cdf, student_quantile};

/// Studentised errors beyond this count as this much (Huber 1964): a story that ended does not decide alone.
const WINSORISED_AT: f64 = 2.0;
/// Running stories that a date needs to count.
pub(super) const STORIES_NEEDED: usize = 5;
/// No change beyond this log factor, about 400, is looked for.
const FARTHEST_CHANGE: f64 = 6.0;

/// What the running stories of placebo dates do together.
pub(super) struct Dates {
    /// Placebo dates that counted.
    pub(super) dates: usize,
    /// How many windows without overlap they are worth.
    pub(super) independent: f64,
    /// Mean over the dates of their mean winsorised studentised error.
    mean: f64,
    /// Variance of what all stories of a date share.
    common: f64,
    /// Variance among the stories of one date.
    own: f64,
}

impl Dates {
    /// `dates` holds the running stories of each placebo date, whose windows have `days` days.
    pub(super) fn of(dates: &[Vec<Judged>], days: usize) -> Self {
        let counted: Vec<&Vec<Judged>> = dates.iter().filter(|stories| stories.len() >= STORIES_NEEDED).collect();
        let n = counted.len() as f64;
        let independent = n / days as f64;
        let means: Vec<f64> = counted.iter().map(|stories| mean_error(stories, 0.0)).collect();
        let mean = means.iter().sum::<f64>() / n;
        let own = own_variance(&counted, &means);
        let squares = means.iter().map(|it| (it - mean).powi(2)).sum::<f64>();
        // The mean of dependent dates lies nearer to them than that of as many independent ones would.
        let spread = squares / (n * (1.0 - 1.0 / independent.max(2.0)));
        let by_chance = own * counted.iter().map(|stories| 1.0 / stories.len() as f64).sum::<f64>() / n;
        Self { dates: counted.len(), independent, mean, common: (spread - by_chance).max(0.0), own }
    }

    /// One-sided p-value that the stories lost.
    pub(super) fn p_lost(&self, stories: &[Judged]) -> f64 {
        student_cdf((mean_error(stories, 0.0) - self.mean) / self.sd(stories.len()), self.freedom())
    }

    /// The log change that the stories share and its 95 % interval: the changes of the forecasts under which the date
    /// would be an ordinary one, or one at either end.
    pub(super) fn change(&self, stories: &[Judged]) -> [f64; 3] {
        let reach = student_quantile(0.975, self.freedom()) * self.sd(stories.len());
        [self.mean, self.mean + reach, self.mean - reach].map(|wanted| change_for(stories, wanted))
    }

    fn sd(&self, stories: usize) -> f64 {
        ((self.common + self.own / stories as f64) * (1.0 + 1.0 / self.independent)).sqrt()
    }

    fn freedom(&self) -> f64 {
        (self.independent - 1.0).max(1.0)
    }
}

/// Pooled variance of the stories' errors around the mean of their date.
fn own_variance(dates: &[&Vec<Judged>], means: &[f64]) -> f64 {
    let squares = |stories: &[Judged], mean: f64| {
        stories.iter().map(|story| (winsorised(story, 0.0) - mean).powi(2)).sum::<f64>()
    };
    let sum: f64 = dates.iter().zip(means).map(|(stories, &mean)| squares(stories, mean)).sum();
    let freedom: usize = dates.iter().map(|stories| stories.len() - 1).sum();
    sum / freedom.max(1) as f64
}

fn winsorised(story: &Judged, change: f64) -> f64 {
    story.error_under(change).clamp(-WINSORISED_AT, WINSORISED_AT)
}

/// Mean winsorised studentised error of stories whose forecasts are changed by `change`.
fn mean_error(stories: &[Judged], change: f64) -> f64 {
    stories.iter().map(|story| winsorised(story, change)).sum::<f64>() / stories.len() as f64
}

/// The change under which the mean error is `wanted`, by bisection: the larger the change, the lower the mean.
fn change_for(stories: &[Judged], wanted: f64) -> f64 {
    let (mut low, mut high) = (-FARTHEST_CHANGE, FARTHEST_CHANGE);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if mean_error(stories, middle) > wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
