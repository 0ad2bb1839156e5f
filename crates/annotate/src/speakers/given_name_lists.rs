//! Given names of many languages by the gender they suggest.

use crate::word_classes::Gender;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The gender a given name is known for.
pub(super) fn listed_gender(given: &str) -> Option<Gender> {
    GENDERS.get(given).copied().flatten()
}

/// `None` for names of both.
static GENDERS: LazyLock<FxHashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    let mut genders = FxHashMap::default();
    for (list, gender) in [(MALE, Gender::Male), (FEMALE, Gender::Female)] {
        for name in list.split_whitespace() {
            let known = genders.entry(name).or_insert(Some(gender));
            *known = known.filter(|known| *known == gender);
        }
    }
    genders
});

/// The gender the ending of a given name suggests; it only weighs.
pub(super) fn gender_by_ending(given: &str) -> Option<Gender> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| given.ends_with(ending));
    if ends(&["a", "á", "ine", "ette", "elle", "ise", "een", "lyn", "beth", "wen", "dith", "ína", "ée"]) {
        Some(Gender::Female)
    } else if ends(&["o", "us", "er", "ard", "ick", "ald", "os", "as", "ev", "or", "ld", "rt", "mir", "ov", "win"]) {
        Some(Gender::Male)
    } else {
        None
    }
}

const MALE: &str = "\
    abdul abdullah abel abraham adrian ahmed ahmad ajay akira al alan albert aleksandar alex alexandre alfred ali alistair \
    alasdair alvin amir amit anatoly andre andy anders angus anil antoine arjun arnold arthur arvind ashok asif \
    axel barry bart basil benedict bernard bertrand bilal björn brad brendan brett bruce bruno byron calvin cameron carlos \
    cedric chidi christian christopher christoph claude clement clifford clive colin conor craig cyril damian damien dan danny \
    dario darren dave dean denis derek desmond devendra diego dieter dirk dominic donovan doug dougal douglas duncan earl eddie \
    edgar edmund edwin eli elias elijah elliot emil emile emmett eoin erik ernest ethan eugene evan evander ewan farid felix \
    fergus fernando finn fred frederick fyodor gabriel gareth gavin gene geoff geoffrey gerald gerard giles glen glenn goran \
    gordon graham grant greg guillaume gustav guy hakim hamid hamza harry harvey hassan hector herbert howard hubert hugh hugo \
    hussein ian ibrahim igor imran isaac ismail ivor jacques jaime jake jamal jan jared javier jay jean jed jeff jens jeremy \
    jerome jesse joel johan johannes jon jonas jordi jorge jose josé josef josh juan jude jules julian jun jürgen kamal kareem \
    karim keith ken kenji kent khaled khalid kirk kofi kurt kwame kyle lars lawrence leo leon leonard lee les lewis \
    liam lionel lloyd louis luc luca lucas luis luke magnus malcolm manuel marc marcel marcus martin marvin matt maurice max \
    mehmet miguel miles milan milo mitchell mohamed mohammad mohammed muhammad murray mustafa nate ned neil nelson nicolas \
    nick nigel nikita nikolaj noah noel norman oliver omar oscar osman otto owen pascal pat paulo pedro percy per philip \
    philippe phil pierre pieter piers rafael raj rajesh ralph ramón randy rashid ravi ray reginald rene rex reza rick ricardo \
    rob robin rod rodney roger roland ron rory ross roy rudolf rupert russell sam samir sanjay sean sebastian seth shane shaun \
    sid simon sidney sofyan sol stan stefan steve stuart sunil sven tariq ted teddy terence terry theo théo thierry tobias toby \
    todd tony travis trevor ulrich umar vernon vikram vince vincent vijay wayne wendell wesley will willem winston wolfgang \
    xavier yann yannick yusuf youssef zack zane zoltan";

const FEMALE: &str = "\
    abigail ada adele agnes aisha aisling alexandra alison alyssa amara amal amber amélie andrea angelica anita anne annie \
    annette antonia april ashley astrid audrey beatrice beatriz bella belinda bernadette beth bianca blanche bonnie bridget \
    brigid bronwen camille candice carla carmen carole caroline cassandra cathy cecilia celeste chantal charlotte cheryl chloe \
    chloé claire clara claudia colette corinne courtney cristina daisy dana daphne dawn deirdre delia denise diana dolores \
    dominique dora dorothy edith eileen eleanor elena elin elise ellen eloise elsa elsie emilie erica erin esther ethel eva eve \
    fatima fiona florence frances freya frida gail gemma genevieve georgia geraldine gertrude gillian gina ginger giulia gloria \
    grace gwen gwendoline hannah harriet hazel heidi hilary hilda holly ida ilse imogen inês ines inés ingeborg irene iris isabel \
    isabelle ivy jacqueline janice jasmine jeanne jenny jill jo joanne jocelyn josephine joy judy julia \
    juliet june karin kathryn katie kathy kay kerry kim kirsten kristen kristin kristina laetitia leah leila lena leslie lesley \
    lillian lily linda liz lois lorna lorraine louise lucia lucy lydia lynn mabel madeleine madison maggie maeve margot marguerite \
    marianne marie marina marion marisol marjorie martha martina matilda maud maureen maxine maya mercy mia mildred millicent \
    miranda miriam molly monica monique muriel naomi natalie nadia nell niamh nicola nina noor nora norma odette olive olivia \
    ottoline pauline peggy penelope petra phoebe phyllis pilar polly priscilla priya rania renee renée rhoda rita roberta robyn \
    rosa rosalind rose rosemary rosie roxanne ruby sabine sabrina sally sara saoirse selma serena sheila shirin sian sigrid \
    silvia simone siobhan solveig sonia sonja sophia sophie stella sue suzanne sylvia tamara tania tanya tara tessa thelma theresa \
    tina tracy ulrike una valerie vanessa vera verity veronica vivian viviane wanda wendy wilma winifred winona yasmin yolanda \
    yoko yvette yvonne zainab zara zoe zoé zoë";
