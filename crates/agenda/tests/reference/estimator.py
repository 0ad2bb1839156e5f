"""Reference of the pooled, placebo-calibrated forecast of displacement.

Follows docs/displacement.md, section "The estimator", steps 2 to 7, for one panel: all outlets, no other shock left
out, weekdays levelled where the window is no whole number of weeks. Written from that document and a brief that settled
details of it, not from the engine.

Usage: estimator.py COUNTS.csv EVENT > expected.csv
COUNTS.csv: the day, one column for each subject, the shock last. EVENT: row (from 0) of the first day of the shock.
"""

from __future__ import annotations

import csv
import sys
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FIRST_ORIGIN = 56
WEEKDAY_PRIOR = 20.0
RIDGE = 20.0
SCALE_RIDGE = 10.0
PRIOR_WINDOWS = 6.0


class Rows(NamedTuple):
    """One entry for each date (row) and subject (column)."""

    features: Array  # date x subject x 10, of the forecast
    spread: Array  # date x subject x 8, of the scale
    target: Array
    y7: Array
    expected: Array  # e: articles expected in the window


class Estimate(NamedTuple):
    """One entry for each subject."""

    change: Array
    low: Array
    high: Array
    p_lost: Array
    p_gained: Array
    sd: Array


def level(y: Array, n: Array, event: int) -> tuple[Array, Array]:
    """Articles without their weekday pattern: by plain factors, and by factors that leave out the day itself."""
    weekday = np.arange(len(n)) % 7
    share = y[:event].sum(axis=0) / n[:event].sum()
    plain, held_out = y.copy(), y.copy()
    for k in range(7):
        before = np.flatnonzero(weekday[:event] == k)
        days = np.flatnonzero(weekday == k)
        seen, expected = y[before].sum(axis=0), n[before].sum() * share
        factor = (seen + WEEKDAY_PRIOR) / (expected + WEEKDAY_PRIOR)
        plain[days] /= factor
        held_out[days] /= factor
        held_out[before] = y[before] * (expected - n[before, None] * share + WEEKDAY_PRIOR)
        held_out[before] /= seen - y[before] + WEEKDAY_PRIOR
    return plain, held_out


def log_odds(y: Array, n: Array, start: int, end: int) -> Array:
    """Log odds of each subject over the days [start, end)."""
    off = np.maximum(n[:, None] - y, 0.0)
    odds: Array = (y[start:end].sum(axis=0) + 0.5) / (off[start:end].sum(axis=0) + 0.5)
    return np.log(odds)


def rows(y: Array, held_out: Array, n: Array, length: int, origins: list[int]) -> Rows:
    """Features (step 3) and target of every subject at every origin."""
    features, spread, target, y7s, expected = [], [], [], [], []
    for t in origins:
        l1, l3, l7, l28, l56 = (log_odds(y, n, t - w, t) for w in (1, 3, 7, 28, 56))
        y7 = y[t - 7 : t].sum(axis=0)
        e = y7 * n[t : t + length].sum() / n[t - 7 : t].sum()
        a, b, slow, g = l3 - l7, l7 - l28, l28 - l56, 1.0 / (1.0 + y7 / 10.0)
        one = np.ones_like(a)
        rise_b, rise_a = np.maximum(b, 0.0), np.maximum(a, 0.0)
        features.append(np.stack([one, a, b, slow, rise_b, rise_a, l1 - l3, g, g * a, g * b], axis=-1))
        log_v = np.log(noise(y7, e, np.zeros_like(e)))
        spread.append(np.stack([one, log_v, abs(b), abs(a), abs(slow), b, a, slow], axis=-1))
        target.append(log_odds(held_out, n, t, t + length) - l7)
        y7s.append(y7)
        expected.append(e)
    return Rows(*(np.stack(part) for part in (features, spread, target, y7s, expected)))


def noise(y7: Array, expected: Array, d: Array) -> Array:
    """v(d), the counting noise at a change of d."""
    return 0.3 / (y7 + 1.0) + 1.0 / (expected * np.exp(d) + 1.0)


def median_of_others(errors: Array, weights: Array) -> Array:
    """For each subject the smallest error at which the weights of the others reach half (step 4)."""
    order = np.argsort(errors, kind="stable")
    centre = np.empty_like(errors)
    for i in range(len(errors)):
        others = order[order != i]
        reached = np.cumsum(weights[others])
        centre[i] = errors[others[np.argmax(reached >= 0.5 * reached[-1])]]
    return centre


def own_factors(ratio: Array, keep: NDArray[np.bool_], length: int) -> Array:
    """A subject's own factor of scale, from the placebo dates that `keep` (judged date x placebo date) selects."""
    kept = keep.astype(float)
    count = kept.sum(axis=1, keepdims=True)
    factors: Array = (PRIOR_WINDOWS + kept @ ratio / length) / (PRIOR_WINDOWS + count / length)
    return factors


def end_of_interval(error: Array, q: float, sd: Array, c: float, y7: Array, expected: Array) -> Array:
    """Solves d = error - q s(d) by damped iteration until it no longer moves (step 7)."""
    v0 = noise(y7, expected, np.zeros_like(error))
    d = error.copy()
    for _ in range(1000):
        s = sd * np.sqrt((noise(y7, expected, d) / v0) ** c)
        d, previous = (d + error - q * s) / 2.0, d
        if np.max(np.abs(d - previous)) < 1e-14:
            return d
    raise ArithmeticError("the end of an interval was not found")


def estimate(y: Array, n: Array, event: int, length: int, centred: bool) -> Estimate:
    """Steps 2 to 7. The last row of every date x subject array is the event, the others are the placebos."""
    levelled, held_out = level(y, n, event) if length % 7 else (y, y)
    placebos = np.arange(FIRST_ORIGIN, event - length + 1)
    data = rows(levelled, held_out, n, length, [*map(int, placebos), event])
    v0 = noise(data.y7, data.expected, np.zeros_like(data.y7))
    weights = 1.0 / (v0 + 0.05)

    x, w = data.features[:-1].reshape(-1, data.features.shape[-1]), weights[:-1].reshape(-1, 1)
    normal = x.T @ (w * x) + RIDGE * np.eye(x.shape[1])
    errors = data.target - data.features @ np.linalg.solve(normal, x.T @ (w[:, 0] * data.target[:-1].ravel()))
    if centred:
        errors = errors - np.stack([median_of_others(e, w) for e, w in zip(errors, weights, strict=True)])

    z = data.spread[:-1].reshape(-1, data.spread.shape[-1])
    gram = z.T @ z + SCALE_RIDGE * np.eye(z.shape[1])
    slopes = np.linalg.solve(gram, z.T @ np.log(errors[:-1].ravel() ** 2 + 1e-4))
    f = np.exp(data.spread @ slopes)
    f *= np.mean(errors[:-1] ** 2 / f[:-1])
    ratio = errors[:-1] ** 2 / f[:-1]
    ratio = np.minimum(ratio, np.quantile(ratio, 0.99))
    dates = np.append(placebos, event)
    keep = np.abs(dates[:, None] - placebos[None, :]) >= length
    sd = np.sqrt(f * own_factors(ratio, keep, length))

    reference, observed = (errors[:-1] / sd[:-1]).ravel(), errors[-1] / sd[-1]
    p_lost = (1.0 + np.sum(reference[:, None] <= observed, axis=0)) / (1.0 + reference.size)
    p_gained = (1.0 + np.sum(reference[:, None] >= observed, axis=0)) / (1.0 + reference.size)
    c = float(np.clip(slopes[1], 0.0, 1.0))
    low, high = (
        end_of_interval(errors[-1], float(np.quantile(reference, q)), sd[-1], c, data.y7[-1], data.expected[-1])
        for q in (0.975, 0.025)
    )
    return Estimate(errors[-1], low, high, p_lost, p_gained, sd[-1])


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        header, *lines = csv.reader(file)
    counts = np.array([line[1:] for line in lines], dtype=float)
    subjects, event = counts[:, :-1], int(sys.argv[2])
    print("base,window,subject,change,low,high,p_lost,p_gained,sd")
    for base, n, centred in (("outside", subjects.sum(axis=1), True), ("all", counts.sum(axis=1), False)):
        for length in (7, 4):
            result = estimate(subjects, n, event, length, centred)
            for i, name in enumerate(header[1:-1]):
                print(",".join([base, str(length), name, *(repr(float(part[i])) for part in result)]))


if __name__ == "__main__":
    main()
