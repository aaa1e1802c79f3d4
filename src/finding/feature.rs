//! Features: the small vocabulary in which evidence is written down before it is weighed.
//!
//! A detector or the context says *what was seen* ([`Feature`]); `patterns/weights.toml` says *what
//! it is worth*. A feature is one of the named ones below, or has a number of its own
//! (`numbering.rs`): a cue at a distance, a combination, a figure of a word vector.

macro_rules! features {
    ($($name:ident = $text:literal, $says:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        pub(super) enum Plain { $($name,)* COUNT }
        /// What was seen about a candidate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct Feature(pub(crate) u16);
        #[allow(dead_code)]
        impl Feature {
            $(pub(crate) const $name: Feature = Feature(Plain::$name as u16);)*
            pub(super) const PLAIN: &'static [(&'static str, &'static str)] = &[$(($text, $says)),*];
        }
    };
}

// Detectors add theirs here: a name for weights.toml, and what the report says.
features! {
    BIAS = "bias", "base rate of this kind";
    // Rules.
    LABELLED = "labelled", "the rule's label stands beside it";
    LABEL_NEAR = "label_near", "a label stands near it";
    CHECK_PASS = "check_pass", "the check digit fits";
    CHECK_FAIL = "check_fail", "the check digit does not fit";
    SHAPE_STRONG = "shape_strong", "the shape is seldom anything else";
    SHAPE_WEAK = "shape_weak", "the shape is common";
    RULE_PRIOR = "rule_prior", "how often this rule is right";
    MANY_SCHEMES = "many_schemes", "other schemes fit the same digits";
    FOREIGN_SCHEME = "foreign_scheme", "a format of another country";
    BEATEN = "beaten", "another rule saw the same words";
    // Where it stands.
    IN_HASHTAG = "in_hashtag", "inside a hashtag";
    IN_HANDLE = "in_handle", "inside a handle";
    IN_URL = "in_url", "inside a link";
    SENTENCE_START = "sentence_start", "at the start of a sentence";
    TEXT_START = "text_start", "at the start of the text";
    TEXT_END = "text_end", "a signature at the end";
    IN_QUOTES = "in_quotes", "inside quotation marks";
    LINE_ITEM = "line_item", "an item of a list";
    IN_FILE_NAME = "in_file_name", "inside a file name";
    // Surfaces and the draft as a whole.
    SURFACE_REPLY = "surface_reply", "the draft is a reply";
    SURFACE_EVENT = "surface_event", "the draft is an event notice";
    SURFACE_CAPTION = "surface_caption", "the draft is a caption";
    SURFACE_COMMENT = "surface_comment", "the draft is a comment";
    SURFACE_NEWSLETTER = "surface_newsletter", "the draft is a newsletter or blog";
    INDIVIDUAL_CARE = "individual_care", "the draft speaks of one person's care";
    HAS_TO_BE_STOPPED = "has_to_be_stopped", "the words of the draft say that it has to be stopped";
    CARE_CONFIRMED = "care_confirmed", "the draft confirms care";
    NO_PATIENT = "no_patient", "nothing in the draft speaks of a patient";
    POLICY_STAFF = "policy_staff", "the policy lists it as staff or own";
    FIRST_MENTION = "first_mention", "an earlier mention in the draft";
    SAME_AS_REVIEWER = "same_as_reviewer", "the reviewer's display name";
    SAME_AS_PLACE = "same_as_place", "the account's own place";
    // A word that may be part of a name: the word itself (levels are the lexicon's, 0 to 1).
    GIVEN = "given", "how many bear it as a given name";
    GIVEN_LISTED = "given_listed", "in the list of given names";
    SURNAME = "surname", "how many bear it as a surname";
    SURNAME_LISTED = "surname_listed", "in the list of surnames";
    WORD_LOWER = "word_lower", "how common the word is in small letters";
    WORD_CAPITAL = "word_capital", "how common the word is with a capital";
    WORD_UNKNOWN = "word_unknown", "in no list";
    PERSON_ESTIMATE = "person_estimate", "how often its capital means a person";
    START_LOWER = "start_lower", "a common word that opens a sentence";
    ALL_CAPS = "all_caps", "in capitals";
    LOWER_CASE = "lower_case", "in small letters";
    LOWER_GIVEN = "lower_given", "a given name in small letters";
    SMALL_GIVEN_BEFORE = "small_given_before", "a given name in small letters before it";
    SMALL_SURNAME_AFTER = "small_surname_after", "a surname in small letters after it";
    GLUED = "glued", "written together with a digit or an underscore";
    INITIALS = "initials", "initials";
    INNER_CAPITAL = "inner_capital", "a capital inside the word";
    SHOUTED_SENTENCE = "shouted_sentence", "the sentence is in capitals";
    TITLE_CASE_SENTENCE = "title_case_sentence", "most words of the sentence have capitals";
    SHORT_WORD = "short_word", "a word of two letters or fewer";
    // What its words say of it as a name, one by one.
    NAME_MOST = "name_most", "how much of a name its likeliest word is";
    NAME_SURE = "name_sure", "a word of it is more likely a name than not";
    NAME_MEAN = "name_mean", "how much of a name its words are";
    // What its class in the lists says against a name.
    IS_TOWN = "is_town", "a town's name";
    IS_REGION = "is_region", "a state, province or country";
    IS_DRUG = "is_drug", "a drug";
    IS_DISEASE = "is_disease", "a disease";
    IS_EPONYM = "is_eponym", "a person's name used for a disease or score";
    IS_PRODUCT = "is_product", "a device, scale or brand";
    IS_ORGANISATION = "is_organisation", "an organisation's name";
    IS_FACILITY = "is_facility", "a word for a facility";
    IS_STREET = "is_street", "a word for a street";
    IS_CALENDAR = "is_calendar", "a month, weekday or holiday";
    IS_PUBLIC = "is_public", "a public or historic figure";
    IS_OCCUPATION = "is_occupation", "an occupation or role";
    IS_GROUP = "is_group", "a nationality, language or religion";
    IS_HEALTH = "is_health", "a word of health";
    IS_RELATION = "is_relation", "a word for a relative";
    IS_NUMBER_WORD = "is_number_word", "a number as a word";
    IN_TERM = "in_term", "part of a listed term of several words";
    IN_PLACE_TERM = "in_place_term", "part of a listed place of several words";
    IN_PUBLIC_TERM = "in_public_term", "part of a public figure's full name";
    // The words beside it.
    TITLE_BEFORE = "title_before", "a title before it";
    CLINICIAN_TITLE_BEFORE = "clinician_title_before", "a clinician's title before it";
    CREDENTIAL_AFTER = "credential_after", "a credential after it";
    GIVEN_BEFORE = "given_before", "a given name before it";
    CAPITAL_BEFORE = "capital_before", "a capitalised word before it";
    UNKNOWN_BEFORE = "unknown_before", "an unknown capitalised word before it";
    INITIAL_BEFORE = "initial_before", "an initial before it";
    INITIAL_AFTER = "initial_after", "an initial after it";
    PARTICLE_BEFORE = "particle_before", "a name particle before it";
    SURNAME_AFTER = "surname_after", "a capitalised surname after it";
    CAPITAL_AFTER = "capital_after", "a capitalised word after it";
    UNKNOWN_AFTER = "unknown_after", "an unknown capitalised word after it";
    GIVEN_THEN_SURNAME = "given_then_surname", "a given name with a surname";
    SURNAME_OF_GIVEN = "surname_of_given", "a surname with a given name";
    FACILITY_AFTER = "facility_after", "a facility word after it";
    STREET_AFTER = "street_after", "a street word after it";
    TERM_HEAD_AFTER = "term_head_after", "a sign, reflex, test or syndrome after it";
    EPONYM_ELSEWHERE = "eponym_elsewhere", "part of a medical term elsewhere in the draft";
    IS_TERM_HEAD = "is_term_head", "itself a sign, test, syndrome or gene";
    TERM_AFTER = "term_after", "a disease, score or test word after it";
    REGION_AFTER = "region_after", "a state or country after a comma";
    ARTICLE_BEFORE = "article_before", "an article before it";
    PLACE_PREPOSITION_BEFORE = "place_preposition_before", "in, at, from or near before it";
    PERSON_PREPOSITION_BEFORE = "person_preposition_before", "by, with, to, for or and before it";
    POSSESSIVE = "possessive", "a possessive";
    AGE_AFTER = "age_after", "an age after it";
    COMMA_AFTER = "comma_after", "a comma after it";
    VERB_AFTER = "verb_after", "a verb of people after it";
    NAMED_BEFORE = "named_before", "named, called or initials before it";
    RELATION_BEFORE = "relation_before", "a relation before it";
    AND_NAME = "and_name", "joined to another name";
    REPEATED = "repeated", "more than once in the draft";
    DIGIT_BESIDE = "digit_beside", "a number beside it";
    AT_SIGN_BEFORE = "at_sign_before", "an at sign before it";
    // The whole name.
    WORDS_TWO = "words_two", "two words or more";
    FULL_NAME = "full_name", "given name and surname";
    GREETED = "greeted", "addressed at the start or after a greeting";
    SIGNED = "signed", "a signature";
    DASH_BEFORE = "dash_before", "a dash before it";
    // What else is found around it, whosever it is.
    KIND_NUMBER_BESIDE = "kind_number_beside", "a number of a person beside it";
    KIND_NUMBER_LINE = "kind_number_line", "a number of a person on its line";
    KIND_NUMBER_DRAFT = "kind_number_draft", "a number of a person in the draft";
    KIND_ROOM_BESIDE = "kind_room_beside", "a room or bed beside it";
    KIND_ROOM_LINE = "kind_room_line", "a room or bed on its line";
    KIND_ROOM_DRAFT = "kind_room_draft", "a room or bed in the draft";
    KIND_AGE_BESIDE = "kind_age_beside", "an age beside it";
    KIND_AGE_LINE = "kind_age_line", "an age on its line";
    KIND_AGE_DRAFT = "kind_age_draft", "an age in the draft";
    KIND_BIRTH_BESIDE = "kind_birth_beside", "a date or year of birth beside it";
    KIND_BIRTH_LINE = "kind_birth_line", "a date or year of birth on its line";
    KIND_BIRTH_DRAFT = "kind_birth_draft", "a date or year of birth in the draft";
    KIND_DATE_BESIDE = "kind_date_beside", "a date beside it";
    KIND_DATE_LINE = "kind_date_line", "a date on its line";
    KIND_DATE_DRAFT = "kind_date_draft", "a date in the draft";
    KIND_ADDRESS_BESIDE = "kind_address_beside", "an address or postcode beside it";
    KIND_ADDRESS_LINE = "kind_address_line", "an address or postcode on its line";
    KIND_ADDRESS_DRAFT = "kind_address_draft", "an address or postcode in the draft";
    KIND_CONTACT_BESIDE = "kind_contact_beside", "a phone, e-mail, link or handle beside it";
    KIND_CONTACT_LINE = "kind_contact_line", "a phone, e-mail, link or handle on its line";
    KIND_CONTACT_DRAFT = "kind_contact_draft", "a phone, e-mail, link or handle in the draft";
    KIND_CARE_BESIDE = "kind_care_beside", "words that may confirm care beside it";
    KIND_CARE_LINE = "kind_care_line", "words that may confirm care on its line";
    KIND_CARE_DRAFT = "kind_care_draft", "words that may confirm care in the draft";
    KIND_DETAIL_BESIDE = "kind_detail_beside", "what may be a detail beside it";
    KIND_DETAIL_LINE = "kind_detail_line", "what may be a detail on its line";
    KIND_DETAIL_DRAFT = "kind_detail_draft", "what may be a detail in the draft";
    // How it is addressed or listed.
    ADDRESSED = "addressed", "set off by commas, as somebody addressed";
    ADDRESSED_REPLY = "addressed_reply", "addressed in a reply or comment";
    NAME_LIST = "name_list", "one of several lines that start with a name";
    NAME_LIST_ROOM = "name_list_room", "such a list in a draft with rooms, ages or numbers of people";
    // What the first look found around it.
    PATIENT_NAME_SENTENCE = "patient_name_sentence", "a patient's name in the sentence";
    PROVIDER_NAME_SENTENCE = "provider_name_sentence", "a clinician's name in the sentence";
    PUBLIC_NAME_SENTENCE = "public_name_sentence", "a public name in the sentence";
    PATIENT_NAME_DRAFT = "patient_name_draft", "a patient's name in the draft";
    NO_NAME_DRAFT = "no_name_draft", "no patient's name in the draft";
    CARE_SENTENCE = "care_sentence", "care confirmed in the sentence";
    CARE_NEAR = "care_near", "care confirmed in the next sentence";
    AGE_SENTENCE = "age_sentence", "a patient's age in the sentence";
    ID_SENTENCE = "id_sentence", "a patient's number in the sentence";
    CONTACT_SENTENCE = "contact_sentence", "a phone, link or e-mail in the sentence";
    TIME_SENTENCE = "time_sentence", "a time of day in the sentence";
    // The sentences around it in a long draft.
    SECTION_INDIVIDUAL = "section_individual", "the section around it speaks more, or less, of one person's care than the draft";
    SECTION_STOPPED = "section_stopped", "the section around it has more, or less, to be stopped than the draft";
    // Its sentence alone.
    SENTENCE_INDIVIDUAL = "sentence_individual", "how much its sentence speaks of one person's care";
    SENTENCE_STOPPED = "sentence_stopped", "how much its sentence has to be stopped";
    // The draft as a whole: pairs of cues in one sentence.
    PAIR_THIRD_CARE = "pair_third_care", "he or she with a verb of care";
    PAIR_THIRD_HEALTH = "pair_third_health", "he or she with a word of health";
    PAIR_THIRD_LIFE = "pair_third_life", "he or she with a birth, death or milestone";
    PAIR_PATIENT_CARE = "pair_patient_care", "a person in care with a verb of care";
    PAIR_PATIENT_OUR = "pair_patient_our", "a person in care with our or my";
    PAIR_YOU_CARE_NOUN = "pair_you_care_noun", "you or your with a thing of care";
    PAIR_YOU_CARE_VERB = "pair_you_care_verb", "you or your with a verb of care";
    PAIR_REPLY_YOU_CARE = "pair_reply_you_care", "in a reply, you or your with care";
    PAIR_FAMILY_HEALTH = "pair_family_health", "a relative with a word of health";
    PAIR_ADVICE_YOU = "pair_advice_you", "advice to the reader";
    PAIR_STATISTIC_HEALTH = "pair_statistic_health", "figures with a word of health";
    PAIR_I_PATIENT = "pair_i_patient", "I or my with a person in care";
    PAIR_INCIDENT_CARE = "pair_incident_care", "an incident with a verb of care";
    SHORT_DRAFT = "short_draft", "a very short draft";
    // Confirmations of care.
    CARE_ADDRESSED = "care_addressed", "speaks to the person in care";
    CARE_THIRD = "care_third", "speaks of one person in care";
    CARE_PAST = "care_past", "says what happened in care";
    CARE_OURS = "care_ours", "says that it was with us";
    CARE_BILLING = "care_billing", "says what was billed or owed";
    CARE_RECORD = "care_record", "quotes a record";
    CARE_PREMISES = "care_premises", "names our premises or team";
    CARE_SHORTHAND = "care_shorthand", "the shorthand of a chart or handover";
    CARE_THANKS = "care_thanks", "thanks or welcomes as one does a patient";
    CARE_DENIED = "care_denied", "denies a care relationship";
    CARE_OF_STAFF = "care_of_staff", "tells of staff, whatever care its words are like";
    CARE_PLURAL = "care_plural", "speaks of several in care";
    CARE_BARE = "care_bare", "a thing of care, nobody's in particular";
    CARE_GENERIC = "care_generic", "addressed to any reader";
    // The clause around a confirmation or detail.
    CLAUSE_PAST = "clause_past", "tells what happened";
    CLAUSE_PRESENT = "clause_present", "says what is";
    CLAUSE_MODAL = "clause_modal", "says what can, may or should be";
    CLAUSE_FUTURE = "clause_future", "says what will be";
    CLAUSE_NEGATED = "clause_negated", "says what is not";
    CLAUSE_IF = "clause_if", "a condition";
    CLAUSE_WHEN = "clause_when", "a time clause";
    CLAUSE_GENERAL = "clause_general", "speaks of everybody";
    CLAUSE_FEEDBACK = "clause_feedback", "speaks of a review";
    CLAUSE_SORRY = "clause_sorry", "an apology";
    CLAUSE_THANKS = "clause_thanks", "thanks or good wishes";
    CLAUSE_PLEASE = "clause_please", "a request";
    CLAUSE_CONTACT = "clause_contact", "an invitation to make contact";
    CLAUSE_YOU = "clause_you", "speaks to somebody";
    CLAUSE_WE = "clause_we", "speaks of us";
    CLAUSE_THIRD = "clause_third", "speaks of him or her";
    CLAUSE_HERE = "clause_here", "says that it was here";
    CLAUSE_CARE_NOUN = "clause_care_noun", "a thing of care in the clause";
    CLAUSE_CARE_VERB = "clause_care_verb", "an act of care in the clause";
    CLAUSE_HEALTH = "clause_health", "a word of health in the clause";
    CLAUSE_TERM = "clause_term", "a drug or disease in the clause";
    CLAUSE_BILLING = "clause_billing", "a word of billing in the clause";
    CLAUSE_DATE = "clause_date", "a month or weekday in the clause";
    CLAUSE_STAFF = "clause_staff", "a clinician in the clause";
    CLAUSE_PERSON = "clause_person", "a person in care or a relative in the clause";
    CLAUSE_NUMBER = "clause_number", "a number in the clause";
    CLAUSE_QUESTION = "clause_question", "a question";
    CLAUSE_JOINED = "clause_joined", "goes on from the clause before";
    CLAUSE_SHORT = "clause_short", "a short clause";
    CLAUSE_ELIDED = "clause_elided", "takes its subject from the clause before";
    TOLD_OF_YOU = "told_of_you", "tells the reader what happened to them";
    TOLD_OF_THIRD = "told_of_third", "tells what happened to him or her";
    TOLD_BY_US = "told_by_us", "tells what we did";
    TOLD_OF_THINGS = "told_of_things", "tells what happened, naming nobody";
    REPLY_ADDRESSED = "reply_addressed", "a reply that speaks to the person in care";
    REPLY_TOLD = "reply_told", "a reply that tells what happened";
    REPLY_CARE = "reply_care", "a reply that names a thing or act of care";
    REPLY_GENERAL = "reply_general", "a reply that speaks of everybody or of the review";
    // Passages: the words of a confirmation, detail, place or date, weighed one by one.
    PASSAGE_MOST = "passage_most", "what its strongest word says";
    PASSAGE_SURE = "passage_sure", "its strongest word says more for it than against it";
    PASSAGE_MEAN = "passage_mean", "what its words say one by one";
    PASSAGE_WORDS = "passage_words", "how many words it has";
    PASSAGE_OF_ONE = "passage_of_one", "a single word";
    // The likeliest words of such passages in its sentence, and in those before and after it.
    SENTENCE_CARE = "sentence_care", "words in its sentence that tell of care";
    SENTENCE_DETAIL = "sentence_detail", "words in its sentence that tell a detail";
    SENTENCE_PLACE = "sentence_place", "words in its sentence that say where a patient was";
    SENTENCE_DATE = "sentence_date", "words in its sentence that say when something happened to a patient";
    NEXT_CARE = "next_care", "words in the next sentence that tell of care";
    NEXT_DETAIL = "next_detail", "words in the next sentence that tell a detail";
    // The last look: what else the text tells.
    TOLD_ALL = "told_all", "what else the text tells, on the whole";
    TOLD_BEFORE_CARE = "told_before_care", "care confirmed somewhere before it";
    TOLD_BEFORE_DETAIL = "told_before_detail", "a detail told somewhere before it";
    TOLD_BEFORE_NAME = "told_before_name", "a patient's name somewhere before it";
    TOLD_BEFORE_DATE = "told_before_date", "a date of a patient somewhere before it";
    TOLD_BEFORE_PLACE = "told_before_place", "a place of a patient somewhere before it";
    TOLD_BEFORE_AGE = "told_before_age", "a patient's age somewhere before it";
    TOLD_BEFORE_NUMBER = "told_before_number", "a patient's number, contact or room somewhere before it";
    TOLD_AFTER_CARE = "told_after_care", "care confirmed somewhere after it";
    TOLD_AFTER_DETAIL = "told_after_detail", "a detail told somewhere after it";
    TOLD_AFTER_NAME = "told_after_name", "a patient's name somewhere after it";
    TOLD_AFTER_DATE = "told_after_date", "a date of a patient somewhere after it";
    TOLD_AFTER_PLACE = "told_after_place", "a place of a patient somewhere after it";
    TOLD_AFTER_AGE = "told_after_age", "a patient's age somewhere after it";
    TOLD_AFTER_NUMBER = "told_after_number", "a patient's number, contact or room somewhere after it";
    TOLD_BESIDE_CARE = "told_beside_care", "care confirmed right beside it";
    TOLD_BESIDE_DETAIL = "told_beside_detail", "a detail told right beside it";
    TOLD_BESIDE_NAME = "told_beside_name", "a patient's name right beside it";
    TOLD_BESIDE_DATE = "told_beside_date", "a date of a patient right beside it";
    TOLD_BESIDE_PLACE = "told_beside_place", "a place of a patient right beside it";
    TOLD_BESIDE_AGE = "told_beside_age", "a patient's age right beside it";
    TOLD_BESIDE_NUMBER = "told_beside_number", "a patient's number, contact or room right beside it";
    TOLD_OFTEN = "told_often", "other sentences that tell the same kind of thing";
    // What the network tells of it.
    NETWORK_CARE = "network_care", "where they stand, its words read like care confirmed";
    NETWORK_DETAIL = "network_detail", "where they stand, its words read like a detail";
    NETWORK_NAME = "network_name", "where they stand, its words read like somebody's name";
    NETWORK_PATIENT_NAME = "network_patient_name", "where they stand, its words read like a patient's name";
    NETWORK_FAMILY_NAME = "network_family_name", "where they stand, its words read like a relative's name";
    NETWORK_PROVIDER_NAME = "network_provider_name", "where they stand, its words read like a clinician's name";
    NETWORK_PUBLIC_NAME = "network_public_name", "where they stand, its words read like a public name";
    NETWORK_PATIENT_DATE = "network_patient_date", "where they stand, its words read like a date of a patient's care";
    NETWORK_EVENT_DATE = "network_event_date", "where they stand, its words read like the date of an event";
    NETWORK_PATIENT_PLACE = "network_patient_place", "where they stand, its words read like a patient's place";
    NETWORK_OWN_PLACE = "network_own_place", "where they stand, its words read like the organisation's place";
    NETWORK_AGE = "network_age", "where they stand, its words read like a patient's age";
    NETWORK_ROOM = "network_room", "where they stand, its words read like a room";
    NETWORK_PATIENT_NUMBER = "network_patient_number", "where they stand, its words read like a patient's number or contact";
    NETWORK_OWN_NUMBER = "network_own_number", "where they stand, its words read like a public number, contact or term";
    NETWORK_INDIVIDUAL = "network_individual", "in their order, the words speak of one person's care";
    NETWORK_STOPPED = "network_stopped", "in their order, the words have to be stopped";
    // Details.
    DETAIL_OCCUPATION = "detail_occupation", "an occupation or workplace";
    DETAIL_RELATION = "detail_relation", "a relation to somebody known";
    DETAIL_FAMILY = "detail_family", "an uncommon family";
    DETAIL_SUPERLATIVE = "detail_superlative", "the only, the first, a record";
    DETAIL_NOTORIOUS = "detail_notorious", "known from the news, a show or an event";
    DETAIL_SPORT = "detail_sport", "a place in a team or a reported feat";
    DETAIL_MARK = "detail_mark", "looks, clothes or a vehicle";
    DETAIL_INJURY = "detail_injury", "an unusual injury";
    DETAIL_RARE_CARE = "detail_rare_care", "a rare condition, birth or procedure";
    DETAIL_FEW = "detail_few", "a group of few";
    DETAIL_VETERAN = "detail_veteran", "a veteran or survivor of one event";
    DETAIL_GROUP = "detail_group", "a small ethnic, religious or other group";
    DETAIL_PICTURE = "detail_picture", "a picture with faces";
    DETAIL_MEASURE = "detail_measure", "a count or measure of one person's care";
    DETAIL_STORY = "detail_story", "a wish or scene friends would recognise";
    // Runs of uncommon words.
    RARE_WORD_5 = "rare_word_5", "a word hardly ever written";
    RARE_WORD_9 = "rare_word_9", "a very rare word";
    RARE_WORD_11 = "rare_word_11", "a rare word";
    RARE_WORD_13 = "rare_word_13", "an uncommon word";
    RARE_WORD_15 = "rare_word_15", "a word less than common";
    MEAN_RARITY = "mean_rarity", "how rare its words are";
    RUN_OF_TWO = "run_of_two", "two such words together";
    RUN_OF_THREE = "run_of_three", "three such words together";
    RUN_OF_FOUR = "run_of_four", "four such words together";
    RUN_OCCUPATION = "run_occupation", "holds an occupation";
    RUN_INCIDENT = "run_incident", "holds an incident";
    RUN_SUPERLATIVE = "run_superlative", "holds a superlative";
    RUN_DISEASE = "run_disease", "holds a condition";
    RUN_HEALTH = "run_health", "holds a word of health";
    RUN_FAMILY = "run_family", "holds a family word";
    RUN_GROUP = "run_group", "holds a nationality, religion or language";
    RUN_ANIMAL = "run_animal", "holds an animal";
    RUN_FACILITY = "run_facility", "holds a facility";
    RUN_TERM = "run_term", "holds a drug, device or eponym";
    RUN_CARE = "run_care", "holds a thing of care";
    RUN_STAFF = "run_staff", "holds a staff role";
    RUN_EVENT = "run_event", "holds an event word";
    RUN_BUSINESS = "run_business", "holds a word of billing, hiring or statistics";
    RUN_PUBLIC = "run_public", "holds an organisation or public role";
    RUN_CAPITAL = "run_capital", "holds a capital";
    ENDS_AS_AGENT = "ends_as_agent", "ends as words for what people do";
    ENDS_MEDICAL = "ends_medical", "built as names of diseases and operations are";
    AFTER_A = "after_a", "behind \"a\"";
    AFTER_THE = "after_the", "behind \"the\" or \"that\"";
    AFTER_HIS = "after_his", "behind \"his\" or \"her\"";
    AFTER_OUR = "after_our", "behind \"our\" or \"my\"";
    AFTER_YOUR = "after_your", "behind \"your\"";
    AFTER_PRONOUN = "after_pronoun", "behind \"he\", \"she\" or \"who\"";
    AFTER_PREPOSITION = "after_preposition", "behind a preposition";
    BEFORE_WHO = "before_who", "before \"who\" or \"that\"";
    BEFORE_PREPOSITION = "before_preposition", "before a preposition";
    BESIDE_NUMBER = "beside_number", "beside a number word";
    // Dates and ages.
    DATE_PARTS = "date_parts", "several parts of one date side by side";
    WITH_TIME = "with_time", "a date with its time of day";
    OVER_89 = "over_89", "an age over 89";
    // Places.
    TOWN_SIZE = "town_size", "how many live in the largest town of that name";
    FROM_BEFORE = "from_before", "from before it";
    AT_BEFORE = "at_before", "at before it";
    ON_BEFORE = "on_before", "on or off before it";
    PIN_BEFORE = "pin_before", "a pin or a list mark before it";
    LISTED_PHRASE = "listed_phrase", "a place of several words in the lists";
    HEAD_WORD = "head_word", "a word for a building or landform in it";
    ADDRESS_LINES = "address_lines", "the lines of an address";
}
