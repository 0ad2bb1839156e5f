//! The senses of cues beyond the rules' own: further verbs, nouns, phrases, and what negation makes of them.
//!
//! Tables only; `stance` says how they are used. Verbs and the first words of phrases are written as in `cue_lists`: the
//! base form, or `base/third person/past/present participle` for irregular ones; `_` joins the words of a phrase, which
//! are compared without adverbs between them. Phrases that are not led by a verb are in `FIXED`.

use overshadow_record::Stance;

/// Verbs and phrases led by a verb.
pub(crate) const SENSES: &[(Stance, &str)] = &[
    (
        Stance::Said,
        "make/makes/made/making_clear make/makes/made/making_it_clear make/makes/made/making_plain \
         make/makes/made/making_it_plain let/lets/let/letting_it_be_known let/lets/let/letting_slip call/calls/called/calling_on write/writes/wrote/writing_back \
         fire_back shoot/shoots/shot/shooting_back hit/hits/hit/hitting_back \
         agree judge predict forecast/forecasts/forecast/forecasting put/puts/put/putting_it speak/speaks/spoke/speaking",
    ),
    (Stance::Claimed, "swear/swears/swore/swearing contend charge protest"),
    (
        Stance::Doubted,
        "distrust mistrust query/queries/queried/querying cast/casts/cast/casting_doubt throw/throws/threw/throwing_doubt \
         raise_doubts raise_questions express_doubt express_doubts pour_cold_water take/takes/took/taking_issue \
         call/calls/called/calling_into_question have/has/had/having_doubts",
    ),
    (
        Stance::Admitted,
        "grant allow/allows/allowed/allowing confess apologise apologize own_up come/comes/came/coming_clean \
         concede accept_responsibility",
    ),
    (
        Stance::Denied,
        "rule_out brush_off brush_aside shrug/shrugs/shrugged/shrugging_off wave_away wave_aside turn_down play_down \
         laugh_off knock_down shoot/shoots/shot/shooting_down bristle_at deflect contradict disclaim dodge duck \
          distance_himself distance_herself distance_itself distance_themselves \
         plead_not_guilty have/has/had/having_none_of disagree",
    ),
    (
        Stance::Hedged,
        "hint intimate insinuate float appear seem venture speculate signal/signals/signalled/signalling \
         stop/stops/stopped/stopping_short leave/leaves/left/leaving_open leave/leaves/left/leaving_the_door_open \
         raise_the_possibility keep/keeps/kept/keeping_open moot allude conjecture surmise",
    ),
    (Stance::Warned, "caution raise_the_alarm sound_the_alarm admonish"),
    (Stance::Threatened, "threaten menace"),
    (
        Stance::Asked,
        "beg/begs/begged/begging request plead implore entreat beseech invite exhort petition/petitions/petitioned/petitioning \
         enquire query_whether appeal_for call/calls/called/calling_for ask demand_to_know want_to_know wish_to_know \
         wonder press press_on push_for move_for seek/seeks/sought/seeking canvass",
    ),
    (
        Stance::Promised,
        "guarantee assure_of commit/commits/committed/committing offer undertake/undertakes/undertook/undertaking \
         agree_to agree_in_principle_to give/gives/gave/giving_an_assurance give/gives/gave/giving_assurances \
         give/gives/gave/giving_his_word give/gives/gave/giving_her_word volunteer_to swear/swears/swore/swearing_to",
    ),
    (
        Stance::Believed,
        "reckon intend aim reason regard wish foresee/foresees/foresaw/foreseeing anticipate dread loathe advocate \
         favour favor long_for bet/bets/bet/betting assume presume figure suppose imagine conceive trust \
         mean/means/meant/meaning lobby/lobbies/lobbied/lobbying weigh agree_with cling/clings/clung/clinging_to \
         express_confidence express_hope express_concern express_fear voice_concern voice_fears retain_confidence \
         retain_full_confidence decide_to come/comes/came/coming_out_against come/comes/came/coming_out_for \
         rate mind hold/holds/held/holding_that plan/plans/planned/planning plot/plots/plotted/plotting dream_of \
         approve disapprove back support endorse resent regret_that consider embrace sympathise sympathize",
    ),
];

/// Phrases as they stand, whatever verb leads them; matched on words.
pub(crate) const FIXED: &[(Stance, &str)] = &[
    (Stance::Said, "is said,are said,was said,were said,is understood,are understood,is reported,was reported"),
    (
        Stance::Said,
        "put the figure,put the number,went on,in the words of,in the opinion of,in the view of,according to",
    ),
    (
        Stance::Doubted,
        "was sceptical,were sceptical,is sceptical,are sceptical,is skeptical,are skeptical,was skeptical",
    ),
    (Stance::Doubted, "were skeptical,is unconvinced,was unconvinced,is doubtful,was doubtful"),
    (Stance::Denied, "is no truth,was no truth"),
    (Stance::Asked, "to know,be pressing"),
    (
        Stance::Believed,
        "no intention,would rather,would like,would prefer,would still like,in favour of,in favor of,was willing,is willing,\
         are willing,were willing,was afraid,is afraid,are afraid,were afraid,is ready,are ready,was ready,is prepared,\
         are prepared,was prepared,is determined,are determined,was determined,were determined,is confident,are confident,\
         was confident,were confident,is anxious,are anxious,was anxious,no wish,is convinced,was convinced,are convinced,\
         is surprised,was surprised,is opposed,was opposed,are opposed,is keen,was keen,are keen,is certain,was certain,\
         is sure,was sure,is worried,was worried,are worried,would welcome,is open to,\
         is against,are against,was against",
    ),
];

/// Nouns in cues.
pub(crate) const NOUNS: &[(Stance, &str)] = &[
    (Stance::Said, "prediction forecast verdict reply answer account advice notion"),
    (Stance::Claimed, "assertion contention"),
    (Stance::Doubted, "doubt doubts scepticism skepticism misgivings"),
    (Stance::Denied, "rejection refusal rebuttal dismissal"),
    (Stance::Hedged, "hint hints speculation insinuation"),
    (Stance::Threatened, "threats"),
    (Stance::Warned, "warnings"),
    (Stance::Asked, "question questions request requests demand plea appeal call"),
    (Stance::Promised, "offer assurance assurances promises guarantee commitment"),
    (
        Stance::Believed,
        "hopes fears beliefs suspicions presumption idea conviction expectation intention plan wish desire",
    ),
];

/// What a verb or phrase means when it is negated, where that is not its own sense.
pub(crate) const NEGATED: &[(Stance, &str)] = &[
    (Stance::Admitted, "deny/denies/denied/denying dispute contest hide/hides/hid/hiding conceal"),
    (Stance::Hedged, "rule_out exclude reject dismiss discount"),
    (Stance::Doubted, "believe think/thinks/thought/thinking trust accept buy/buys/bought/buying  convince"),
    (Stance::Believed, "doubt mind oppose object question care"),
    (
        Stance::Denied,
        "confirm comment concede admit/admits/admitted/admitting acknowledge commit/commits/committed/committing promise \
         elaborate recognise recognize claim discuss disclose reveal specify answer respond be/is/was/being_drawn be/is/was/being_pinned guarantee",
    ),
];

/// Russian and Ukrainian forms beyond the cues of the rules.
pub(crate) const CYRILLIC_SENSES: &[(Stance, &str)] = &[
    (
        Stance::Denied,
        "отказался отказалась отказались отверг отвергла отвергли відмовився відмовилася відмовились відкинув",
    ),
    (Stance::Doubted, "усомнился усомнилась усомнились сомневается сомневаются засумнівався сумнівається сумніваються"),
    (
        Stance::Hedged,
        "намекнул намекнула намекнули предположил предположила предположили натякнув натякнула припустив припустила",
    ),
    (
        Stance::Asked,
        "просит попросил попросила попросили призвал призвала призвали просить попросив попросила закликав закликала",
    ),
];

/// Russian and Ukrainian forms under negation.
pub(crate) const CYRILLIC_NEGATED: &[(Stance, &str)] = &[
    (Stance::Hedged, "исключил исключила исключили исключает исключают виключив виключила виключає виключають"),
    (Stance::Admitted, "отрицает отрицал отрицала отрицают заперечує заперечив заперечила заперечують"),
    (Stance::Denied, "подтвердил подтвердила подтвердили підтвердив підтвердила підтвердили"),
];
