//! What is known of a young story when a window begins, and what became of it in the window.

use std::f64::consts::TAU;
use std::ops::RangeInclusive;

/// Days whose articles say how large a story is: its window is compared with them.
pub(super) const RECENT_DAYS: usize = 3;
/// Ages at which a story is young, in days since its first article. Younger ones have no course yet.
pub(super) const AGES: RangeInclusive<usize> = RECENT_DAYS..=28;
/// A story runs when it has this many articles in the recent days; with fewer there is little to lose.
const ARTICLES_NEEDED: f64 = 5.0;
/// Days before the recent ones that say whether a story rises or fades.
const EARLIER_DAYS: usize = 4;
/// Features of the forecast.
pub(super) const FEATURES: usize = 9;

/// One story at one date.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    /// Position of the story.
    pub(super) story: usize,
    /// Days since its first article.
    pub(super) age: usize,
    /// Articles in the recent days before the window.
    pub(super) recent: f64,
    /// Articles in the window.
    pub(super) seen: f64,
    /// Articles (and a half) there would be in the window had the story kept its recent share.
    pub(super) kept: f64,
    /// What the forecast is made from.
    pub(super) features: [f64; FEATURES],
    /// Variance that counting alone gives the log change of its share.
    pub(super) noise: f64,
}

/// The articles that shares are taken of, summed over days.
pub(super) struct Base {
    sums: Vec<f64>,
}

impl Base {
    pub(super) fn new(articles: &[f64]) -> Self {
        Self { sums: sums(articles) }
    }

    fn between(&self, from: usize, to: usize) -> f64 {
        self.sums[to] - self.sums[from]
    }
}

/// One story's articles, summed over days.
pub(super) struct Course {
    /// The day of its first article.
    born: Option<usize>,
    /// All its articles: they say when it runs.
    all: Vec<f64>,
    /// Those whose share is asked about.
    asked: Vec<f64>,
}

impl Course {
    pub(super) fn new(all: &[f64], asked: &[f64]) -> Self {
        Self { born: all.iter().position(|&articles| articles > 0.0), all: sums(all), asked: sums(asked) }
    }

    /// The story's age when it runs at `date`. One that was there on the first day may be older than it looks.
    fn running(&self, date: usize) -> Option<usize> {
        let born = self.born.filter(|&born| born > 0)?;
        let age = date.checked_sub(born).filter(|age| AGES.contains(age))?;
        (self.all[date] - self.all[date - RECENT_DAYS] >= ARTICLES_NEEDED).then_some(age)
    }

    fn between(&self, from: usize, to: usize) -> f64 {
        self.asked[to] - self.asked[from]
    }
}

/// The windows of `days` days of the stories that run at `date`; none where there is no coverage at all.
pub(super) fn windows_at(courses: &[Course], base: &Base, date: usize, days: usize) -> Vec<Window> {
    if base.between(date - RECENT_DAYS, date) <= 0.0 || base.between(date, date + days) <= 0.0 {
        return Vec::new();
    }
    let window = |(story, course): (usize, &Course)| {
        let age = course.running(date)?;
        Some(window(course, base, [date, date + days], (story, age)))
    };
    courses.iter().enumerate().filter_map(window).collect()
}

fn window(course: &Course, base: &Base, [date, end]: [usize; 2], (story, age): (usize, usize)) -> Window {
    let start = date - RECENT_DAYS;
    let recent = course.between(start, date);
    let growth = base.between(date, end) / base.between(start, date);
    Window {
        story,
        age,
        recent,
        seen: course.between(date, end),
        kept: (recent + 0.5) * growth,
        features: features(course, base, date, age),
        // Young stories fade: about half of the recent share is what a window can be expected to hold.
        noise: 1.0 / (recent + 1.0) + 1.0 / (0.5 * recent * growth + 1.0),
    }
}

/// Age, size, course so far (from the days before to the recent ones, and inside these), and the weekday as a wave: a
/// story judged by its Wednesday to Friday stands elsewhere than one judged by a weekend.
fn features(course: &Course, base: &Base, date: usize, age: usize) -> [f64; FEATURES] {
    let start = date - RECENT_DAYS;
    let earlier = start - EARLIER_DAYS.min(age - RECENT_DAYS);
    let slope = growth(course, base, [earlier, start, date]);
    let newest = growth(course, base, [start, date - 1, date]);
    let log_age = (age as f64).ln();
    let log_size = (course.between(start, date) + 0.5).ln();
    let (sine, cosine) = (TAU * (date % 7) as f64 / 7.0).sin_cos();
    [1.0, log_age, log_age * log_age, log_size, slope, slope.max(0.0), newest, sine, cosine]
}

/// Log ratio of the later articles, scaled to the coverage of the earlier days, to the earlier ones. An article added
/// to both holds it near 0 where there are few, and at 0 where there are no earlier days.
fn growth(course: &Course, base: &Base, [from, middle, to]: [usize; 3]) -> f64 {
    let scaled = course.between(middle, to) * base.between(from, middle) / base.between(middle, to).max(1.0);
    ((scaled + 1.0) / (course.between(from, middle) + 1.0)).ln()
}

fn sums(values: &[f64]) -> Vec<f64> {
    let add = |sum: &mut f64, value: &f64| {
        *sum += value;
        Some(*sum)
    };
    std::iter::once(0.0).chain(values.iter().scan(0.0, add)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(articles: &[f64], date: usize) -> Vec<Window> {
        windows_at(&[Course::new(articles, articles)], &Base::new(&vec![100.0; articles.len()]), date, 2)
    }

    #[test]
    fn a_story_runs_from_its_third_day_on_while_it_has_five_articles_in_three_days() {
        let articles = [0.0, 4.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0];
        let running: Vec<usize> = (3..6).filter(|&date| !at(&articles, date).is_empty()).collect();
        assert_eq!(running, [4], "at 3 it has no course yet, at 5 it has three articles");
    }

    #[test]
    fn a_story_that_was_there_on_the_first_day_has_no_age() {
        assert!(at(&[1.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0], 4).is_empty());
    }

    #[test]
    fn a_story_that_keeps_its_share_has_as_many_articles_as_expected_by_keeping() {
        let window = &at(&[0.0, 6.0, 6.0, 6.0, 6.0, 6.0], 4)[0];
        assert_eq!((window.age, window.recent, window.seen), (3, 18.0, 12.0));
        assert!((window.kept - 18.5 * 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(window.features[4..7], [0.0; 3], "neither rising nor fading");
    }
}
