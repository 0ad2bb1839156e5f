//! When a page was published: which of the dates it carries to believe.
//!
//! Dates come in the order of trust: JSON-LD, the page's head, microdata, `<time>`, the address, what the source states beside
//! the page, a line beside the headline, a stamp stuck to the text. The first that is possible counts. A date after the
//! page was fetched is not; a date of modification is never asked. Without a zone only the day is known.

mod machine;
mod visible;
mod written;

pub(crate) use machine::dates as of_machines;
use overshadow_record::{DateSource, Page, Precision, Published};
pub(crate) use visible::dates as beside_the_headline;
use written::day;
pub(crate) use written::{Moment, iso_day, machine, written_out};

/// A date a page carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) place: DateSource,
    pub(crate) moment: Moment,
}

impl Dated {
    pub(crate) fn published(&self) -> Published {
        self.moment.published
    }
}

/// The most trusted date that does not lie after the fetch. One that is known to the month gives way to one that says the
/// day of that month.
pub(crate) fn first_possible(mut found: Vec<Dated>, page: &Page) -> Option<Dated> {
    let beside = |place| move |published: Published| Dated { place, moment: Moment::from(published) };
    found.extend(page.url.as_deref().and_then(in_address).map(beside(DateSource::Address)));
    found.extend(page.stated.published.map(beside(DateSource::Archive)));
    found.sort_by_key(|dated| dated.place);
    found.retain(|dated| !is_after_fetch(dated.published(), page.fetched));
    let first = *found.first()?;
    let month = |dated: &Dated| dated.published().at.date().first_of_month();
    let is_closer = |dated: &&Dated| dated.published().precision != Precision::Month && month(dated) == month(&first);
    let closer = (first.published().precision == Precision::Month).then(|| found.iter().find(is_closer)).flatten();
    Some(closer.copied().unwrap_or(first))
}

fn is_after_fetch(published: Published, fetched: Option<Published>) -> bool {
    let exact = |precision| matches!(precision, Precision::Second | Precision::Minute);
    fetched.is_some_and(|fetched| {
        if exact(published.precision) && exact(fetched.precision) {
            published.at > fetched.at
        } else {
            published.at.date() > fetched.at.date()
        }
    })
}

/// The date in an address: `/2031/05/04/`, `/2031-05-04-`, or the month only.
fn in_address(address: &str) -> Option<Published> {
    let path = &address[address.find("://").map_or(0, |at| at + 3)..];
    let numbers: Vec<&str> = path.split(|letter: char| !letter.is_ascii_digit()).collect();
    let year = numbers.iter().position(|number| number.len() == 4 && number.starts_with(['1', '2']))?;
    let month = numbers.get(year + 1).filter(|number| number.len() == 2)?;
    if let Some(found) =
        numbers.get(year + 2).filter(|number| number.len() == 2).and_then(|number| day(numbers[year], month, number))
    {
        return Some(Published::on(found));
    }
    let first = day(numbers[year], month, "1")?;
    Some(Published { precision: Precision::Month, ..Published::on(first) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(published: Option<Published>) -> String {
        published.map_or_else(String::new, |published| format!("{published} {}", published.precision))
    }

    #[test]
    fn an_address_tells_the_day_or_the_month() {
        assert_eq!(written(in_address("https://lamp-post.example/2031/05/04/flood")), "2031-05-04 day");
        assert_eq!(written(in_address("https://lamp-post.example/2031/05/flood")), "2031-05-01 month");
        assert_eq!(written(in_address("https://lamp-post.example/flood-1234567")), "");
    }
}
