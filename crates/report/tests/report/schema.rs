//! The exported schema is a promise: a change of any column shows here.

use overshadow_record::*;

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::List(inner) => format!("list of {}", self::kind(inner)),
        Kind::Struct(columns) => {
            let fields: Vec<String> =
                columns.iter().map(|it| format!("{}: {}", it.name, self::kind(&it.kind))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        simple => format!("{simple:?}").to_lowercase(),
    }
}

fn table<R: Record>() -> String {
    let lines = R::columns()
        .iter()
        .map(|column| format!("{}\t{}\t{}\n", R::TABLE, column.name, kind(&column.kind)))
        .collect::<String>();
    lines + "\n"
}

#[test]
fn every_table_has_the_columns_it_promises() {
    let tables = [
        table::<Article>(),
        table::<Skipped>(),
        table::<Annotated>(),
        table::<QuotationRow>(),
        table::<MentionOut>(),
        table::<Event>(),
        table::<EventActor>(),
        table::<SpanText>(),
        table::<SpeakerOut>(),
        table::<QuotationOut>(),
        table::<Attention>(),
        table::<AgendaMetrics>(),
        table::<Displacement>(),
        table::<GroupDisplacement>(),
        table::<UnitDisplacement>(),
        table::<WeekDisplacement>(),
        table::<DayDisplacement>(),
        table::<Power>(),
        table::<StoryDisplacement>(),
        table::<StoriesTogether>(),
        table::<Shock>(),
    ];
    insta::assert_snapshot!(tables.concat());
}
