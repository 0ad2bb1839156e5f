//! Which of the dates that a page carries to believe.
//!
//! Dates come in the order of trust: JSON-LD, the page's head, microdata, `<time>`, the address, what the source states beside
//! the page, a line beside the headline, a stamp stuck to the text. The first that is possible counts, with three
//! reservations. One that is known to the month or the day gives way to one that says more of the same month or day. A
//! note that repeats the date of the last change as that of publication gives way to an earlier one that readers see. And
//! where machine and reader are told the same minute some whole hours apart, the machine was told the wrong zone.

use super::written::Moment;
use super::{Dated, address};
use jiff::SignedDuration;
use jiff::civil::Date;
use overshadow_record::{DateSource, Page, Precision};

/// Days that programs write when they know none.
const TEMPLATES: [Date; 4] =
    [Date::constant(1970, 1, 1), Date::constant(1969, 12, 31), Date::constant(1900, 1, 1), Date::constant(1980, 1, 1)];
/// A day has begun somewhere so many hours before it begins in UTC.
const AHEAD: SignedDuration = SignedDuration::from_hours(14);
/// A zone is wrong by no more than from one end of the earth to the other. One hour is the confusion of summer and winter time,
/// in which readers are told wrong as often as machines.
const MOST_WRONG: i64 = 26 * 60;

/// The date to believe. `address` is that of the page, as fetched or as it says itself.
pub(crate) fn choose(mut found: Vec<Dated>, page: &Page, address: Option<&str>) -> Option<Dated> {
    let beside = |place| move |published| Dated::new(place, Moment::from(published));
    found.extend(address.and_then(address::date).map(beside(DateSource::Address)));
    found.extend(page.stated.published.map(beside(DateSource::Archive)));
    found.sort_by_key(|dated| dated.place);
    found.retain(|dated| !is_template(dated) && !is_after_fetch(dated, page));
    let first = *found.first()?;
    let better = seen_earlier(first, &found).or_else(|| in_another_zone(first, &found));
    Some(better.unwrap_or_else(|| closer(first, &found)))
}

fn is_template(dated: &Dated) -> bool {
    TEMPLATES.contains(&dated.moment.local_day()) || TEMPLATES.contains(&dated.published().at.date())
}

fn is_after_fetch(dated: &Dated, page: &Page) -> bool {
    let Some(fetched) = page.fetched else { return false };
    let is_exact = matches!(fetched.precision, Precision::Second | Precision::Minute);
    if dated.moment.is_exact() && is_exact {
        return dated.published().at > fetched.at;
    }
    let last = if is_exact { fetched.at.checked_add(AHEAD).unwrap_or(fetched.at) } else { fetched.at };
    dated.published().at.date() > last.date()
}

/// What readers see, when a note gives the same moment for publication and change and readers see an earlier day.
fn seen_earlier(first: Dated, found: &[Dated]) -> Option<Dated> {
    let is_seen = |dated: &&Dated| {
        let is_shown = matches!(dated.place, DateSource::Time | DateSource::Byline);
        is_shown && dated.moment.is_exact() && dated.moment.local_day() < first.moment.local_day()
    };
    if first.is_restated { found.iter().find(is_seen).copied() } else { None }
}

/// The line beside the headline, when it tells the minute of `first` some whole or half hours away.
fn in_another_zone(first: Dated, found: &[Dated]) -> Option<Dated> {
    let is_same_minute = |dated: &&Dated| {
        let apart = first.published().at.duration_since(dated.published().at).as_secs().div_euclid(60);
        let hours = apart.abs();
        dated.moment.is_exact() && hours % 30 == 0 && (61..=MOST_WRONG).contains(&hours)
    };
    if !first.moment.is_exact() {
        return None;
    }
    found.iter().filter(|dated| dated.place == DateSource::Byline).find(is_same_minute).copied()
}

/// The first that says more of the same day or month.
fn closer(first: Dated, found: &[Dated]) -> Dated {
    let same_day = |dated: &Dated| {
        let day = first.published().at.date();
        dated.moment.local_day() == day || dated.published().at.date() == day
    };
    let same_month = |dated: &Dated| dated.moment.local_day().first_of_month() == first.published().at.date();
    let is_closer = |dated: &&Dated| match first.published().precision {
        Precision::Month => dated.published().precision != Precision::Month && same_month(dated),
        Precision::Day => dated.moment.is_exact() && same_day(dated),
        Precision::Second | Precision::Minute => false,
    };
    let better = found.iter().find(is_closer).copied();
    match better {
        Some(better) if better.published().precision == Precision::Day => closer(better, found),
        better => better.unwrap_or(first),
    }
}

#[cfg(test)]
mod tests {
    use super::super::written::machine;
    use super::*;
    use DateSource::{Address, Byline, Head, JsonLd, Time};
    use overshadow_record::{PageForm, Published};

    fn dated(place: DateSource, text: &str) -> Dated {
        Dated::new(place, machine(text).unwrap())
    }

    fn chosen_at(found: &[Dated], fetched: Option<&str>, address: Option<&str>) -> String {
        let mut page = Page::of_text(PageForm::Html, String::new(), "page".to_owned());
        page.fetched = fetched.map(|text| machine(text).unwrap().published);
        let chosen = choose(found.to_vec(), &page, address);
        chosen.map_or_else(String::new, |dated| format!("{} {}", dated.place, dated.published()))
    }

    fn chosen(found: &[Dated]) -> String {
        chosen_at(found, None, None)
    }

    #[test]
    fn the_most_trusted_possible_date_counts() {
        let found = [dated(Byline, "2031-05-03"), dated(Head, "2031-05-05"), dated(JsonLd, "2031-05-09")];
        assert_eq!(chosen(&found), "json-ld 2031-05-09");
        assert_eq!(chosen_at(&found, Some("2031-05-07"), None), "head 2031-05-05");
        assert_eq!(chosen(&[dated(JsonLd, "1970-01-01T00:00:00Z"), dated(Head, "2031-05-05")]), "head 2031-05-05");
        assert_eq!(chosen(&[dated(JsonLd, "1970-01-01T00:00:00+05:30")]), "");
    }

    #[test]
    fn a_moment_after_the_fetch_is_impossible_and_a_day_that_has_begun_somewhere_is_not() {
        let fetched = Some("2031-05-04T20:00:00Z");
        assert_eq!(chosen_at(&[dated(JsonLd, "2031-05-04T20:00:01Z")], fetched, None), "");
        assert_eq!(chosen_at(&[dated(Byline, "2031-05-05")], fetched, None), "byline 2031-05-05");
        assert_eq!(chosen_at(&[dated(Byline, "2031-05-06")], fetched, None), "");
        assert_eq!(chosen_at(&[dated(Byline, "2031-05-05")], Some("2031-05-04"), None), "");
    }

    #[test]
    fn a_month_gives_way_to_a_day_and_a_day_to_a_time() {
        let address = Some("https://lamp-post.example/2031/05/flood");
        assert_eq!(chosen_at(&[], None, address), "address 2031-05-01");
        assert_eq!(chosen_at(&[dated(Byline, "2031-05-04")], None, address), "byline 2031-05-04");
        assert_eq!(chosen_at(&[dated(Byline, "2031-06-04")], None, address), "address 2031-05-01");
        let found = [dated(JsonLd, "2031-05-04"), dated(Head, "2031-05-04"), dated(Time, "2031-05-04T23:30:00-05:00")];
        assert_eq!(chosen(&found), "time 2031-05-05T04:30:00Z", "the same day on the clocks of the place");
        assert_eq!(chosen(&[dated(JsonLd, "2031-05-04"), dated(Time, "2031-05-06T10:00:00Z")]), "json-ld 2031-05-04");
    }

    #[test]
    fn a_note_that_repeats_the_last_change_gives_way_to_what_readers_see() {
        let note = Dated { is_restated: true, ..dated(JsonLd, "2031-05-05T19:31:39Z") };
        let seen = dated(Byline, "2031-05-04T19:14:00Z");
        assert_eq!(chosen(&[note, seen]), "byline 2031-05-04T19:14:00Z");
        assert_eq!(chosen(&[Dated { is_restated: false, ..note }, seen]), "json-ld 2031-05-05T19:31:39Z");
        assert_eq!(chosen(&[note, dated(Byline, "2031-05-01")]), "json-ld 2031-05-05T19:31:39Z");
    }

    #[test]
    fn the_same_minute_some_hours_away_is_a_wrong_zone() {
        let note = dated(JsonLd, "2031-05-04T10:45:07Z");
        assert_eq!(chosen(&[note, dated(Byline, "2031-05-04T07:45-08:00")]), "byline 2031-05-04T15:45:00Z");
        assert_eq!(chosen(&[note, dated(Byline, "2031-05-04T07:52-08:00")]), "json-ld 2031-05-04T10:45:07Z");
        assert_eq!(chosen(&[note, dated(Byline, "2031-05-04T11:45Z")]), "json-ld 2031-05-04T10:45:07Z", "summer time");
    }

    #[test]
    fn what_the_source_states_beside_the_page_comes_after_the_page_itself() {
        let mut page = Page::of_text(PageForm::Html, String::new(), "page".to_owned());
        page.stated.published = Some(Published::on(Date::constant(2031, 5, 4)));
        let place =
            |found: Vec<Dated>| choose(found, &page, Some("https://lamp-post.example/flood")).map(|dated| dated.place);
        assert_eq!(place(vec![dated(Byline, "2031-05-03")]), Some(DateSource::Archive));
        assert_eq!(place(vec![dated(Time, "2031-05-03")]), Some(Time));
        assert_eq!(
            chosen_at(&[dated(Byline, "2031-05-03")], None, Some("https://a.example/2031/05/04/b")),
            "address 2031-05-04"
        );
        assert!(Address < Byline);
    }
}
