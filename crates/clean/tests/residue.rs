//! What stands between the paragraphs of an article and is not of it, whatever its markup is called.

use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Page, PageForm};

const PARAGRAPHS: [&str; 4] = [
    "The ferry to the islands stayed in port on Monday, since the wind had torn a crane from its rails.",
    "“Nobody sails before the crane is gone,” said the head of the port, who had been up all night.",
    "Two hundred travellers slept in the sports hall, where the town had set up beds and a kitchen.",
    "The ferry may sail again on Tuesday, the port said, if the wind turns and the rails hold.",
];

/// The text of a page that has something between its paragraphs, at the end, and before the first.
fn text_around(between: &str) -> String {
    let [one, two, three, four] = PARAGRAPHS;
    let html = format!(
        "<html><head><title>Ferries stay in port</title></head><body><article><h1>Ferries stay in port</h1>{between}\
         <p>{one}</p><p>{two}</p>{between}<p>{three}</p><p>{four}</p>{between}</article></body></html>"
    );
    let page = Page::of_text(PageForm::Html, html, "ferries.html".to_owned());
    match article(&page, &CleanOptions::default()) {
        Cleaned::Article { article, .. } => article.text,
        Cleaned::Skipped(skipped) => panic!("skipped: {skipped:?}"),
    }
}

#[test]
fn what_is_not_of_the_article_is_left_out() {
    let whole = PARAGRAPHS.join("\n\n");
    for between in [
        "<div class=\"share-bar\"><a href=\"/f\">Facebook</a> <a href=\"/x\">Tweet</a> <a href=\"/m\">E-mail</a></div>",
        "<p>Read also: <a href=\"/storm\">The storm of the year has not yet come to the islands</a></p>",
        "<p>READ MORE: <a href=\"/storm\">The storm of the year has not yet come to the islands</a></p>",
        "<p>Читайте также: <a href=\"/storm\">Шторм года ещё не пришёл на острова</a></p>",
        "<p>Читайте також: <a href=\"/storm\">Шторм року ще не прийшов на острови</a></p>",
        "<div id=\"cookie-notice\"><p>We use cookies to make this page better for you. By going on you accept them.</p></div>",
        "<div class=\"newsletter-signup\"><p>Sign up for our newsletter and get the news of the islands every day.</p>\
         <form><input type=\"email\"><button>Sign up</button></form></div>",
        "<figure><img src=\"crane.jpg\"><figcaption>The crane on Monday. Photo: Courier</figcaption></figure>",
        "<p>Photo: Courier / Getty Images</p>",
        "<p>Advertisement</p>",
        "<p>Follow us on Facebook</p>",
        "<div class=\"related\"><h3>Related</h3><ul><li><a href=\"/a\">Crane torn from its rails</a></li></ul></div>",
        "<script>var words = 'The ferry to the islands';</script><style>p { color: red }</style>",
        "<div style=\"display:none\"><p>The ferry to the islands stayed in port on Monday, and so on and on.</p></div>",
        "<div class=\"comments\"><p>First! The ferry is always late, said nobody ever, and I should know it.</p></div>",
    ] {
        assert_eq!(text_around(between), whole, "{between}");
    }
}

#[test]
fn words_of_the_article_that_look_like_residue_stay() {
    for between in [
        "<p>Share prices of the ferry line fell by a tenth, and the cookie factory on the quay closed for a day.</p>",
        "<p>“Read also what stands between the lines,” the head of the port said of the newsletter of the ferry line.</p>",
        "<h2>What the port says</h2>",
        "<ul><li>The crane weighs ninety tons.</li><li>It stood on the quay for fifty years.</li></ul>",
        "<blockquote><p>We have never seen such a wind in this harbour.</p></blockquote>",
    ] {
        let words = between.split(['<', '>']).find(|part| part.contains(' ')).unwrap();
        assert_eq!(text_around(between).matches(words).count(), 3, "{between}\n{}", text_around(between));
    }
}
