//! Regularised logistic regression, binary and over roles.
//!
//! Own code, because the weights must keep the sign of their meaning (a title never speaks against
//! a name) and the fit must be the same to the last digit on every machine: full-batch Adam from
//! zero, a fixed number of steps, the square of each weight as the price, signs held by projection.

/// One example: features, what it is (0 or 1, or a role), how much it counts.
pub struct Example {
    pub features: Vec<(usize, f32)>,
    pub label: usize,
    pub weight: f32,
    /// Log-odds known beforehand, by class (one entry for a binary fit).
    pub offset: Vec<f32>,
    /// The document it stands in: folds never split one.
    pub document: usize,
}

/// How a fit is done.
#[derive(Clone)]
pub struct Settings {
    /// Price of a weight's square, per example.
    pub ridge: f32,
    pub steps: usize,
    /// Features whose weight may not fall below zero, or not rise above it.
    pub signs: Vec<(usize, f32)>,
    /// Features without a price: the base rate.
    pub free: Vec<usize>,
}

const RATE: f32 = 0.05;
const MOMENTUM: f32 = 0.9;
const VARIANCE: f32 = 0.999;

/// Weights by class and feature. With one class the fit is binary: label 1 against label 0.
pub fn fit(examples: &[&Example], classes: usize, width: usize, settings: &Settings) -> Vec<Vec<f32>> {
    let mut weights = vec![vec![0.0_f32; width]; classes];
    let (mut first, mut second) = (weights.clone(), weights.clone());
    let total: f32 = examples.iter().map(|e| e.weight).sum::<f32>().max(1.0);
    for step in 1..=settings.steps {
        let mut gradient = vec![vec![0.0_f32; width]; classes];
        for example in examples {
            let residual = residuals(&weights, example);
            for (class, error) in residual.iter().enumerate() {
                for &(feature, value) in &example.features {
                    gradient[class][feature] += error * value * example.weight;
                }
            }
        }
        #[allow(clippy::cast_precision_loss)]
        let time = step as f32;
        let (one, two) = (1.0 - MOMENTUM.powf(time), 1.0 - VARIANCE.powf(time));
        for class in 0..classes {
            for feature in 0..width {
                let price = if settings.free.contains(&feature) { 0.0 } else { settings.ridge };
                let slope = gradient[class][feature] / total + price * weights[class][feature];
                let (m, v) = (&mut first[class][feature], &mut second[class][feature]);
                *m = MOMENTUM * *m + (1.0 - MOMENTUM) * slope;
                *v = VARIANCE * *v + (1.0 - VARIANCE) * slope * slope;
                weights[class][feature] -= RATE * (*m / one) / ((*v / two).sqrt() + 1e-8);
            }
            for &(feature, sign) in &settings.signs {
                let weight = &mut weights[class][feature];
                if *weight * sign < 0.0 {
                    *weight = 0.0;
                }
            }
        }
    }
    weights
}

fn residuals(weights: &[Vec<f32>], example: &Example) -> Vec<f32> {
    let mut predicted = predict(weights, example);
    if weights.len() == 1 {
        #[allow(clippy::cast_precision_loss)]
        let label = example.label as f32;
        predicted[0] -= label;
    } else {
        predicted[example.label] -= 1.0;
    }
    predicted
}

/// The probability that log-odds stand for.
pub fn likely(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The probability of each class (of label 1 for a binary fit).
pub fn predict(weights: &[Vec<f32>], example: &Example) -> Vec<f32> {
    let sums = weights.iter().enumerate().map(|(class, row)| {
        let sum: f32 = example.features.iter().map(|&(feature, value)| row[feature] * value).sum();
        sum + example.offset.get(class).copied().unwrap_or(0.0)
    });
    let sums: Vec<f32> = sums.collect();
    if sums.len() == 1 {
        return vec![likely(sums[0])];
    }
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = sums.iter().map(|s| (s - top).exp()).collect();
    let total: f32 = powers.iter().sum();
    powers.iter().map(|p| p / total).collect()
}

/// Into how many parts the material is split: what is said of one part never saw it.
pub const FOLDS: usize = 5;

/// A fit on everything, one without each part, and what the latter say of the part they never saw.
pub struct CrossFit {
    pub full: Vec<Vec<f32>>,
    pub folds: Vec<Vec<Vec<f32>>>,
    pub held_out: Vec<Vec<f32>>,
}

/// What is learnt without each part, and last without none. Two at a time, each the same whatever the order.
pub fn without_each<T: Send>(learn: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let parts: Vec<usize> = (0..=FOLDS).collect();
    let (learn, mut learnt) = (&learn, Vec::new());
    for pair in parts.chunks(2) {
        std::thread::scope(|scope| {
            let running: Vec<_> = pair.iter().map(|part| scope.spawn(move || learn(*part))).collect();
            let ended = running.into_iter().map(std::thread::ScopedJoinHandle::join);
            learnt.extend(ended.map(|end| end.unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        });
    }
    learnt
}

/// Fits on everything and without each part.
pub fn cross_fit(examples: &[Example], classes: usize, width: usize, settings: &Settings) -> CrossFit {
    let mut fits = without_each(|part| {
        let train: Vec<&Example> = examples.iter().filter(|e| e.document % FOLDS != part).collect();
        fit(&train, classes, width, settings)
    });
    let full = fits.pop().unwrap_or_default();
    let held_out = examples.iter().map(|e| predict(&fits[e.document % FOLDS], e)).collect();
    CrossFit { full, folds: fits, held_out }
}

/// Expected calibration error over ten equal bins, and the bins: count, mean prediction, share true.
pub fn reliability(pairs: &[(f32, bool)]) -> (f32, Vec<(usize, f32, f32)>) {
    const BINS: usize = 10;
    let mut bins = vec![(0_usize, 0.0_f32, 0.0_f32); BINS];
    for &(probability, truth) in pairs {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bin = ((probability * BINS as f32) as usize).min(BINS - 1);
        bins[bin].0 += 1;
        bins[bin].1 += probability;
        bins[bin].2 += f32::from(u8::from(truth));
    }
    let total = pairs.len().max(1) as f32;
    let error = bins.iter().map(|(_, p, t)| (p - t).abs()).sum::<f32>() / total;
    let shown = bins.into_iter().filter(|b| b.0 > 0).map(|(n, p, t)| (n, p / n as f32, t / n as f32));
    (error, shown.collect())
}
