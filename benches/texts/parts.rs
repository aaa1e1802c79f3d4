//! What drafts are put together from. Written for this file; the people, places and numbers are invented.

pub const CLEAN: &[&str] = &[
    "Flu shots are here! Walk in any weekday, no appointment needed.",
    "Our new wing opens next month and we cannot wait to show you around.",
    "Did you know that one in three adults does not get enough sleep? Here are five small habits that help.",
    "Drinking water before you feel thirsty is the easiest thing you can do for your kidneys.",
    "We are hiring! Registered nurses, night shift, sign-on bonus. Apply online or stop by the front desk.",
    "It is World Hand Hygiene Day. Twenty seconds, soap and warm water: that is all it takes.",
    "The car park on the north side is closed this week. Please use the entrance by the pharmacy.",
    "new blog post: what to ask your pharmacist before you travel",
    "Join us Saturday from 9am to 1pm for the community health fair. Free blood pressure checks and face painting.",
    "Masks are optional in the lobby and still required on the oncology floor. Thank you for helping us keep everybody safe.",
    "Your heart beats about 100,000 times a day. Give it a walk after dinner.",
    "A big thank you to our volunteers, who gave more than four thousand hours this year.",
    "Allergy season is early this year. Keep the windows shut in the morning and rinse your nose at night.",
    "The lab will close at 3 on Friday for staff training and opens again on Monday as usual.",
    "Stay hydrated out there, it is a hot one today.",
    "Breast cancer screening saves lives. If you are over 40, ask your doctor when you are due.",
    "We're proud to be named a top employer in the region for the third year running.",
    "Cold or flu? A fever that comes on fast usually means flu. Call us before you come in.",
    "Looking for a primary care provider? Our clinic is accepting new families.",
    "Donate blood on Thursday in the main hall. Every pint can help up to three people.",
    "Sunscreen, hat, shade. Repeat every two hours.",
    "Our cafeteria now has a salad bar, and yes, the soup is still good.",
    "Please remember to bring a list of your medicines to every visit.",
    "Physical therapy tip: set a timer and stand up once an hour. Your back will thank you.",
    "Quitting is hard. The free quitline is open day and night, and so are we.",
    "What is the difference between a cold sore and a canker sore? Our dentists explain.",
    "Visiting hours are 10 to 8. Two visitors at a time, please.",
    "Great turnout at the charity run this morning, thanks to all the runners and to the band.",
    "The new MRI scanner is quieter, faster and has a better playlist.",
    "Vaccines for children start at two months. Here is the schedule for the first year.",
    "Parents: button batteries are dangerous. Keep remote controls out of reach of toddlers.",
    "we love our night shift team, coffee is on us tonight",
    "Stroke? Think FAST: face, arms, speech, time.",
    "The board meets in public on the second Tuesday of the month. Agenda and minutes are on the website.",
    "Nutrition myth: carbs are not the enemy. Portion size is.",
    "Are you a caregiver? The support group meets online every other Wednesday evening.",
    "Emergency department waiting times are long today. For minor injuries the walk-in centre is quicker.",
    "Good posture at your desk starts with the height of the screen.",
    "RSV, flu and COVID are all going around. Wash your hands, open a window, stay home when you are ill.",
    "Happy Nurses Week to the best team in the business!",
    "Open enrollment ends soon. Our navigators answer your questions for free.",
    "Mental health is health. It is okay to ask for help.",
    "Road works on Route 9 may slow you down, so leave early for your appointment.",
    "Thank you for more than 500 toys for the holiday drive. You did that!",
    "Telehealth visits are now available until 9 pm on weekdays.",
    "Cholesterol 101: what the numbers mean and what you can do about them.",
    "The pharmacy drive-through is back. No line this morning.",
    "Our researchers found that shorter waits lead to better outcomes. Read the study.",
    "Kids and sports: how to spot a concussion on the sideline.",
    "Save the date: gala dinner in October, proceeds go to the children's ward.",
];

pub const LINKS: &[&str] = &[
    "https://example.org/news/2024/flu",
    "http://bit.example/3xYz9Q",
    "www.example.org/visit",
    "example.org/jobs",
    "https://example.com/a/b?utm_source=post&id=77",
];

pub const TAGS: &[&str] = &[
    "#FluShot",
    "#NursesWeek",
    "#hearthealth",
    "#MentalHealthMatters",
    "#WellnessWednesday",
    "#healthcare",
    "#NowHiring",
    "#kidshealth",
    "@examplehealth",
    "#StayWell2024",
];

pub const EMOJI: &[&str] = &["💙", "🎉", "👩‍⚕️", "😷", "🩺✨", "❤️", "👏🏽👏🏽", "🌞"];

pub const WHO: &[&str] = &[
    "Our patient",
    "Pt",
    "So proud of",
    "We said goodbye to",
    "Please keep in your thoughts",
    "Yesterday we discharged",
    "The family of",
];

pub const GIVEN: &[&str] = &[
    "Emma", "Liam", "Siobhan", "Aaliyah", "Jorge", "Priya", "Walter", "Noah", "Mei", "Fatima", "Tadhg",
    "Brenda", "Kayden", "Ingrid", "Olu",
];

pub const FAMILY: &[&str] = &[
    "Byrne",
    "Alvarez",
    "Okafor",
    "Whitlock",
    "Nguyen",
    "Kowalski",
    "Halloran",
    "MacLeod",
    "Desjardins",
    "Patel",
    "Vellacott",
    "O'Sullivan",
];

pub const FACTS: &[&str] = &[
    "who was admitted on March 4 with pneumonia,",
    "who finished her last round of chemo on 3/14/2024,",
    "a retired judge from Elko,",
    "who came in after the crash on Route 9 last Tuesday,",
    "our first kidney transplant of the year,",
    "diagnosed with Guillain-Barre in room 412,",
];

pub const DETAILS: &[&str] = &[
    "MRN 00######",
    "DOB 03/1#/19##",
    "call (775) 555-01##",
    "SSN 219-09-####",
    "emma.byrne##@example.org",
    "14# Main Street, Elko, NV 898##",
    "age 9#",
    "NHS number 943 476 59##",
    "policy no. HX-######",
];

pub const ANSWERS: &[&str] = &[
    "when you came in on March 4 with a cracked molar we quoted you a crown, and you chose the extraction because your insurance was maxed out.",
    "we are sorry that your visit was not what you hoped for. Please call our patient relations line so that we can look into it.",
    "we cannot discuss anybody's care in public, but we would like to hear from you.",
    "your mother was seen by two nurses within the hour, and her scan was clear.",
    "we appreciate the kind words! The whole team will be glad to read this.",
    "our records show that you missed three appointments before the surgery.",
];

pub const PROSE: &[&str] = &[
    "Most people who get a flu vaccine have no side effects beyond a sore arm.",
    "The vaccine cannot give you the flu, because it does not contain a living virus.",
    "Our nurses see walk-ins every weekday, and the pharmacy keeps the full list of opening hours on its door.",
    "High blood pressure often has no symptoms at all, which is why it is worth having it measured once a year.",
    "In a study of adults over sixty, those who walked half an hour a day slept better and fell less often.",
    "If you take more than one medicine, ask your pharmacist to look at all of them together.",
    "Some side effects go away after a few days; others are a reason to call.",
    "A balanced diet does not have to be expensive: beans, eggs, frozen vegetables and oats go a long way.",
    "Talk with your doctor before you start a new exercise plan, above all if you have a heart condition.",
    "Children under five need smaller doses, and the spoon in your kitchen drawer is not a measuring spoon.",
    "The symptoms of a heart attack in women can be different: nausea, back pain and unusual tiredness.",
    "Type 2 diabetes can often be delayed or prevented with small changes to what we eat and how we move.",
    "The team at the wound clinic works with home care nurses, so that healing goes on between visits.",
    "What happens during an MRI? You lie still, it is loud, and after half an hour it is over.",
    "Grief has no timetable, and nobody should have to carry it alone.",
];

pub const CURLY: &[&str] = &[
    "“Stay well” — that’s our team’s motto all year…",
    "Zoë’s café is open again in the main hall, crêpes on Fridays!",
    "Don’t forget: clocks go back on Sunday – that’s an extra hour of sleep",
    "Merci à toute l’équipe pour une année magnifique",
    "Here’s to our nurses, who’ve seen it all and still smile",
];

pub const FOREIGN: &[&str] = &[
    "Вакцина от гриппа доступна всем.",
    "今日は健康診断の日です。",
    "تتوفر لقاحات الإنفلونزا الآن.",
    "Las vacunas contra la gripe están disponibles.",
    "Grippeschutzimpfung jetzt ohne Termin möglich.",
    "फ्लू के टीके अब उपलब्ध हैं।",
    "독감 예방 접종이 가능합니다.",
];
