//! Each form of quotations and articles against a file that was written by hand.

use crate::sample::{all, repeated, right_to_left, tram};
use overshadow_export::{
    BRAT_CONFIGURATION, WEB_ANNOTATIONS_END, brat, citron, gqg, index_action, index_document, media_cloud_story,
    scorer, web_annotations, web_annotations_begin,
};
use overshadow_record::table::{csv_cells, write_json};
use overshadow_record::{QuotationKind, Record, Stance};
use serde_json::Value;

fn lines<R: Record>(records: impl IntoIterator<Item = R>) -> String {
    let mut bytes = Vec::new();
    for record in records {
        write_json(&record, &mut bytes).expect("writing to memory does not fail");
        bytes.push(b'\n');
    }
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[test]
fn citron_reads_a_document_with_spans_and_their_words() {
    let (article, annotations) = tram();
    let written: Value = serde_json::from_str(include_str!("golden/citron.json")).unwrap();
    assert_eq!(citron(&article, &annotations), written);
}

#[test]
fn citron_knows_no_quotation_without_a_cue() {
    let (article, annotations) = repeated();
    assert_eq!(citron(&article, &annotations)["quotes"], Value::Array(Vec::new()));
}

#[test]
fn rows_of_the_quotation_graph_have_the_speaker_beside_gdelts_own_fields() {
    let languages = [Some("english"), Some("arabic"), Some("ukrainian")];
    let rows = all().into_iter().zip(languages).map(|((article, said), lang)| gqg(&article, &said, lang));
    assert_eq!(lines(rows), include_str!("golden/gqg.jsonl"));
}

#[test]
fn a_language_without_an_english_name_is_given_by_its_code() {
    let (article, annotations) = tram();
    assert_eq!(gqg(&article, &annotations, None).lang.as_deref(), Some("en"));
}

#[test]
fn scorers_read_a_line_a_document() {
    let rows = all().map(|(article, said)| scorer(&article, &said));
    assert_eq!(lines(rows), include_str!("golden/scorer.jsonl"));
}

#[test]
fn brat_reads_spans_in_parts_and_across_lines() {
    let written = [
        (tram(), include_str!("golden/brat/a1.ann")),
        (right_to_left(), include_str!("golden/brat/b2.ann")),
        (repeated(), include_str!("golden/brat/c3.ann")),
    ];
    for ((article, annotations), expected) in written {
        let document = brat(&article, &annotations);
        assert_eq!((document.text, document.annotations.as_str()), (article.text, expected));
    }
}

#[test]
fn brat_is_told_of_every_kind_and_stance() {
    let told = |name: &str| {
        let line = BRAT_CONFIGURATION.lines().find(|line| line.starts_with(&format!("{name}\tArg:Content, Value:")));
        line.and_then(|line| line.split(':').next_back()).unwrap_or_default().to_owned()
    };
    let words = |words: Vec<&str>| words.join("|");
    assert_eq!(told("Kind"), words(QuotationKind::ALL.iter().map(|kind| kind.word()).collect()));
    assert_eq!(told("Stance"), words(Stance::ALL.iter().map(|stance| stance.word()).collect()));
}

#[test]
fn web_annotations_are_one_page_in_which_parts_are_linked() {
    let items: Vec<String> =
        all().iter().flat_map(|(article, said)| web_annotations(article, said)).map(|it| it.to_string()).collect();
    let page = format!("{}{}{WEB_ANNOTATIONS_END}", web_annotations_begin(), items.join(",\n"));
    let page: Value = serde_json::from_str(&page).unwrap();
    let written: Value = serde_json::from_str(include_str!("golden/w3c.json")).unwrap();
    assert_eq!(page, written);
}

#[test]
fn media_cloud_lists_what_is_known_of_a_story() {
    let stories = all().map(|(article, _)| media_cloud_story(&article));
    let columns = overshadow_export::MediaCloudStory::columns();
    let cells: Vec<Vec<String>> = stories.iter().map(|story| csv_cells(&columns, &story.values())).collect();
    let (courier, title) = ("courier.example", "=Trams \"back\"\tat last,\nsays mayor 🚋");
    assert_eq!(cells[0], ["a1", "", "en", courier, courier, "2031-05-03", title, "https://courier.example/tram"]);
    assert_eq!(cells[1], ["../b 2", "", "ar", "", "", "", "", ""]);
    assert_eq!(cells[2], ["C3", "", "uk", "Рада Міста", "", "2031-05-04", "Міст", ""]);
}

#[test]
fn a_search_engine_gets_media_clouds_fields_and_no_nulls() {
    let documents: Vec<String> =
        all().iter().map(|(article, _)| format!("{}\n{}\n", index_action(article), index_document(article))).collect();
    assert_eq!(documents.concat(), include_str!("golden/opensearch.ndjson"));
}
