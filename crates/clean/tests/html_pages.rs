//! HTML pages of our own writing: what a user gets from them.

use overshadow_clean::{CleanOptions, Cleaned, SourceMap, article};
use overshadow_record::{Article, Page, PageForm, Published, Span};

fn page(html: &str) -> Page {
    Page {
        source: "sample.html".into(),
        url: None,
        form: PageForm::Html,
        text: html.into(),
        replaced: 0,
        fetched: None,
        stated: Default::default(),
    }
}

fn cleaned(page: &Page) -> (Article, SourceMap) {
    match article(page, &CleanOptions::default()) {
        Cleaned::Article { article, map, .. } => (article, map),
        Cleaned::Skipped(skipped) => panic!("skipped: {skipped:?}"),
    }
}

const STRIKE: &str = include_str!("pages/strike.html");
const FESTIVAL: &str = include_str!("pages/festival.html");

#[test]
fn the_article_is_told_from_menus_and_buttons() {
    let (article, _) = cleaned(&page(STRIKE));
    assert_eq!(article.title.as_deref(), Some("Cranes stand still in Port Amber"));
    for words in ["The cranes of Port Amber", "We will load nothing", "The harbour office"] {
        assert!(article.text.contains(words), "{words} is missing in: {}", article.text);
    }
    for words in ["Weather", "Subscribe", "Share", "Cranes stand still", "cookies"] {
        assert!(!article.text.contains(words), "{words} was left in: {}", article.text);
    }
}

#[test]
fn paragraphs_stay_paragraphs_and_quotations_in_blocks_survive() {
    let (article, _) = cleaned(&page(STRIKE));
    let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
    assert!(paragraphs.contains(&"We will load nothing until the night shift is paid."), "{paragraphs:#?}");
    assert_eq!(paragraphs.len(), 4, "{paragraphs:#?}");
}

#[test]
fn the_date_of_publication_is_taken_and_that_of_modification_never() {
    let (strike, _) = cleaned(&page(STRIKE));
    assert_eq!(strike.published.unwrap().to_string(), "2031-03-02T06:15:00Z");
    let (festival, _) = cleaned(&page(FESTIVAL));
    assert_eq!(festival.published.unwrap().to_string(), "2031-06-20");
    let before = Some(Published::on(jiff::civil::date(2031, 3, 1)));
    let (too_early, _) = cleaned(&Page { fetched: before, ..page(STRIKE) });
    assert_eq!(too_early.published, None);
}

#[test]
fn address_and_authors_come_from_the_page_when_nothing_else_tells_them() {
    let (article, _) = cleaned(&page(STRIKE));
    assert_eq!(article.url.as_deref(), Some("https://www.amber-lantern.example/news/cranes"));
    assert_eq!(article.outlet.as_deref(), Some("amber-lantern.example"));
    assert_eq!(article.authors, ["Mira Holm"]);
}

#[test]
fn a_paragraph_leads_back_to_its_place_in_the_page() {
    let (article, map) = cleaned(&page(STRIKE));
    let at = article.text.find("The harbour office").unwrap();
    let back = map.source_of(Span::new(at, at + 18)).unwrap();
    assert!(back.of(STRIKE).starts_with("The harbour office"), "{}", back.of(STRIKE));
}

#[test]
fn cleaning_the_text_of_a_page_changes_nothing() {
    for html in [STRIKE, FESTIVAL] {
        let (once, _) = cleaned(&page(html));
        let again = Page { form: PageForm::Text, ..page(&once.text) };
        let body_only = CleanOptions { seek_title: false, ..CleanOptions::default() };
        let Cleaned::Article { article: twice, .. } = article(&again, &body_only) else { panic!("an article") };
        assert_eq!(once.text, twice.text);
    }
}

#[test]
fn a_page_of_nothing_but_elements_ends_in_a_reason_not_in_the_stack() {
    let deep = format!("{}text{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
    let less_deep = format!("{}text{}", "<div>".repeat(999), "</div>".repeat(999));
    let Cleaned::Skipped(skipped) = article(&page(&deep), &CleanOptions::default()) else { panic!("no article") };
    assert_eq!(skipped.reason, "page-too-large");
    for html in [less_deep.as_str(), "<html><body><nav>Menu</nav></body></html>", "<<<>>><p", "<table><tr><td></table>"]
    {
        let Cleaned::Skipped(skipped) = article(&page(html), &CleanOptions::default()) else { panic!("no article") };
        assert_eq!(skipped.reason, "page-without-article");
    }
}

#[test]
fn an_html_page_of_a_hundred_megabytes_is_left_out_before_it_is_parsed() {
    let page = Page {
        source: "huge.html".into(),
        url: None,
        form: PageForm::Html,
        text: format!("<p>{}</p>", "the harbour is closed ".repeat(5_000_000)),
        replaced: 0,
        fetched: None,
        stated: Default::default(),
    };
    let Cleaned::Skipped(skipped) = article(&page, &CleanOptions::default()) else { panic!("it was parsed") };
    assert_eq!(skipped.reason, "page-too-large");
}
