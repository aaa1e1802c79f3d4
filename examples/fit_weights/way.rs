//! A draft's way through the network and back: what is told of it, and which figures would have told it better.

use phi_preflight::fitting::{
    self, NETWORK_ASKED as ASKED, NETWORK_INPUTS as INPUTS, NETWORK_TELLS as TELLS, NETWORK_VOICES as VOICES,
    VECTOR,
};

use crate::learn::likely;

pub const WIDTH: usize = fitting::NETWORK_WIDTH;
const STEPS: [usize; fitting::NETWORK_STEPS.len()] = fitting::NETWORK_STEPS;
pub const LAYERS: usize = STEPS.len();
pub const SHIFTS: usize = fitting::NETWORK_SHIFTS;
pub type Row = [f32; WIDTH];

/// How often a word is taken for one nobody knows, and a figure for nothing.
const UNKNOWN: f32 = 0.25;
const DROPPED: f32 = 0.3;
/// What a draft's verdict counts beside all its words.
const VERDICT: f32 = 0.5;

pub type Labels = [Option<f32>; TELLS.len()];

/// A draft, or a text of a corpus, as it is learnt from.
pub struct Example {
    pub words: Vec<Input>,
    /// By word, where it is known.
    pub labels: Vec<Labels>,
    /// None of a text that nobody judged.
    pub asked: Option<[f32; ASKED]>,
    pub weight: f32,
    /// Its place in its material, by which it belongs to a part.
    pub document: usize,
}

pub struct Input {
    /// The rows of what it is and where it stands; its own, if it has one, is the first.
    pub rows: Vec<usize>,
    pub known: bool,
    pub vector: Option<[f32; VECTOR]>,
}

impl Input {
    /// The figures of its vector, if it is taken for a word without a row of its own.
    fn figures(&self, unknown: bool) -> impl Iterator<Item = &f32> {
        self.vector.iter().flatten().filter(move |_| unknown || !self.known)
    }
}

/// Chance that is the same everywhere.
pub struct Chance(pub u64);

impl Chance {
    /// From 0 to 1.
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        #[allow(clippy::cast_precision_loss)]
        let figure = ((bits ^ (bits >> 31)) >> 40) as f32;
        figure / (1_u64 << 24) as f32
    }

    /// About as often above 0 as below, of a variance of 1.
    fn spread(&mut self) -> f32 {
        (0..3).map(|_| self.next() * 2.0 - 1.0).sum()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let other = (self.next() * (at + 1) as f32) as usize;
            list.swap(at, other.min(at));
        }
    }
}

/// All figures of a network; their slopes too.
#[derive(Clone)]
pub struct Figures {
    /// By [`fitting::network_row`], then by word.
    pub rows: Vec<Row>,
    pub vector: Vec<Row>,
    pub shifts: Vec<Row>,
    pub from: Vec<Row>,
    pub bias: Vec<Row>,
    /// By figure of a word, what it says for each of `OUT`; and the last row what is said of all.
    pub out: Vec<Row>,
    /// What the voices are worth, then the base rate.
    pub asked: Vec<Row>,
}

impl Figures {
    pub fn none(words: usize) -> Self {
        let rows = |count: usize| vec![[0.0; WIDTH]; count];
        Self {
            rows: rows(INPUTS + words),
            vector: rows(VECTOR),
            shifts: rows(LAYERS * SHIFTS),
            from: rows(LAYERS * WIDTH),
            bias: rows(LAYERS),
            out: rows(WIDTH + 1),
            asked: rows(ASKED),
        }
    }

    pub fn random(words: usize, chance: &mut Chance) -> Self {
        #[allow(clippy::cast_precision_loss)]
        let narrow = 1.0 / (WIDTH as f32).sqrt();
        let mut figures = Self::none(words);
        let mut fill = |rows: &mut Vec<Row>, size: f32| {
            rows.iter_mut().flatten().for_each(|figure| *figure = chance.spread() * size);
        };
        fill(&mut figures.rows, 0.2);
        fill(&mut figures.vector, 0.2);
        fill(&mut figures.shifts, 0.3);
        fill(&mut figures.from, narrow);
        fill(&mut figures.out, narrow);
        fill(&mut figures.asked, narrow);
        for layer in 0..LAYERS {
            figures.shifts[layer * SHIFTS + SHIFTS / 2].iter_mut().for_each(|figure| *figure += 1.0);
        }
        figures.out[WIDTH] = std::array::from_fn(|at| if at < TELLS.len() { -3.0 } else { 0.0 });
        figures
    }

    pub fn all(&mut self) -> impl Iterator<Item = &mut Row> {
        let lists = [&mut self.rows, &mut self.vector, &mut self.shifts, &mut self.from, &mut self.bias];
        lists.into_iter().chain([&mut self.out, &mut self.asked]).flatten()
    }
}

fn add_times(sum: &mut Row, row: &Row, by: f32) {
    sum.iter_mut().zip(row).for_each(|(sum, figure)| *sum += figure * by);
}

fn dot(one: &Row, other: &Row) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (one, other) in one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0) {
        for lane in 0..8 {
            sums[lane] += one[lane] * other[lane];
        }
    }
    sums.iter().sum()
}

/// What stands at a place from a word.
fn there(word: usize, shift: usize, step: usize, count: usize) -> Option<usize> {
    (word + shift * step).checked_sub(SHIFTS / 2 * step).filter(|there| *there < count)
}

/// A draft on its way through the network, kept for the way back.
#[derive(Default)]
pub struct Way {
    /// By layer, the first before any: the words.
    words: Vec<Vec<Row>>,
    /// By layer: what each word sees, and what comes of it.
    seen: Vec<Vec<Row>>,
    made: Vec<Vec<Row>>,
    pub out: Vec<Row>,
    /// By voice: the loudest word.
    loudest: [usize; VOICES],
    pub asked: [f32; ASKED],
    /// Which words were taken for unknown.
    unknown: Vec<bool>,
}

const FIRST_VOICE: usize = TELLS.len() + ASKED;

impl Way {
    pub fn of(figures: &Figures, words: &[Input], mut chance: Option<&mut Chance>) -> Self {
        let count = words.len();
        let mut way = Self { words: vec![Vec::with_capacity(count)], ..Self::default() };
        for word in words {
            let unknown = word.known && chance.as_mut().is_some_and(|chance| chance.next() < UNKNOWN);
            way.unknown.push(unknown);
            let mut sum = [0.0; WIDTH];
            for row in word.rows.iter().skip(usize::from(unknown)) {
                add_times(&mut sum, &figures.rows[*row], 1.0);
            }
            for (row, figure) in figures.vector.iter().zip(word.figures(unknown)) {
                add_times(&mut sum, row, *figure);
            }
            sum.iter_mut().for_each(|figure| *figure = figure.max(0.0));
            if let Some(chance) = &mut chance {
                for figure in &mut sum {
                    *figure = if chance.next() < DROPPED { 0.0 } else { *figure / (1.0 - DROPPED) };
                }
            }
            way.words[0].push(sum);
        }
        for (layer, step) in STEPS.into_iter().enumerate() {
            let here = &way.words[layer];
            let (mut seen, mut made, mut next) =
                (Vec::with_capacity(count), Vec::with_capacity(count), here.clone());
            for (word, next) in next.iter_mut().enumerate() {
                let mut sees = [0.0; WIDTH];
                for shift in 0..SHIFTS {
                    if let Some(there) = there(word, shift, step, count) {
                        let worth = &figures.shifts[layer * SHIFTS + shift];
                        for at in 0..WIDTH {
                            sees[at] += worth[at] * here[there][at];
                        }
                    }
                }
                let mut sum = figures.bias[layer];
                for (from, figure) in sees.iter().enumerate() {
                    add_times(&mut sum, &figures.from[layer * WIDTH + from], *figure);
                }
                sum.iter_mut().for_each(|figure| *figure = figure.max(0.0));
                add_times(next, &sum, 1.0);
                seen.push(sees);
                made.push(sum);
            }
            way.seen.push(seen);
            way.made.push(made);
            way.words.push(next);
        }
        for word in &way.words[LAYERS] {
            let mut out = figures.out[WIDTH];
            for (figure, row) in word.iter().zip(&figures.out) {
                add_times(&mut out, row, *figure);
            }
            way.out.push(out);
        }
        way.loudest = std::array::from_fn(|voice| {
            let louder = |best: usize, word: usize| {
                if way.out[word][FIRST_VOICE + voice] > way.out[best][FIRST_VOICE + voice] {
                    word
                } else {
                    best
                }
            };
            (0..count).fold(0, louder)
        });
        #[allow(clippy::cast_precision_loss)]
        let many = count as f32;
        way.asked = std::array::from_fn(|asked| {
            let mean = way.out.iter().map(|out| out[TELLS.len() + asked]).sum::<f32>() / many;
            let voices =
                |voice: usize| figures.asked[asked][voice] * way.out[way.loudest[voice]][FIRST_VOICE + voice];
            mean + (0..VOICES).map(voices).sum::<f32>() + figures.asked[asked][VOICES]
        });
        way
    }

    /// Adds the slopes of what the draft was mistaken in.
    pub fn back(&self, figures: &Figures, example: &Example, slopes: &mut Figures) {
        let count = example.words.len();
        #[allow(clippy::cast_precision_loss)]
        let many = count as f32;
        let mut of_out = vec![[0.0; WIDTH]; count];
        // A long draft counts by the root of its length: by its words or by itself it would be too much or too little.
        let of_word = example.weight / many.sqrt() / 8.0;
        for (slope, (out, labels)) in of_out.iter_mut().zip(self.out.iter().zip(&example.labels)) {
            for tell in 0..TELLS.len() {
                slope[tell] = labels[tell].map_or(0.0, |label| (likely(out[tell]) - label) * of_word);
            }
        }
        for (asked, right) in example.asked.iter().flatten().enumerate() {
            let slope = (likely(self.asked[asked]) - right) * example.weight * VERDICT;
            of_out.iter_mut().for_each(|out| out[TELLS.len() + asked] += slope / many);
            for voice in 0..VOICES {
                let loudest = self.loudest[voice];
                slopes.asked[asked][voice] += slope * self.out[loudest][FIRST_VOICE + voice];
                of_out[loudest][FIRST_VOICE + voice] += slope * figures.asked[asked][voice];
            }
            slopes.asked[asked][VOICES] += slope;
        }
        let mut of_words: Vec<Row> = Vec::with_capacity(count);
        for (slope, word) in of_out.iter().zip(&self.words[LAYERS]) {
            add_times(&mut slopes.out[WIDTH], slope, 1.0);
            let of_figure = |at: usize| dot(&figures.out[at], slope);
            of_words.push(std::array::from_fn(of_figure));
            for (at, figure) in word.iter().enumerate() {
                add_times(&mut slopes.out[at], slope, *figure);
            }
        }
        for layer in (0..LAYERS).rev() {
            let mut before = of_words.clone();
            for (word, of_word) in of_words.iter().enumerate() {
                let made = &self.made[layer][word];
                let slope: Row = std::array::from_fn(|at| if made[at] > 0.0 { of_word[at] } else { 0.0 });
                add_times(&mut slopes.bias[layer], &slope, 1.0);
                let mixed = layer * WIDTH..(layer + 1) * WIDTH;
                let of_seen: Row = std::array::from_fn(|from| dot(&figures.from[mixed.start + from], &slope));
                for (slopes, seen) in slopes.from[mixed].iter_mut().zip(&self.seen[layer][word]) {
                    add_times(slopes, &slope, *seen);
                }
                for shift in 0..SHIFTS {
                    if let Some(there) = there(word, shift, STEPS[layer], count) {
                        let row = layer * SHIFTS + shift;
                        for at in 0..WIDTH {
                            slopes.shifts[row][at] += of_seen[at] * self.words[layer][there][at];
                            before[there][at] += of_seen[at] * figures.shifts[row][at];
                        }
                    }
                }
            }
            of_words = before;
        }
        for (at, word) in example.words.iter().enumerate() {
            let (first, slope) = (&self.words[0][at], &of_words[at]);
            let slope: Row =
                std::array::from_fn(|at| if first[at] > 0.0 { slope[at] / (1.0 - DROPPED) } else { 0.0 });
            for row in word.rows.iter().skip(usize::from(self.unknown[at])) {
                add_times(&mut slopes.rows[*row], &slope, 1.0);
            }
            for (row, figure) in slopes.vector.iter_mut().zip(word.figures(self.unknown[at])) {
                add_times(row, &slope, *figure);
            }
        }
    }
}
