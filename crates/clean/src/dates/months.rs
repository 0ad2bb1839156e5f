//! The names of the months: in full, in the case that stands beside a day, and cut short.

/// The months, by the names that thirteen languages have for each; English ones may be cut anywhere.
const NAMES: [&str; 12] = [
    "января январь янв січня січень січ januar jänner janvier janv enero ene gennaio gen stycznia styczeń \
     sty janeiro januari ocak",
    "февраля февраль февр фев лютого лютий лют februar février févr fév febrero febbraio lutego luty lut \
     fevereiro fev februari şubat",
    "марта март мар березня березень бер märz mär mrz mars marzo marca marzec março maart maret mart \
     marts",
    "апреля апрель апр квітня квітень квіт avril avr abril abr aprile kwietnia kwiecień kwi nisan",
    "мая май травня травень трав mai mayo maggio mag maja maj maio mei mayıs",
    "июня июнь июн червня червень черв juni juin junio giugno giu czerwca czerwiec cze junho haziran",
    "июля июль июл липня липень лип juli juillet juil julio luglio lug lipca lipiec lip julho temmuz",
    "августа август авг серпня серпень серп août agosto ago sierpnia sierpień sie augustus agustus \
     augusti ağustos",
    "сентября сентябрь сент сен вересня вересень верес septembre septiembre settembre set września \
     wrzesień wrz setembro eylül",
    "октября октябрь окт жовтня жовтень жовт oktober okt octobre octubre ottobre ott października \
     październik paź outubro out ekim",
    "ноября ноябрь нояб ноя листопада листопад novembre noviembre listopada listopad lis novembro kasım",
    "декабря декабрь дек грудня грудень груд dezember dez décembre déc diciembre dic dicembre grudnia \
     grudzień gru dezembro december desember aralık",
];

const ENGLISH: &str = "january february march april may june july august september october november december";

/// The number of a month, in the figures it is written with.
const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

/// The number of the month that a word names.
pub(crate) fn number(word: &str) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    let word = word.to_lowercase();
    let is_english = |month: &str| word.len() >= SHORTEST && month.starts_with(word.as_str());
    let english = ENGLISH.split(' ').position(|month| is_english(month) || (word == "sept" && month == "september"));
    let at = english.or_else(|| NAMES.iter().position(|names| names.split(' ').any(|name| name == word)))?;
    NUMBERS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_that_of_one_month() {
        let mut seen: Vec<(&str, usize)> = Vec::new();
        for (at, names) in NAMES.iter().enumerate() {
            for name in names.split(' ') {
                assert!(seen.iter().all(|(other, _)| *other != name), "{name} is named twice");
                assert_eq!(number(name), Some(NUMBERS[at]), "{name}");
                seen.push((name, at));
            }
        }
        assert_eq!((number("Sept"), number("Nov"), number("no"), number("Novel")), (Some("9"), Some("11"), None, None));
    }
}
