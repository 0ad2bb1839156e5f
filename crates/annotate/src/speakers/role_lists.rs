//! Nouns that articles call persons and bodies by: their gender, and which of them stand for each other.

use crate::word_classes::Gender;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The gender a noun or title says.
pub(super) fn gender_of_noun(word: &str) -> Option<Gender> {
    match word {
        "mr" | "sir" | "lord" | "man" | "spokesman" | "chairman" | "congressman" | "businessman" | "fisherman"
        | "policeman" | "fireman" | "salesman" | "king" | "prince" | "father" | "son" | "brother" | "husband"
        | "widower" | "uncle" | "nephew" | "grandfather" | "actor" | "waiter" | "monk" | "abbot" | "boy" | "duke"
        | "cameraman" | "craftsman" | "foreman" | "stepfather" | "grandson" | "priest" | "imam" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "woman" | "spokeswoman" | "chairwoman" | "congresswoman"
        | "businesswoman" | "policewoman" | "queen" | "princess" | "mother" | "daughter" | "sister" | "wife"
        | "widow" | "aunt" | "niece" | "grandmother" | "actress" | "waitress" | "nun" | "abbess" | "girl"
        | "duchess" | "heroine" | "stepmother" | "granddaughter" | "midwife" | "mum" | "councilwoman" => {
            Some(Gender::Female)
        }
        _ => None,
    }
}

/// Nouns of bodies: what can be said to say something and is not a person.
pub(super) fn is_body_noun(word: &str) -> bool {
    matches!(
        word,
        "agency"
            | "airline"
            | "alliance"
            | "association"
            | "authority"
            | "bank"
            | "board"
            | "body"
            | "bureau"
            | "broadcaster"
            | "brewery"
            | "builder"
            | "bloc"
            | "centre"
            | "center"
            | "chain"
            | "charity"
            | "church"
            | "club"
            | "coalition"
            | "college"
            | "commission"
            | "committee"
            | "company"
            | "confederation"
            | "consultancy"
            | "consultants"
            | "contractor"
            | "cooperative"
            | "corporation"
            | "council"
            | "court"
            | "department"
            | "developer"
            | "developers"
            | "federation"
            | "firm"
            | "foundation"
            | "fund"
            | "government"
            | "group"
            | "hospital"
            | "house"
            | "institute"
            | "institution"
            | "insurer"
            | "league"
            | "lender"
            | "maker"
            | "magazine"
            | "manufacturer"
            | "ministry"
            | "movement"
            | "museum"
            | "network"
            | "newspaper"
            | "office"
            | "operator"
            | "orchestra"
            | "organisation"
            | "organization"
            | "paper"
            | "party"
            | "police"
            | "publisher"
            | "regulator"
            | "retailer"
            | "school"
            | "service"
            | "society"
            | "station"
            | "supplier"
            | "tribunal"
            | "trust"
            | "union"
            | "university"
            | "utility"
            | "watchdog"
            | "website"
            | "carrier"
            | "giant"
            | "start-up"
            | "startup"
            | "vendor"
    )
}

/// Last words of firms' names.
pub(super) fn is_trade(word: &str) -> bool {
    matches!(
        word,
        "power"
            | "energy"
            | "systems"
            | "holdings"
            | "international"
            | "industries"
            | "airlines"
            | "airways"
            | "motors"
            | "brewing"
            | "stays"
            | "securities"
            | "partners"
            | "capital"
            | "analytics"
            | "technologies"
            | "software"
            | "pharmaceuticals"
            | "logistics"
            | "shipping"
            | "foods"
            | "mining"
            | "steel"
            | "oil"
            | "gas"
            | "electric"
            | "telecom"
            | "media"
            | "studios"
            | "records"
            | "books"
            | "airport"
            | "ferries"
            | "lines"
            | "rail"
            | "railways"
            | "railway"
            | "philharmonic"
            | "ltd"
            | "llc"
            | "plc"
            | "gmbh"
            | "ag"
            | "sa"
            | "solutions"
            | "labs"
            | "games"
            | "party"
            | "renewal"
            | "movement"
            | "front"
            | "alliance"
            | "congress"
            | "campaign"
            | "programme"
            | "forum"
    )
}

/// Nouns that any named body may be called by.
pub(super) fn is_any_body(word: &str) -> bool {
    matches!(word, "organisation" | "organization" | "body" | "company" | "firm" | "group" | "agency" | "institution")
}

/// Nouns that articles vary: words of one set may stand for each other.
const SETS: &[&[&str]] = &[
    &["spokesman", "spokeswoman", "spokesperson"],
    &[
        "expert",
        "analyst",
        "commentator",
        "scholar",
        "scientist",
        "professor",
        "economist",
        "historian",
        "hydrologist",
        "researcher",
        "geologist",
        "geochemist",
        "climatologist",
        "biologist",
        "academic",
        "specialist",
        "strategist",
        "blogger",
        "observer",
        "sociologist",
        "prof",
        "engineer",
        "lawyer",
        "doctor",
    ],
    &["journalist", "reporter", "correspondent"],
    &["doctor", "surgeon", "physician", "dr", "medic", "oncologist", "cardiologist", "paediatrician", "psychiatrist"],
    &["lawyer", "attorney", "barrister", "solicitor", "counsel", "advocate"],
    &["detective", "inspector", "sergeant", "officer", "lieutenant", "lt", "policeman", "policewoman"],
    &["senator", "lawmaker", "legislator", "deputy", "congressman", "congresswoman", "mp", "representative", "sen"],
    &["author", "writer", "novelist", "poet"],
    &["priest", "chaplain", "father", "vicar", "pastor", "bishop", "clergyman"],
    &["chairman", "chairwoman", "chair", "chairperson"],
    &["chief", "boss", "executive", "head", "director"],
    &["premier", "minister"],
    &["captain", "skipper"],
    &["fisherman", "skipper"],
    &["farmer", "grower", "rancher"],
    &["company", "firm", "manufacturer", "maker", "operator", "group", "chain", "carrier", "airline", "utility"],
    &["newspaper", "paper", "daily", "courier", "gazette", "ledger", "herald"],
    &["organisation", "organization", "agency", "body", "association"],
    &["party", "movement"],
    &["general", "gen", "commander"],
    &["colonel", "col"],
    &["governor", "gov"],
    &["union", "federation"],
    &["эксперт", "аналитик", "политолог", "блогер", "экономист", "историк"],
    &["експерт", "експертка", "аналітик", "аналітикиня", "політолог", "блогер", "економіст", "історик"],
    &["речник", "речниця"],
];

/// True when one noun may be said for the other.
pub(super) fn vary(one: &str, other: &str) -> bool {
    one == other || SETS.iter().any(|set| set.contains(&one) && set.contains(&other))
}

/// Titles of persons beyond those that every stage knows.
pub(super) fn is_title_of_person(word: &str) -> bool {
    matches!(
        word,
        "prime"
            | "major"
            | "commander"
            | "pastor"
            | "father"
            | "sister"
            | "brother"
            | "bishop"
            | "archbishop"
            | "cardinal"
            | "rabbi"
            | "imam"
            | "sheikh"
            | "baroness"
            | "grandmaster"
            | "baron"
            | "count"
            | "dame"
            | "sergeant"
            | "lieutenant"
            | "admiral"
            | "brigadier"
            | "inspector"
            | "detective"
            | "constable"
            | "superintendent"
            | "interior"
            | "foreign"
            | "defence"
            | "defense"
            | "finance"
            | "vice"
            | "acting"
            | "deputy"
            | "first"
            | "chief"
            | "professor"
            | "corporal"
            | "marshal"
            | "ambassador"
            | "consul"
            | "maj"
            | "cmdr"
            | "rev"
            | "reverend"
            | "mme"
            | "herr"
            | "frau"
            | "don"
            | "doña"
    )
}

/// Countries and capitals: a single one can be a speaker.
pub(super) fn is_country_or_capital(word: &str) -> bool {
    PLACES.contains(word)
}

static PLACES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| COUNTRIES_AND_CAPITALS.split_whitespace().collect());

const COUNTRIES_AND_CAPITALS: &str = "\
    afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahrain bangladesh barbados \
    belarus belgium belize benin bhutan bolivia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile \
    china colombia congo croatia cuba cyprus czechia denmark djibouti ecuador egypt eritrea estonia eswatini ethiopia fiji \
    finland france gabon gambia georgia germany ghana greece grenada guatemala guinea guyana haiti honduras hungary iceland \
    india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia \
    lebanon lesotho liberia libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania \
    mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands nicaragua \
    niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines poland portugal qatar romania russia \
    rwanda samoa senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria \
    taiwan tajikistan tanzania thailand togo tonga tunisia turkey türkiye turkmenistan tuvalu uganda ukraine uruguay uzbekistan \
    vanuatu venezuela vietnam yemen zambia zimbabwe britain england scotland wales america \
    kabul tirana algiers luanda yerevan canberra vienna baku manama dhaka bridgetown minsk brussels porto-novo thimphu sucre \
    gaborone brasília brasilia sofia ouagadougou yaoundé ottawa ndjamena santiago beijing bogotá bogota kinshasa zagreb havana \
    nicosia prague copenhagen quito cairo asmara tallinn helsinki paris libreville banjul tbilisi berlin accra athens conakry \
    budapest reykjavik delhi jakarta tehran baghdad dublin jerusalem rome kingston tokyo amman astana nairobi pristina bishkek \
    vientiane riga beirut maseru monrovia tripoli vilnius lilongwe bamako valletta nouakchott chişinău chisinau ulaanbaatar \
    podgorica rabat maputo naypyidaw windhoek kathmandu amsterdam hague managua niamey abuja oslo muscat islamabad asunción lima \
    manila warsaw lisbon doha bucharest moscow kigali riyadh dakar belgrade freetown bratislava ljubljana mogadishu pretoria \
    seoul pyongyang madrid khartoum paramaribo stockholm bern berne damascus taipei dushanbe dodoma bangkok lomé tunis ankara \
    ashgabat kampala kyiv kiev london washington montevideo tashkent caracas hanoi sanaa lusaka harare kremlin pentagon \
    westminster whitehall strasbourg geneva";
