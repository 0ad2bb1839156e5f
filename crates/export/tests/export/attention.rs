//! Tables of attention: the columns of those systems, and figures that can be counted by hand.

use jiff::civil::{Date, date};
use overshadow_export::{
    LanguageRow, OverTimeRow, SourceRow, TermCounter, TimelineRow, WordRow, languages, over_time, sources,
    timeline_raw, timeline_volume,
};
use overshadow_record::table::{csv_cells, csv_header};
use overshadow_record::{Attention, Record};

fn cell(day: Option<Date>, name: Option<&str>, articles: u64, total: u64) -> Attention {
    Attention {
        date: day,
        outlet: name.map(str::to_owned),
        country: None,
        language: name.map(str::to_owned),
        subject: "tram".into(),
        articles,
        independent_articles: Some(articles.min(2)),
        total,
        share: (total > 0).then(|| articles as f64 / total as f64),
        missing: 0,
    }
}

fn by_day() -> Vec<Attention> {
    vec![
        cell(Some(date(2031, 5, 3)), None, 3, 12),
        cell(Some(date(2031, 5, 4)), None, 0, 0),
        cell(Some(date(2031, 5, 5)), None, 0, 8),
    ]
}

fn table<R: Record>(rows: &[R]) -> Vec<String> {
    let columns = R::columns();
    let header = csv_header(&columns).join(",");
    std::iter::once(header).chain(rows.iter().map(|row| csv_cells(&columns, &row.values()).join(","))).collect()
}

#[test]
fn a_day_without_any_article_is_no_day_without_attention() {
    assert_eq!(
        table(&over_time(&by_day())),
        ["date,count,total_count,ratio,independent_count", "2031-05-03,3,12,0.25,2", "2031-05-05,0,8,0.0,0"]
    );
}

#[test]
fn sources_and_languages_share_out_the_articles_on_the_subject() {
    let cells = [
        cell(None, Some("b"), 1, 5),
        cell(None, Some("c"), 6, 9),
        cell(None, Some("d"), 0, 9),
        cell(None, Some("a"), 1, 9),
    ];
    let rows = ["c,6,0.75,2", "a,1,0.125,1", "b,1,0.125,1"];
    assert_eq!(table(&sources(&cells))[0], "source,count,ratio,independent_count");
    assert_eq!(table(&sources(&cells))[1..], rows);
    assert_eq!(table(&languages(&cells))[0], "language,count,ratio,independent_count");
    assert_eq!(table(&languages(&cells))[1..], rows);
}

#[test]
fn the_timelines_have_gdelts_columns_and_series() {
    assert_eq!(
        table(&timeline_volume(&by_day())),
        ["Date,Series,Value", "2031-05-03,Volume Intensity,25.0", "2031-05-05,Volume Intensity,0.0"]
    );
    assert_eq!(
        table(&timeline_raw(&by_day())),
        [
            "Date,Series,Value",
            "2031-05-03,Article Count,3",
            "2031-05-03,Total Monitored Articles,12",
            "2031-05-05,Article Count,0",
            "2031-05-05,Total Monitored Articles,8",
        ]
    );
}

#[test]
fn words_are_counted_once_an_article_and_as_often_as_they_stand() {
    let mut counter = TermCounter::default();
    for headline in [&["tram", "back", "tram"][..], &["міст"], &[], &["tram", "міст"]] {
        counter.add(headline.iter().map(|word| (*word).to_owned()).collect());
    }
    assert_eq!(
        table(&counter.rows(0)),
        [
            "term,term_count,term_ratio,doc_count,doc_ratio,sample_size",
            "tram,3,0.75,2,0.5,4",
            "міст,2,0.5,2,0.5,4",
            "back,1,0.25,1,0.25,4",
        ]
    );
    assert_eq!(counter.rows(1).len(), 1);
}

#[test]
fn what_holds_nothing_is_a_header() {
    assert_eq!(table::<OverTimeRow>(&over_time(&[])).len(), 1);
    assert_eq!(table::<SourceRow>(&sources(&[])).len(), 1);
    assert_eq!(table::<LanguageRow>(&languages(&[])).len(), 1);
    assert_eq!(table::<WordRow>(&TermCounter::default().rows(0)).len(), 1);
    assert_eq!(table::<TimelineRow<u64>>(&timeline_raw(&[])).len(), 1);
}
