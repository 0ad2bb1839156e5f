//! What a page says of itself and what it is: section, address, what its source states, and the kinds of pages.

use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Article, ArticleKind, Page, PageForm};

const SENTENCE: &str = "The ferry to the islands stayed in port, since the wind had torn a crane from its rails. ";

fn cleaned(page: &Page) -> Article {
    match article(page, &CleanOptions::default()) {
        Cleaned::Article { article, .. } => article,
        Cleaned::Skipped(skipped) => panic!("skipped: {skipped:?}"),
    }
}

/// A page with some words in its head, some before the text, and paragraphs of thirty-four words.
fn page(head: &str, before: &str, paragraphs: usize) -> Page {
    let text = format!("<p>{}</p>", SENTENCE.repeat(2)).repeat(paragraphs);
    let html = format!(
        "<html lang=\"en\"><head><title>Ferries stay in port</title>{head}</head><body>\
         <article><h1>Ferries stay in port</h1>{before}{text}</article></body></html>"
    );
    let mut page = Page::of_text(PageForm::Html, html, "ferries.html".to_owned());
    page.url = Some("https://www.courier.example/news/2031/05/04/ferries".to_owned());
    page
}

fn note(fields: &str) -> String {
    format!(
        "<script type=\"application/ld+json\">{{\"@context\": \"https://schema.org\", \"headline\": \"Ferries\", \
         {fields}}}</script>"
    )
}

#[test]
fn a_page_of_sentences_is_an_article() {
    let kind = |head: &str, before: &str, paragraphs| cleaned(&page(head, before, paragraphs)).kind;
    assert_eq!(kind("", "", 4), Some(ArticleKind::Article));
    let free = note("\"@type\": \"NewsArticle\", \"isAccessibleForFree\": true");
    assert_eq!(kind(&free, "", 2), Some(ArticleKind::Article));
    let paid_and_whole = note("\"@type\": \"NewsArticle\", \"isAccessibleForFree\": false");
    assert_eq!(kind(&paid_and_whole, "", 12), Some(ArticleKind::Article), "400 words are no beginning");
}

#[test]
fn a_page_that_goes_on_being_written_is_a_live_blog() {
    let declared = note("\"@type\": \"LiveBlogPosting\", \"datePublished\": \"2031-05-04\"");
    assert_eq!(cleaned(&page(&declared, "", 4)).kind, Some(ArticleKind::LiveBlog));
    let entry = format!("<div><time datetime=\"2031-05-04T10:00Z\">10:00</time><p>{SENTENCE}</p></div>");
    let entries = |count: usize| format!("<div class=\"live-blog__feed\">{}</div>", entry.repeat(count));
    assert_eq!(cleaned(&page("", &entries(5), 1)).kind, Some(ArticleKind::LiveBlog));
    assert_eq!(cleaned(&page("", &entries(1), 4)).kind, Some(ArticleKind::Article), "a teaser of a live blog");
}

#[test]
fn pictures_with_few_words_are_a_gallery() {
    let pictures = |count: usize| {
        let picture = |n| format!("<figure><img src=\"{n}.jpg\"><figcaption>The quay, {n}</figcaption></figure>");
        format!("<div class=\"photo-gallery\">{}</div>", (0..count).map(picture).collect::<String>())
    };
    assert_eq!(cleaned(&page("", &pictures(9), 3)).kind, Some(ArticleKind::Gallery));
    assert_eq!(cleaned(&page("", &pictures(2), 3)).kind, Some(ArticleKind::Article));
    assert_eq!(cleaned(&page("", &pictures(9), 12)).kind, Some(ArticleKind::Article), "with a report of 400 words");
    let declared = note("\"@type\": \"ImageGallery\"");
    assert_eq!(cleaned(&page(&declared, "", 3)).kind, Some(ArticleKind::Gallery));
}

#[test]
fn the_beginning_of_an_article_for_subscribers_is_a_stub() {
    let paid = note("\"@type\": \"NewsArticle\", \"isAccessibleForFree\": \"False\"");
    assert_eq!(cleaned(&page(&paid, "", 2)).kind, Some(ArticleKind::PaywallStub));
    let counted = note("\"@type\": \"NewsArticle\", \"isAccessibleForFree\": false, \"wordCount\": 2000");
    assert_eq!(cleaned(&page(&counted, "", 12)).kind, Some(ArticleKind::PaywallStub), "400 of 2,000 words");
    let wall = "<div class=\"paywall\">Subscribe to go on reading</div>";
    let stub = cleaned(&page("", wall, 2));
    assert_eq!(stub.kind, Some(ArticleKind::PaywallStub));
    assert!(!stub.text.contains("Subscribe"), "{}", stub.text);
    let behind = format!("<div class=\"paywall\">{}</div>", format!("<p>{SENTENCE}</p>").repeat(6));
    assert_eq!(cleaned(&page("", &behind, 2)).text.matches("The ferry").count(), 10, "what lies behind it is text");
}

#[test]
fn the_section_is_declared_or_the_last_step_before_the_article() {
    let section = |head: &str| cleaned(&page(head, "", 4)).section;
    assert_eq!(
        section("<meta property=\"article:section\" content=\"Harbour &amp; sea\">").as_deref(),
        Some("Harbour & sea")
    );
    let noted = note("\"@type\": \"NewsArticle\", \"articleSection\": [\"Islands\", \"Weather\"]");
    assert_eq!(section(&noted).as_deref(), Some("Islands"));
    let step = |at, name| format!("{{\"@type\": \"ListItem\", \"position\": {at}, \"name\": \"{name}\"}}");
    let way = format!(
        "\"@type\": \"BreadcrumbList\", \"itemListElement\": [{}, {}, {}]",
        step(1, "Home"),
        step(2, "Islands"),
        step(3, "Ferries stay in port")
    );
    assert_eq!(section(&note(&way)).as_deref(), Some("Islands"));
    assert_eq!(section("<meta property=\"article:section\" content=\"https://courier.example/news\">"), None);
    assert_eq!(section(""), None);
}

#[test]
fn an_address_of_the_same_outlet_is_believed_and_no_other() {
    let address = |link: &str| cleaned(&page(&format!("<link rel=\"canonical\" href=\"{link}\">"), "", 4)).url.unwrap();
    assert_eq!(address("https://m.courier.example/ferries-stay"), "https://m.courier.example/ferries-stay");
    let fetched = "https://www.courier.example/news/2031/05/04/ferries";
    assert_eq!(address("https://template.example/ferries-stay"), fetched, "another outlet");
    assert_eq!(address("https://www.courier.example/"), fetched, "the home page");
    assert_eq!(address("javascript:alert(1)"), fetched);
}

#[test]
fn variants_of_one_address_are_one_article() {
    let id = |address: &str| {
        let mut page = page("", "", 4);
        page.url = Some(address.to_owned());
        cleaned(&page).article_id
    };
    let plain = id("https://www.courier.example/ferries");
    for address in [
        "http://courier.example/ferries?utm_source=post&utm_medium=mail",
        "https://m.courier.example/ferries#comments",
        "https://amp.courier.example/ferries",
        "https://www.courier.example/ferries/amp",
        "https://www.courier.example/ferries?fbclid=abc",
    ] {
        assert_eq!(id(address), plain, "{address}");
    }
    assert_ne!(id("https://www.courier.example/ferries?page=2"), plain);
}

#[test]
fn what_the_source_states_fills_what_the_page_does_not_say() {
    let mut bare = page("", "", 4);
    bare.url = Some("https://www.courier.example/ferries".to_owned());
    bare.stated.title = Some("Ferries of another name".to_owned());
    bare.stated.language = Some("en".to_owned());
    bare.stated.published = Some(overshadow_record::Published::on(jiff::civil::date(2031, 5, 3)));
    let article = cleaned(&bare);
    assert_eq!(article.published.unwrap().to_string(), "2031-05-03");
    assert_eq!(article.published_source.unwrap().to_string(), "archive");
    assert_eq!(article.title.as_deref(), Some("Ferries stay in port"), "the page's own headline counts first");
}
