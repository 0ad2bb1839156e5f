//! Lab.
#![allow(warnings, clippy::all, missing_docs)]
use overshadow_annotate::linear::*;
use overshadow_annotate::quotation::{QuotationModels, learn::*};
use overshadow_annotate::{Annotator, annotate};
use overshadow_record::{Article, Span, annotated};
use std::io::{BufRead, BufReader, Write};
fn read(path: &str) -> Vec<(String, String, serde_json::Value)> {
    let f = BufReader::new(flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()));
    f.lines().map(|l| { let v: serde_json::Value = serde_json::from_str(&l.unwrap()).unwrap();
        (v["doc_id"].as_str().unwrap().to_owned(), v["text"].as_str().unwrap().to_owned(), v["quotes"].clone()) }).collect()
}
fn doc(text: &str, quotes: &serde_json::Value) -> Document {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let spans = |v: &serde_json::Value| -> Vec<Span> { v.as_array().unwrap().iter().map(|p| Span::new(starts[p[0].as_u64().unwrap() as usize], starts[p[1].as_u64().unwrap() as usize])).collect() };
    Document { text: text.to_owned(), quotations: quotes.as_array().unwrap().iter().map(|q| Gold { content: spans(&q["content"]), cue: spans(&q["cue"]), source: spans(&q["source"]) }).collect() }
}
fn arg(name: &str, default: f64) -> f64 { std::env::args().find_map(|a| a.strip_prefix(&format!("{name}=")).map(|v| v.parse().unwrap())).unwrap_or(default) }
fn show(a: &overshadow_record::Annotated) -> serde_json::Value {
    let sp = |v: &[overshadow_record::SpanText]| v.iter().map(|s| serde_json::json!({"start_char": s.start_char, "end_char": s.end_char})).collect::<Vec<_>>();
    serde_json::json!({"article_id": a.article_id, "quotations": a.quotations.iter().map(|q| serde_json::json!({"kind": q.kind.to_string(), "content": sp(&q.content), "cue": sp(&q.cue), "confidence": q.confidence, "speaker": q.speaker.as_ref().map(|s| serde_json::json!({"mention": sp(&s.mention)}))})).collect::<Vec<_>>()})
}
fn main() {
    let out = std::env::args().nth(1).unwrap();
    let rows = read("/work/shared/data/quotations/polnear/train.jsonl.gz");
    let test_fold = |i: usize| i % 5 == 4;
    let n = arg("docs", 1.0);
    let mut annotator = Annotator::new();
    let dir = format!("/tmp/models-{out}");
    if std::env::args().any(|a| a == "load") {
        let get = |n: &str, t: &[u8; 4]| Model::from_bytes(&std::fs::read(format!("{dir}/{n}")).unwrap(), t).unwrap();
        annotator.quotations = Some(QuotationModels { cue_words: get("cue", b"qcue"), roles: get("roles", b"qrol"), arguments: get("args", b"qarg"), judge: get("judge", b"qjud") });
    } else {
        let docs: Vec<Document> = rows.iter().enumerate().filter(|(i, _)| !test_fold(*i) && (*i as f64) < n * 840.0).map(|(_, r)| doc(&r.1, &r.2)).collect();
        let t = std::time::Instant::now();
        let o = LearnOptions { folds: arg("folds", 3.0) as usize,
            roles: TrainOptions { epochs: arg("re", 6.0) as usize, seen_at_least: arg("rc", 4.0) as u32, rate: arg("rr", 0.1) as f32, decay: arg("rd", 0.0) as f32, models: arg("rm", 1.0) as u64, dropout: arg("rp", 0.0) as f32, ..Default::default() },
            arguments: TrainOptions { epochs: arg("ae", 6.0) as usize, seen_at_least: arg("ac", 4.0) as u32, rate: arg("ar", 0.1) as f32, decay: arg("ad", 0.0) as f32, models: arg("am", 1.0) as u64, dropout: arg("ap", 0.0) as f32, ..Default::default() }, judge: TrainOptions { epochs: arg("je", 6.0) as usize, seen_at_least: 5, rate: arg("jr", 0.05) as f32, smallest: 0.02, decay: arg("jd", 0.0) as f32, dropout: arg("jp", 0.0) as f32, ..Default::default() } };
        let models = learn(&docs, &Annotator::new(), o, &|s| eprintln!("{:.0} {s}", t.elapsed().as_secs_f64()));
        std::fs::create_dir_all(&dir).unwrap();
        for (n, m, t) in [("cue", &models.cue_words, b"qcue"), ("roles", &models.roles, b"qrol"), ("args", &models.arguments, b"qarg"), ("judge", &models.judge, b"qjud")] {
            let b = m.to_bytes(t); eprintln!("{n}: {} features, {} bytes", m.features(), b.len());
            std::fs::write(format!("{dir}/{n}"), b).unwrap();
        }
        annotator.quotations = Some(models);
    }
    if std::env::args().any(|a| a == "rules") { annotator.quotations = None; }
    let rows = if std::env::args().any(|a| a == "dev") { read("/work/shared/data/quotations/polnear/dev.jsonl.gz").into_iter().flat_map(|r| std::iter::repeat_n(r, 1)).collect() } else { rows };
    let dev = std::env::args().any(|a| a == "dev");
    let mut gold = std::io::BufWriter::new(std::fs::File::create(format!("/tmp/{out}.gold.jsonl")).unwrap());
    let mut pred = std::io::BufWriter::new(std::fs::File::create(format!("/tmp/{out}.pred.jsonl")).unwrap());
    let t = std::time::Instant::now(); let mut words = 0;
    for (_, r) in rows.iter().enumerate().filter(|(i, _)| dev || test_fold(*i)) {
        let a = Article::of_text(r.0.clone(), r.1.clone(), "x".into());
        let found = annotate(&a, &annotator);
        words += r.1.split_whitespace().count();
        writeln!(gold, "{}", serde_json::json!({"doc_id": r.0, "text": r.1, "quotes": r.2})).unwrap();
        writeln!(pred, "{}", show(&annotated(&a, &found))).unwrap();
    }
    eprintln!("{:.0} words/s", words as f64 / t.elapsed().as_secs_f64());
}
