#!/usr/bin/env python3
"""The usual ways to ask whether a subject lost coverage after an event, as they are usually run.

They are what the displacement estimator of this project is compared with. Each method is one short function that says
what it is and where it comes from; none is tuned to the data it is measured on.

COUNTS has the columns `episode,date,outlet,country,t00...,shock0...`: articles an outlet published that day. EVENTS has
`episode,shock,date,window_days`. Either may be compressed (.gz).

For each method a table OUT/METHOD.csv is written, `episode,shock,topic,est,lo,hi,p`:

  est, lo, hi   change in the log odds of the topic's share of the coverage outside the shock over the window, less that
                of the median topic, with its 95 % interval
  p             one-sided p-value for "lost coverage", as the method makes it

Methods that look at one topic alone test whether it lost, not whether it lost more than the median topic. For them a
second table, OUT/METHOD.centred.csv, holds the same estimates with the p-value of that second question.

OUT/times.json says how many seconds of one core a method takes per topic and event (the median over events, reading not
counted), on how many it was run, on how many it failed (those rows are left out), and with which versions.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import platform
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

# Times are quoted for one core, so the libraries below must not start threads of their own.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

import numpy as np
import pandas as pd
import statsmodels.api as sm
from causalimpact import CausalImpact
from scipy import optimize, stats
from statsmodels.tsa.statespace.structural import UnobservedComponents

BEFORE = 28  # days before the event that a plain comparison looks back on
DONOR_DAYS = 56  # days before the event on which the weights of a synthetic control are chosen
SEED = 7  # of the sample and of the made-up counts
PACKAGES = ("numpy", "scipy", "pandas", "statsmodels", "pycausalimpact")


# --- what a method is given and what it returns -----------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """The counts of one episode and the event in it. K topics, T days, O outlets."""

    episode: str
    shock: str
    topics: list[str]
    by_outlet: np.ndarray  # [O, K, T] articles on the topic
    outlet_base: np.ndarray  # [O, T] articles outside the shock
    total: np.ndarray  # [T] all articles, the shock included
    start: int  # first day of the window
    days: int  # days in the window

    @cached_property
    def counts(self) -> np.ndarray:
        """Articles per topic and day, all outlets together: [K, T]."""
        return self.by_outlet.sum(0)

    @cached_property
    def base(self) -> np.ndarray:
        """Articles outside the shock per day, all outlets together: [T]."""
        return self.outlet_base.sum(0)

    @property
    def window(self) -> slice:
        """The days of the event."""
        return slice(self.start, self.start + self.days)

    @property
    def before(self) -> slice:
        """The days a plain comparison looks back on."""
        return slice(self.start - BEFORE, self.start)

    @cached_property
    def daily_log_odds(self) -> np.ndarray:
        """Log odds of each topic's share of the coverage outside the shock, per day: [K, T]."""
        return log_odds(self.counts, self.base)


@dataclass(frozen=True)
class Estimate:
    """The change of one topic, its 95 % interval, and the one-sided p-value for a loss."""

    est: float
    lo: float
    hi: float
    p: float
    se: float = math.nan  # standard error, where the interval and the test rest on one
    df: float = math.inf  # degrees of freedom of the error; infinitely many are the normal distribution

    @classmethod
    def of(cls, est: float, se: float, df: float = math.inf) -> Estimate:
        """The estimate whose error is `se` times a t variable with `df` degrees of freedom."""
        reach = stats.t.ppf(0.975, df) * se
        return cls(est, est - reach, est + reach, float(stats.t.cdf(est / se, df)), se, df)

    def is_sound(self) -> bool:
        """True when every part is a finite number."""
        return all(math.isfinite(x) for x in (self.est, self.lo, self.hi, self.p))

    def less(self, shift: float) -> Estimate:
        """The same change against a topic that moved by `shift`, tested anew."""
        return Estimate.of(self.est - shift, self.se, self.df)


def log_odds(articles: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Log odds of a share, with half an article added to either side so that none is infinite."""
    return np.log((articles + 0.5) / (base - articles + 0.5))


def log_odds_variance(articles: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Variance of `log_odds` if articles were drawn independently (Woolf 1955)."""
    return 1 / (articles + 0.5) + 1 / (base - articles + 0.5)


# --- the methods ------------------------------------------------------------------------------------------------------


def before_after(event: Event, k: int, base: np.ndarray) -> Estimate:
    """The change in log odds between two sums of days, every article taken for an independent draw."""
    articles = event.counts[k]
    y0, n0 = articles[event.before].sum(), base[event.before].sum()
    y1, n1 = articles[event.window].sum(), base[event.window].sum()
    variance = log_odds_variance(y0, n0) + log_odds_variance(y1, n1)
    return Estimate.of(float(log_odds(y1, n1) - log_odds(y0, n0)), math.sqrt(variance))


def before_after_share(event: Event, k: int) -> Estimate:
    """Share of all coverage, 28 days before against the window: z-test on the log odds."""
    return before_after(event, k, event.total)


def before_after_non_shock(event: Event, k: int) -> Estimate:
    """Share of the coverage outside the shock, 28 days before against the window: z-test on the log odds."""
    return before_after(event, k, event.base)


def welch(event: Event, k: int) -> Estimate:
    """Daily log odds, 28 days before against the window, taken for independent draws (Welch 1947)."""
    odds = event.daily_log_odds[k]
    test = stats.ttest_ind(odds[event.window], odds[event.before], equal_var=False)
    est = odds[event.window].mean() - odds[event.before].mean()
    return Estimate.of(float(est), float(est / test.statistic), float(test.df))


def outlets_random_effects(event: Event, k: int) -> Estimate:
    """Outlets as replicates: one change in log odds each, pooled with random effects (DerSimonian and Laird 1986)."""
    articles, base = event.by_outlet[:, k], event.outlet_base
    sums = [(articles[:, days].sum(1), base[:, days].sum(1)) for days in (event.before, event.window)]
    change = log_odds(*sums[1]) - log_odds(*sums[0])
    variance = log_odds_variance(*sums[0]) + log_odds_variance(*sums[1])
    weight = 1 / variance
    fixed = np.average(change, weights=weight)
    excess = (weight * (change - fixed) ** 2).sum() - (len(change) - 1)
    between = max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (variance + between)
    return Estimate.of(float(np.average(change, weights=weight)), float(weight.sum() ** -0.5))


def interrupted_time_series(event: Event, k: int) -> Estimate:
    """Segmented regression of daily counts (Bernal, Cummins and Gasparrini 2017).

    Negative binomial with the coverage outside the shock as exposure, a linear trend, weekdays and a level shift in the
    window; dispersion from the auxiliary regression of Cameron and Trivedi (1990), errors robust to autocorrelation
    over a week (Newey and West 1987). The logarithm of the rate ratio stands for the change in log odds.
    """
    end = event.window.stop
    day = np.arange(end)
    articles = event.counts[k, :end]
    columns = [np.ones(end), day / end - 0.5, (day >= event.start).astype(float)]
    columns += [(day % 7 == weekday).astype(float) for weekday in range(1, 7)]
    design, offset = np.column_stack(columns), np.log(np.maximum(event.base[:end], 1.0))
    mean = sm.GLM(articles, design, family=sm.families.Poisson(), offset=offset).fit().fittedvalues
    dispersion = max(1e-6, ((articles - mean) ** 2 - articles).sum() / (mean**2).sum())
    model = sm.GLM(articles, design, family=sm.families.NegativeBinomial(alpha=dispersion), offset=offset)
    fit = model.fit(cov_type="HAC", cov_kwds={"maxlags": 7})
    if not fit.converged:
        raise ArithmeticError("the regression did not converge")
    return Estimate.of(float(fit.params[2]), float(fit.bse[2]))


def structural_time_series(event: Event, k: int) -> Estimate:
    """Local level and weekly season fitted to the daily log odds before the event (Harvey 1989); the mean over the
    window less its forecast."""
    odds = event.daily_log_odds[k]
    model = UnobservedComponents(odds[: event.start], level="llevel", seasonal=7)
    fit = model.fit(disp=0)
    gap = odds[event.window] - fit.forecast(event.days)
    return Estimate.of(float(gap.mean()), math.sqrt(forecast_covariance(fit, event.days).mean()))


def forecast_covariance(fit: object, days: int) -> np.ndarray:
    """Covariance of the forecasts of the next days with each other: [days, days]."""
    ssm = fit.model.ssm
    design, transition = ssm["design"][0], ssm["transition"]
    noise = ssm["selection"] @ ssm["state_cov"] @ ssm["selection"].T
    state = fit.predicted_state_cov[..., -1]
    covariance = np.zeros((days, days))
    for i in range(days):
        ahead = state @ design
        covariance[i, i] = design @ ahead + ssm["obs_cov", 0, 0]
        for j in range(i + 1, days):
            ahead = transition @ ahead
            covariance[i, j] = covariance[j, i] = design @ ahead
        state = transition @ state @ transition.T + noise
    return covariance


def synthetic_control(event: Event) -> list[Estimate]:
    """Each topic against a weighted mean of the others (Abadie, Diamond and Hainmueller 2010), all as placebos.

    Weights are positive, sum to one and are chosen on the daily log odds of the 56 days before, each topic's mean taken
    out (Ferman and Pinto 2021). The p-value is the rank of the topic's gap, over its error before the event, among
    those of all topics; the interval inverts that test.
    """
    odds = event.daily_log_odds
    odds = odds - odds[:, event.start - DONOR_DAYS : event.start].mean(1, keepdims=True)
    gap, error = np.array([synthetic_gap(event, odds, k) for k in range(len(odds))]).T
    score = gap / error
    estimates = []
    for k in range(len(odds)):
        low, high = np.quantile(np.delete(score, k), [0.025, 0.975])
        p = (score <= score[k]).sum() / len(score)
        estimates.append(Estimate(gap[k], gap[k] - high * error[k], gap[k] - low * error[k], float(p)))
    return estimates


def synthetic_gap(event: Event, odds: np.ndarray, k: int) -> tuple[float, float]:
    """Mean distance from the synthetic topic in the window, and the root mean square of the one before it."""
    donors = np.delete(odds, k, axis=0)
    past = slice(event.start - DONOR_DAYS, event.start)
    heavy = 1e3  # the row that makes the weights sum to one
    rows = np.vstack([donors[:, past].T, np.full((1, len(donors)), heavy)])
    weights, _ = optimize.nnls(rows, np.append(odds[k, past], heavy))
    distance = odds[k] - weights @ donors
    return float(distance[event.window].mean()), float(np.sqrt((distance[past] ** 2).mean()))


def causal_impact(event: Event, k: int, **options: object) -> Estimate:
    """pycausalimpact with its own defaults (after Brodersen and others 2015), on the daily log odds of the topic; the
    mean of those of the other topics is the covariate. Its simulations take no seed: figures move by some hundredths
    from run to run."""
    odds = event.daily_log_odds
    data = pd.DataFrame({"topic": odds[k], "others": np.delete(odds, k, axis=0).mean(0)})
    impact = CausalImpact(data, [0, event.start - 1], [event.start, event.window.stop - 1], **options)
    impact.summary()
    effect = impact.summary_data["average"]
    lost = impact.p_value if effect["abs_effect"] < 0 else 1 - impact.p_value
    return Estimate(effect["abs_effect"], effect["abs_effect_lower"], effect["abs_effect_upper"], float(lost))


def causal_impact_weekly(event: Event, k: int) -> Estimate:
    """The same with what its manual offers for such data: a weekly season, and the freedom of the level estimated."""
    return causal_impact(event, k, nseasons=[{"period": 7}], prior_level_sd=None)


# --- the table of methods ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Method:
    """How a method is run over the topics of an event."""

    title: str
    one: Callable[[Event, int], Estimate] | None = None  # one topic at a time
    all: Callable[[Event], list[Estimate]] | None = None  # all topics at once
    compares: bool = False  # the method itself compares topics: no median is taken off its estimates
    sampled: bool = False  # too slow for every series: run on `--sample` of them


METHODS = {
    "before_after_share": Method("before/after, share of all coverage", one=before_after_share),
    "before_after_non_shock": Method("before/after, share of non-shock coverage", one=before_after_non_shock),
    "welch": Method("Welch t on daily log odds", one=welch),
    "outlets_random_effects": Method("outlets as replicates, random effects", one=outlets_random_effects),
    "interrupted_time_series": Method("interrupted time series, negative binomial, HAC", one=interrupted_time_series),
    "structural_time_series": Method("structural time series, level and week", one=structural_time_series),
    "synthetic_control": Method("synthetic control, placebo subjects", all=synthetic_control, compares=True),
    "causal_impact": Method("pycausalimpact, its defaults", one=causal_impact, compares=True, sampled=True),
    "causal_impact_weekly": Method(
        "pycausalimpact, weekly season, free level", one=causal_impact_weekly, compares=True, sampled=True
    ),
}


@dataclass
class Run:
    """What one method gave on one event."""

    method: str
    episode: str
    shock: str
    seconds: float  # of one core, per topic
    tried: int
    estimates: dict[str, Estimate] = field(default_factory=dict)
    centred: dict[str, Estimate] = field(default_factory=dict)  # against the median topic


def run(name: str, event: Event, chosen: list[int]) -> Run:
    """Runs a method on the chosen topics of an event; topics on which it fails are left out."""
    method = METHODS[name]
    started = time.process_time()
    if method.all:
        found = dict(zip(event.topics, or_nothing(method.all, event) or [], strict=False))
    else:
        found = {event.topics[k]: or_nothing(method.one, event, k) for k in chosen}
    seconds = (time.process_time() - started) / len(chosen)
    sound = {topic: estimate for topic, estimate in found.items() if estimate and estimate.is_sound()}
    if method.compares or not sound:
        return Run(name, event.episode, event.shock, seconds, len(chosen), sound, sound)
    typical = float(np.median([estimate.est for estimate in sound.values()]))
    centred = {topic: estimate.less(typical) for topic, estimate in sound.items()}
    return Run(name, event.episode, event.shock, seconds, len(chosen), sound, centred)


def or_nothing(method: Callable[..., object], *given: object) -> object | None:
    """What the method gives, or nothing where it cannot make an estimate."""
    try:
        return method(*given)
    except (ArithmeticError, ValueError, RuntimeError, np.linalg.LinAlgError):
        return None


def run_all(events: list[Event], names: list[str], sample: int, jobs: int) -> list[Run]:
    """Every method on every event, methods one after the other inside an event; events shared out over processes."""
    chosen = sampled_topics(events, sample)
    work = []
    for at, event in enumerate(events):
        for name in names:
            topics = chosen[at] if METHODS[name].sampled else list(range(len(event.topics)))
            if topics:
                work.append((name, event, topics))
    work.sort(key=lambda item: METHODS[item[0]].sampled, reverse=True)
    if jobs == 1:
        return [quietly(item) for item in work]
    with multiprocessing.Pool(jobs) as pool:
        return pool.map(quietly, work, chunksize=1)


def quietly(item: tuple[str, Event, list[int]]) -> Run:
    """`run` without the libraries' warnings about series they find hard."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return run(*item)


def sampled_topics(events: list[Event], sample: int) -> list[list[int]]:
    """The topics of each event that fall into a random sample of all series."""
    every = [(at, k) for at, event in enumerate(events) for k in range(len(event.topics))]
    drawn = random.Random(SEED).sample(every, min(sample, len(every)))
    return [sorted(k for at_drawn, k in drawn if at_drawn == at) for at in range(len(events))]


# --- reading and writing ----------------------------------------------------------------------------------------------


def read_events(counts_path: Path, events_path: Path, limit: int | None) -> Iterator[Event]:
    """The events of a file with their counts, those of the first `limit` episodes only if one is given."""
    key = {"episode": str, "shock": str, "outlet": str, "country": str}
    counts = pd.read_csv(counts_path, dtype=key, parse_dates=["date"])
    events = pd.read_csv(events_path, dtype=key, parse_dates=["date"])
    topics = [name for name in counts.columns if name[0] == "t" and name[1:].isdigit()]
    shocks = [name for name in counts.columns if name.startswith("shock")]
    episodes = list(dict.fromkeys(events["episode"]))[:limit]
    for episode in episodes:
        rows = counts[counts["episode"] == episode]
        days = pd.date_range(rows["date"].min(), rows["date"].max())
        outlets = sorted(rows["outlet"].unique())
        index = pd.MultiIndex.from_product([outlets, days], names=["outlet", "date"])
        cells = rows.set_index(["outlet", "date"])[topics + shocks].reindex(index, fill_value=0)
        cube = cells.to_numpy(float).reshape(len(outlets), len(days), -1)
        for row in events[events["episode"] == episode].itertuples():
            of_shock = cube[:, :, len(topics) + shocks.index(row.shock)]
            yield Event(
                episode=episode,
                shock=row.shock,
                topics=topics,
                by_outlet=cube[:, :, : len(topics)].transpose(0, 2, 1),
                outlet_base=cube.sum(2) - of_shock,
                total=cube.sum((0, 2)),
                start=days.get_loc(row.date),
                days=int(row.window_days),
            )


def write(runs: list[Run], names: list[str], out: Path) -> None:
    """The tables, and the times."""
    out.mkdir(parents=True, exist_ok=True)
    for name in names:
        own = [done for done in runs if done.method == name]
        (out / f"{name}.csv").write_text(table(own, own_test=True), encoding="utf-8")
        if not METHODS[name].compares:
            (out / f"{name}.centred.csv").write_text(table(own, own_test=False), encoding="utf-8")
    (out / "times.json").write_text(json.dumps(times(runs, names), indent=2) + "\n", encoding="utf-8")


def table(runs: list[Run], own_test: bool) -> str:
    """Centred estimates as CSV, with the p-value of the method's own test or of the centred change."""
    lines = ["episode,shock,topic,est,lo,hi,p"]
    for done in runs:
        for topic, e in done.centred.items():
            p = (done.estimates[topic] if own_test else e).p
            lines.append(f"{done.episode},{done.shock},{topic},{e.est:.6f},{e.lo:.6f},{e.hi:.6f},{p:.6g}")
    return "\n".join(lines) + "\n"


def times(runs: list[Run], names: list[str]) -> dict[str, object]:
    """How long each method takes, on how much it was run, how often it failed, and the versions it was run with."""
    methods = {}
    for name in names:
        own = [done for done in runs if done.method == name]
        tried = sum(done.tried for done in own)
        methods[name] = {
            "title": METHODS[name].title,
            "what": " ".join((METHODS[name].one or METHODS[name].all).__doc__.split()),
            "seconds": float(np.median([done.seconds for done in own])),
            "tried": tried,
            "failed": tried - sum(len(done.estimates) for done in own),
            "sampled": METHODS[name].sampled,
            "compares": METHODS[name].compares,
        }
    versions = {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    return {"methods": methods, "versions": versions}


# --- the self-test ----------------------------------------------------------------------------------------------------


def made_up_tables(folder: Path) -> tuple[Path, Path]:
    """Fifteen weeks of counts drawn here: in the last week the shock breaks and `t00` loses 70 %."""
    rng = np.random.default_rng(SEED)
    days = pd.date_range("2030-01-07", periods=105)
    rows = []
    for outlet in range(4):
        for at, day in enumerate(days):
            mean = np.linspace(40, 12, 20) * (0.7 if day.weekday() > 4 else 1.0)
            mean[0] *= 0.3 if at >= 98 else 1.0
            shock = 60 if at >= 98 else 0
            rows.append(["0", day.date(), f"o{outlet}", "c0", *rng.poisson(mean), shock])
    names = ["episode", "date", "outlet", "country", *(f"t{k:02}" for k in range(20)), "shock0"]
    counts, events = folder / "counts.csv.gz", folder / "events.csv"
    pd.DataFrame(rows, columns=names).to_csv(counts, index=False)
    events.write_text(f"episode,shock,date,window_days\n0,shock0,{days[98].date()},7\n", encoding="utf-8")
    return counts, events


def selftest() -> None:
    """Every method has to find a planted loss of 70 %, and gives finite numbers for all topics."""
    with tempfile.TemporaryDirectory() as folder:
        (event,) = read_events(*made_up_tables(Path(folder)), None)
        assert event.start == 98 and event.base[0] == event.counts[:, 0].sum()
        assert event.total[98] == event.base[98] + 240, "the shock counts in the total and not in the base"
        for name, method in METHODS.items():
            chosen = [0, 1] if method.sampled else list(range(20))
            done = quietly((name, event, chosen))
            assert len(done.estimates) == len(chosen), f"{name} failed on {len(chosen) - len(done.estimates)} topics"
            for lost in (done.estimates["t00"], done.centred["t00"]):
                assert -1.7 < lost.est < -0.8, f"{name}: {lost} for a planted {math.log(0.3):.2f}"
                assert lost.lo < lost.est < lost.hi < 0 and lost.p <= 0.05, f"{name}: {lost}"
            write([done], [name], Path(folder))
            assert (Path(folder) / f"{name}.csv").read_text().count("\n") == len(chosen) + 1
    print(f"{len(METHODS)} passed, 0 failed")


# --- the command ------------------------------------------------------------------------------------------------------


def options() -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="?", type=Path, metavar="COUNTS")
    parser.add_argument("events", nargs="?", type=Path, metavar="EVENTS")
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT", help="folder for the tables")
    parser.add_argument("--methods", default=",".join(METHODS), metavar="A,B", help="all of them: %(default)s")
    parser.add_argument("--limit-episodes", type=int, metavar="N", help="only the first N episodes")
    parser.add_argument("--sample", type=int, default=20, metavar="N", help="series for the slowest (%(default)s)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (%(default)s)")
    parser.add_argument("--selftest", action="store_true", help="check every method on made-up counts")
    given = parser.parse_args()
    unknown = set(given.methods.split(",")) - set(METHODS)
    if unknown:
        parser.error(f"no such method: {', '.join(sorted(unknown))}")
    if not given.selftest and not given.out:
        parser.error("COUNTS, EVENTS and OUT are needed")
    return given


def main() -> int:
    given = options()
    if given.selftest:
        selftest()
        return 0
    names = given.methods.split(",")
    events = list(read_events(given.counts, given.events, given.limit_episodes))
    write(run_all(events, names, given.sample, given.jobs), names, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
