//! The cue words: which words lift others into speech, and what they say of the speaker's attitude.
//!
//! Tables only; `cues` says how they are used. A regular English verb is given by its base form, an irregular one as
//! `base/third person/past/present participle`. `*` marks forms that are also common nouns and need a subject before
//! them. To add a cue, add it to the list of its stance and run the tests.

use overshadow_record::Stance;

/// What a cue takes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A clause: "said that it rained", "said it rained".
    Clause,
    /// An addressee, then a clause: "told reporters it rained".
    Addressee,
    /// Only a clause with "that", a colon or marks: "pointed out that", "ruled that".
    Marked,
    /// Anything up to the end of the clause: "denied the charges", "promised to resign".
    Anything,
}

/// English verbs.
pub(crate) const ENGLISH_VERBS: &[(Stance, Takes, &str)] = &[
    (
        Stance::Said,
        Takes::Clause,
        "say/says/said/saying add note* state* declare report* announce explain write/writes/wrote/writing tweet* comment* \
         remark* observe stress* emphasize emphasise reiterate repeat conclude predict reply*/replies*/replied/replying \
         respond continue point_out argue reveal confirm estimate* joke* \
         quip* muse post* recount underline underscore highlight disclose elaborate intone exclaim shout* yell* whisper* boast \
         lament complain summarise summarize guess* opine counter* retort* interject affirm proclaim \
         clarify specify articulate message* email* chant* concur agree \
         testify/testifies/testified/testifying rule*",
    ),
    (
        Stance::Said,
        Takes::Addressee,
        "tell/tells/told/telling remind inform assure notify/notifies/notified/notifying brief advise persuade convince",
    ),
    (
        Stance::Said,
        Takes::Marked,
        "show*/shows*/showed/showing find/finds/found/finding read/reads/read/reading point* cite* quote* mention recall remember hear/hears/heard/hearing learn list*",
    ),
    (
        Stance::Said,
        Takes::Anything,
        "call*/calls*/called/calling describe accuse blame* criticize criticise praise* condemn denounce propose demand* urge* \
         recommend defend attack* blast* mock slam*/slams/slammed/slamming reference* tout* \
         welcome* compare decry/decries/decried/decrying characterize characterise portray label* dub/dubs/dubbed/dubbing \
         cite* express thank encourage refer/refers/referred/referring discuss* \
         instruct order* credit* highlight ridicule* lambast lambaste deride hail* applaud envision",
    ),
    (Stance::Claimed, Takes::Clause, "claim* insist allege profess purport assert pretend contend maintain"),
    (Stance::Doubted, Takes::Clause, "doubt*"),
    (Stance::Doubted, Takes::Anything, "question* challenge* dispute*"),
    (Stance::Admitted, Takes::Clause, "admit/admits/admitted/admitting concede acknowledge confess"),
    (
        Stance::Denied,
        Takes::Anything,
        "deny/denies/denied/denying reject* refute rebut/rebuts/rebutted/rebutting repudiate refuse* decline* disavow dismiss",
    ),
    (Stance::Hedged, Takes::Clause, "suggest indicate speculate venture* signal* imply/implies/implied/implying"),
    (Stance::Warned, Takes::Clause, "warn caution*"),
    (Stance::Threatened, Takes::Anything, "threaten"),
    (Stance::Asked, Takes::Addressee, "ask"),
    (Stance::Asked, Takes::Anything, "request*"),
    (Stance::Asked, Takes::Clause, "wonder* inquire enquire"),
    (Stance::Promised, Takes::Anything, "promise* vow* pledge* offer* swear/swears/swore/swearing guarantee*"),
    (
        Stance::Believed,
        Takes::Clause,
        "believe think/thinks/thought/thinking feel/feels/felt/feeling hope* fear* expect assume suspect* worry*/worries*/worried/worrying",
    ),
    (
        Stance::Believed,
        Takes::Marked,
        "know/knows/knew/knowing understand/understands/understood/understanding see/sees/saw/seeing",
    ),
    (
        Stance::Believed,
        Takes::Anything,
        "support* endorse oppose back* favor* favour* want plan*/plans*/planned/planning prefer/prefers/preferred/preferring consider seek/seeks/sought/seeking",
    ),
];

/// Nouns that carry a clause: "his claim that …".
pub(crate) const ENGLISH_NOUNS: &[(Stance, &str)] = &[
    (
        Stance::Said,
        "statement remark comment report argument suggestion observation announcement assertion conclusion view",
    ),
    (Stance::Claimed, "claim allegation accusation insistence"),
    (Stance::Admitted, "admission acknowledgement acknowledgment confession concession"),
    (Stance::Denied, "denial"),
    (Stance::Warned, "warning"),
    (Stance::Threatened, "threat"),
    (Stance::Promised, "promise pledge vow"),
    (Stance::Believed, "belief fear hope suspicion"),
];

/// Russian and Ukrainian verbs, every form spelled out; all take a clause.
pub(crate) const CYRILLIC_VERBS: &[(Stance, &str)] = &[
    (
        Stance::Said,
        "сказал сказала сказали говорит говорят говорил говорила говорили заявил заявила заявили заявляет заявляют сообщил сообщила \
         сообщили сообщает сообщают отметил отметила отметили отмечает отмечают подчеркнул подчеркнула подчеркнули подчеркивает добавил \
         добавила добавили рассказал рассказала рассказали пояснил пояснила пояснили объяснил объяснила написал написала написали пишет \
         пишут напомнил напомнила уточнил уточнила уточнили ответил ответила указал указала указали констатировал резюмировал \
         заметил заметила объявил объявила цитирует передает передают \
         сказав сказала сказали каже кажуть говорить заявив заявила заявили заявляє повідомив повідомила повідомили повідомляє \
         повідомляють зазначив зазначила зазначили зазначає наголосив наголосила наголосили наголошує підкреслив підкреслила \
         підкреслили додав додала додали розповів розповіла розповіли пояснив пояснила пояснили написав написала написали пише \
         нагадав нагадала уточнив уточнила відповів відповіла вказав вказала зауважив зауважила оголосив оголосила",
    ),
    (
        Stance::Claimed,
        "утверждает утверждают утверждал утверждала утверждали настаивает настаивал стверджує стверджують стверджував наполягає",
    ),
    (Stance::Admitted, "признал признала признали признаёт признает визнав визнала визнали визнає"),
    (
        Stance::Denied,
        "опроверг опровергла опровергли отрицает отрицал отверг спростував спростувала спростували заперечив заперечує",
    ),
    (Stance::Warned, "предупредил предупредила предупредили предупреждает попередив попередила попередили попереджає"),
    (Stance::Threatened, "пригрозил пригрозила пригрозили пригрозив погрожує"),
    (Stance::Asked, "спросил спросила спросили запитав запитала спитав"),
    (Stance::Promised, "пообещал пообещала пообещали обещает пообіцяв пообіцяла пообіцяли обіцяє"),
    (Stance::Believed, "считает считают считал полагает думает вважає вважають вважав думає"),
];

/// Phrases that name the source of what surrounds them; the words after them are the speaker.
pub(crate) const SOURCE_PHRASES: &[&str] = &[
    "according to",
    "in the words of",
    "in the opinion of",
    "in the view of",
    "по словам",
    "по мнению",
    "по данным",
    "по информации",
    "за словами",
    "на думку",
    "за даними",
    "за інформацією",
];
