"""Usual ways of grouping headlines into stories, run for comparison.

    baselines.py METHOD STREAM OUT SETTING...

METHOD is hdbscan, single-pass or mstream; STREAM has a line a headline, `day<TAB>title`, in order of time, where headlines
of days below 0 are not grouped: the single pass takes document frequencies from them; a SETTING is
`name=value,name=value`. OUT gets one JSON object a setting: the setting, processor seconds from titles in memory to
stories, and the story of each headline. All three know words by their Snowball stems.

hdbscan      all headlines at once: TF-IDF of words and pairs of words, reduced to some dimensions (latent semantic
             analysis), normalised, HDBSCAN (Campello, Moulavi and Sander 2013) by scikit-learn. What it calls noise is a
             story of its own.
single-pass  one headline after the other joins the story whose TF-IDF centroid is nearest, when the cosine, less what the
             days apart take off, reaches a threshold (Allan, Papka and Lavrenko 1998). Words and pairs of words, document
             frequencies so far, an inverted index for the candidates. A story too old to reach the threshold is let go.
mstream      MStream (Yin et al. 2018): a Dirichlet process of multinomial topics, each headline put where its probability
             is largest; with more than one iteration, each batch of 2,000 headlines is gone through again.
"""

import json
import math
import re
import sys
import time
from collections import Counter, defaultdict, deque

import numpy as np
import Stemmer

WORD = re.compile(r"\w[\w'’]*")
STOP_WORDS = frozenset(
    "a about after all also an and are as at be been but by can could did do does for from had has have he her his how if "
    "in into is it its more new no not of on or our out over said say says she so than that the their them they this to up "
    "us was we were what when which who why will with would you your".split()
)
STEMMER = Stemmer.Stemmer("english")


def words(title):
    return STEMMER.stemWords([word for word in WORD.findall(title.lower()) if word not in STOP_WORDS and len(word) > 1])


def with_pairs(title):
    found = words(title)
    return found + [f"{first} {second}" for first, second in zip(found, found[1:])]


def hdbscan(_others, titles, _days, dimensions, min_cluster_size, min_samples):
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectors = TfidfVectorizer(analyzer=with_pairs, min_df=2, sublinear_tf=True).fit_transform(titles)
    dense = normalize(TruncatedSVD(int(dimensions), random_state=0).fit_transform(vectors))
    found = HDBSCAN(min_cluster_size=int(min_cluster_size), min_samples=int(min_samples), copy=True).fit_predict(dense)
    alone = max(found) + 1
    stories = []
    for story in found:
        if story < 0:
            story, alone = alone, alone + 1
        stories.append(int(story))
    return stories


def single_pass(others, titles, days, threshold, decay):
    frequencies = Counter()
    for title in others:
        frequencies.update(set(with_pairs(title)))
    centroids, squares, last_days, holders = {}, {}, {}, defaultdict(dict)
    ageing, stories = deque(), []
    # No cosine is above 1: after this many days nothing can reach the threshold.
    lives = (1 - threshold) / decay if decay else math.inf
    for seen, (title, day) in enumerate(zip(titles, days), 1 + len(others)):
        while ageing and day - ageing[0][1] > lives:
            story, of_day = ageing.popleft()
            if last_days[story] == of_day:
                for term in centroids.pop(story):
                    del holders[term][story]
                del squares[story], last_days[story]
        terms = Counter(with_pairs(title))
        frequencies.update(terms.keys())
        vector = {term: (1 + math.log(n)) * math.log(1 + seen / frequencies[term]) for term, n in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        products = defaultdict(float)
        for term, weight in vector.items():
            vector[term] = weight = weight / length
            for story, held in holders[term].items():
                products[story] += weight * held
        best, most = None, threshold
        for story, product in products.items():
            near = product / math.sqrt(squares[story]) - decay * (day - last_days[story])
            if near > most:
                best, most = story, near
        if best is None:
            best = seen
            centroids[best], squares[best], last_days[best] = set(), 0.0, None
        for term, weight in vector.items():
            held = holders[term].get(best, 0.0)
            squares[best] += weight * (weight + 2 * held)
            holders[term][best] = held + weight
        centroids[best].update(vector)
        if last_days[best] != day:
            last_days[best] = day
            ageing.append((best, day))
        stories.append(best)
    return stories


class Topics:
    """The multinomial topics of MStream: how often each word stands in each, as logarithms with the prior."""

    def __init__(self, alpha, beta, n_terms):
        self.alpha, self.beta, self.k, self.seen = alpha, beta, 0, 0
        self.counts = np.zeros((n_terms, 256), dtype=np.float32)
        self.logs = np.full((n_terms, 256), math.log(beta), dtype=np.float32)
        self.n_words, self.sizes, self.vocabulary = np.zeros(256), np.zeros(256), 0

    def best(self, terms, repeated):
        """The topic where a headline's probability is largest; one more than there are is a new one."""
        k, n, smooth = self.k, len(terms), self.vocabulary * self.beta
        scores = self.logs[terms, :k].sum(axis=0, dtype=np.float64)
        for term, step in repeated:
            # The second time a word stands in a headline, it has been there once more.
            held = self.counts[term, :k].astype(np.float64)
            scores += np.log((held + self.beta + step) / (held + self.beta))
        with np.errstate(divide="ignore"):
            scores += np.log(self.sizes[:k])
        scores -= np.log(self.n_words[:k, None] + (smooth + np.arange(n))).sum(axis=1)
        new = math.log(self.alpha * self.seen) + n * math.log(self.beta)
        new += sum(math.log((self.beta + step) / self.beta) for _, step in repeated)
        new -= sum(math.log(smooth + step) for step in range(n))
        topic = int(scores.argmax()) if k else 0
        return topic if k and scores[topic] >= new else k

    def put(self, topic, terms, times):
        if topic == len(self.sizes):
            self.counts, self.logs = doubled(self.counts, 0.0), doubled(self.logs, math.log(self.beta))
            self.n_words, self.sizes = doubled(self.n_words, 0.0), doubled(self.sizes, 0.0)
        self.k = max(self.k, topic + 1)
        np.add.at(self.counts[:, topic], terms, times)
        self.logs[terms, topic] = np.log(self.counts[terms, topic] + self.beta)
        self.n_words[topic] += times * len(terms)
        self.sizes[topic] += times


def doubled(old, fill):
    return np.concatenate([old, np.full(old.shape, fill, dtype=old.dtype)], axis=-1)


def mstream(_others, titles, _days, alpha, beta, iterations):
    numbers, headlines = {}, []
    for title in titles:
        terms = [numbers.setdefault(word, len(numbers)) for word in words(title)]
        times, repeated = Counter(), []
        for term in terms:
            if times[term]:
                repeated.append((term, times[term]))
            times[term] += 1
        headlines.append((np.array(terms, dtype=np.int64), repeated))
    topics, known, stories = Topics(alpha, beta, len(numbers)), set(), []
    for start in range(0, len(titles), 2000):
        batch = headlines[start : start + 2000]
        for terms, repeated in batch:
            known.update(terms.tolist())
            topics.vocabulary = len(known)
            topics.seen += 1
            story = topics.best(terms, repeated)
            topics.put(story, terms, 1)
            stories.append(story)
        for _ in range(int(iterations) - 1):
            for at, (terms, repeated) in enumerate(batch, start):
                topics.put(stories[at], terms, -1)
                stories[at] = topics.best(terms, repeated)
                topics.put(stories[at], terms, 1)
    return stories


METHODS = {"hdbscan": hdbscan, "single-pass": single_pass, "mstream": mstream}


def main():
    method, stream, out, *settings = sys.argv[1:]
    others, days, titles = [], [], []
    with open(stream, encoding="utf-8") as lines:
        for line in lines:
            day, title = line.rstrip("\n").split("\t", 1)
            if int(day) < 0:
                others.append(title)
            else:
                days.append(int(day))
                titles.append(title)
    with open(out, "w", encoding="utf-8") as found:
        for setting in settings:
            values = {name: float(value) for name, value in (pair.split("=") for pair in setting.split(","))}
            before = time.process_time()
            stories = METHODS[method](others, titles, days, **values)
            seconds = time.process_time() - before
            found.write(json.dumps({"setting": setting, "seconds": seconds, "stories": stories}) + "\n")


if __name__ == "__main__":
    main()
