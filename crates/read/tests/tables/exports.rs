//! What overshadow exports it reads back, equal in every column.

use crate::{golden, name, seen};
use overshadow_read::ReadOptions;
use overshadow_record::table::{csv_cells, csv_header, write_json};
use overshadow_record::{Article, ArticleKind, DateSource, Record};

fn articles() -> Vec<Article> {
    let mut articles: Vec<Article> = golden()
        .iter()
        .flat_map(|path| seen(&name(path), &std::fs::read(path).unwrap(), &ReadOptions::default()).unwrap().articles)
        .collect();
    articles[0].published_source = Some(DateSource::JsonLd);
    articles[0].published_zone = Some("+02:00".to_owned());
    articles[0].section = Some("Harbour".to_owned());
    articles[0].kind = Some(ArticleKind::LiveBlog);
    articles[0].copy_group = Some("g".to_owned());
    articles
}

fn jsonl(articles: &[Article]) -> Vec<u8> {
    let mut lines = Vec::new();
    for article in articles {
        write_json(article, &mut lines).unwrap();
        if !lines.ends_with(b"\n") {
            lines.push(b'\n');
        }
    }
    lines
}

fn csv(articles: &[Article]) -> Vec<u8> {
    let columns = Article::columns();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(csv_header(&columns)).unwrap();
    for article in articles {
        writer.write_record(csv_cells(&columns, &article.values())).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn what_we_export_we_read_back_equal() {
    let articles = articles();
    for (name, export) in [("x.jsonl", jsonl(&articles)), ("x.csv", csv(&articles))] {
        let again = seen(name, &export, &ReadOptions::default()).unwrap();
        assert_eq!(again.skipped, []);
        for (again, article) in again.articles.iter().zip(&articles) {
            assert_eq!(again, article, "{name}");
        }
        assert_eq!(again.articles.len(), articles.len());
    }
}
