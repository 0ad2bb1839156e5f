//! What the cutting of words knows by heart: abbreviations, prefixes that keep their hyphen, units, contractions,
//! endings of file and host names, emoticons.
//!
//! Learnt by looking at English treebanks of Universal Dependencies (EWT, GUM); written down in our own words.

/// Abbreviations that keep their stop wherever they stand.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "messrs"
            | "mlle"
            | "mme"
            | "dr"
            | "prof"
            | "sgt"
            | "capt"
            | "cmdr"
            | "jr"
            | "sr"
            | "vs"
            | "inc"
            | "corp"
            | "ltd"
            | "co"
            | "bros"
            | "dept"
            | "approx"
            | "est"
            | "esp"
            | "ave"
            | "blvd"
            | "attn"
            | "assn"
            | "sept"
            | "feb"
            | "aug"
            | "eg"
            | "ft"
            | "mt"
            | "hon"
            | "ph.d"
            | "m.sc"
            | "b.sc"
    )
}

/// Abbreviations that are one only before a name, and with a capital.
pub(crate) fn abbreviates_before_names(word: &str) -> bool {
    matches!(
        word,
        "st" | "sen"
            | "sens"
            | "rep"
            | "reps"
            | "gov"
            | "gen"
            | "col"
            | "lt"
            | "maj"
            | "adm"
            | "rev"
            | "pres"
            | "atty"
            | "supt"
            | "insp"
            | "brig"
            | "cpl"
            | "pvt"
            | "pte"
            | "sec"
            | "fr"
            | "bishop"
    )
}

/// Titles and the like, after whose stop no sentence ends.
pub(crate) fn precedes_names(word: &str) -> bool {
    abbreviates_before_names(word)
        || matches!(
            word,
            "mr" | "mrs" | "ms" | "messrs" | "mlle" | "mme" | "dr" | "prof" | "capt" | "vs" | "hon" | "mt"
        )
}

/// Abbreviations that are one only before a number.
pub(crate) fn abbreviates_before_numbers(word: &str) -> bool {
    matches!(
        word,
        "no" | "nos"
            | "vol"
            | "vols"
            | "fig"
            | "figs"
            | "art"
            | "p"
            | "pp"
            | "sec"
            | "ch"
            | "par"
            | "para"
            | "ext"
            | "eq"
            | "jan"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
            | "ca"
            | "c"
            | "b"
            | "d"
            | "m"
    )
}

/// Abbreviations with capitals that end a phrase: months and weekdays that are no other word.
pub(crate) fn abbreviates_with_capital(word: &str) -> bool {
    matches!(
        word,
        "jan" | "apr" | "oct" | "nov" | "dec" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "ave"
    )
}

/// Russian and Ukrainian abbreviations; their stop stays a word of its own and ends no sentence.
pub(crate) fn is_cyrillic_abbreviation(word: &str) -> bool {
    matches!(word, "им" | "ім" | "ул" | "вул" | "проф" | "акад" | "ген" | "гг" | "рр" | "тыс" | "тис" | "св")
}

/// The same, before a number only.
pub(crate) fn is_cyrillic_abbreviation_before_numbers(word: &str) -> bool {
    matches!(word, "стр" | "ст" | "п" | "д")
}

/// First parts that stay one word with what follows their hyphen.
pub(crate) fn keeps_hyphen(part: &str) -> bool {
    matches!(
        part,
        "anti"
            | "arch"
            | "bi"
            | "bio"
            | "co"
            | "contra"
            | "counter"
            | "cross"
            | "cyber"
            | "de"
            | "dis"
            | "e"
            | "ex"
            | "extra"
            | "hyper"
            | "infra"
            | "inter"
            | "intra"
            | "macro"
            | "mega"
            | "meta"
            | "micro"
            | "mid"
            | "mini"
            | "mis"
            | "mono"
            | "multi"
            | "nano"
            | "non"
            | "over"
            | "para"
            | "poly"
            | "post"
            | "pre"
            | "pro"
            | "proto"
            | "pseudo"
            | "re"
            | "semi"
            | "sub"
            | "super"
            | "trans"
            | "ultra"
            | "un"
            | "under"
            | "uh"
            | "wi"
    )
}

/// Units that are written against their number: "5pm", "20km".
pub(crate) fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "m" | "k"
            | "b"
            | "bn"
            | "mn"
            | "tn"
            | "t"
            | "mm"
            | "cm"
            | "km"
            | "kg"
            | "g"
            | "mg"
            | "lb"
            | "lbs"
            | "oz"
            | "ft"
            | "in"
            | "mph"
            | "kph"
            | "hz"
            | "khz"
            | "mhz"
            | "ghz"
            | "kb"
            | "mb"
            | "gb"
            | "tb"
            | "kw"
            | "mw"
            | "gw"
            | "am"
            | "pm"
            | "a.m"
            | "p.m"
            | "x"
            | "hrs"
            | "mins"
            | "min"
            | "sec"
            | "c"
            | "f"
            | "p"
    )
}

/// Where a contraction without an apostrophe is cut.
pub(crate) fn contraction_at(word: &str) -> Option<usize> {
    match word {
        "im" | "ive" | "alot" => Some(1),
        "cannot" | "gonna" | "wanna" | "gotta" | "outta" => Some(3),
        "dont" | "cant" | "wont" => Some(2),
        "aint" => Some(2),
        "didnt" | "isnt" | "hasnt" | "hadnt" | "wasnt" | "arent" => Some(word.len() - 2),
        "doesnt" | "havent" | "couldnt" | "wouldnt" | "shouldnt" | "werent" => Some(word.len() - 2),
        "thats" | "theres" | "whats" => Some(word.len() - 1),
        "youre" | "theyre" | "youve" | "theyve" | "youll" | "theyll" => Some(word.len() - 2),
        _ => None,
    }
}

/// Short words that begin with an apostrophe for the letters they have lost.
pub(crate) fn is_clipped(word: &str) -> bool {
    matches!(word, "em" | "til" | "n" | "tis" | "twas")
}

/// What comes after the stop in names of hosts and files.
pub(crate) fn ends_host_or_file(word: &str) -> bool {
    matches!(
        word,
        "com"
            | "org"
            | "net"
            | "gov"
            | "edu"
            | "mil"
            | "int"
            | "info"
            | "biz"
            | "io"
            | "co"
            | "tv"
            | "uk"
            | "us"
            | "de"
            | "fr"
            | "eu"
            | "ru"
            | "ua"
            | "ca"
            | "au"
            | "nz"
            | "jp"
            | "cn"
            | "ie"
            | "nl"
            | "doc"
            | "docx"
            | "xls"
            | "xlsx"
            | "pdf"
            | "ppt"
            | "txt"
            | "html"
            | "htm"
            | "php"
            | "asp"
            | "jpg"
            | "jpeg"
            | "gif"
            | "png"
            | "zip"
            | "exe"
            | "wpd"
            | "url"
            | "csv"
            | "mp3"
            | "mp4"
            | "avi"
    )
}

/// Emoticons, longest first among those that begin alike.
pub(crate) const EMOTICONS: [&str; 26] = [
    ":-)", ":-(", ":-D", ":-P", ":-/", ":-O", ":'(", ":)", ":(", ":D", ":P", ":/", ":O", ":p", ";-)", ";)", ";P", ";D",
    "=)", "=(", "=D", "<3", "^_^", "^.^", "XD", "8-)",
];

/// Words that begin a sentence far more often than they follow an abbreviation inside one.
pub(crate) fn begins_sentences(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "you"
            | "i"
            | "but"
            | "and"
            | "or"
            | "so"
            | "in"
            | "on"
            | "at"
            | "by"
            | "from"
            | "to"
            | "with"
            | "after"
            | "before"
            | "since"
            | "while"
            | "this"
            | "that"
            | "these"
            | "those"
            | "there"
            | "here"
            | "his"
            | "her"
            | "its"
            | "my"
            | "our"
            | "their"
            | "if"
            | "when"
            | "what"
            | "who"
            | "why"
            | "how"
            | "where"
            | "as"
            | "for"
            | "however"
            | "although"
            | "some"
            | "many"
            | "all"
            | "no"
            | "not"
            | "is"
            | "are"
            | "was"
            | "do"
            | "please"
            | "thanks"
            | "also"
            | "then"
    )
}
