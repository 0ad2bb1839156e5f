"""Usual ways of grouping headlines into stories, run for comparison.

    baselines.py METHOD STREAM OUT SETTING...

METHOD is hdbscan, single-pass or mstream; STREAM has a line a headline, `day<TAB>title`, in order of time; a SETTING is
`name=value,name=value`. OUT gets one JSON object a setting: the setting, processor seconds from titles in memory to
stories, and the story of each headline.

hdbscan      all headlines at once: TF-IDF of words and pairs of words, reduced to 100 dimensions (latent semantic
             analysis), normalised, HDBSCAN (Campello, Moulavi and Sander 2013) by scikit-learn. What it calls noise is a
             story of its own.
single-pass  one headline after the other joins the story whose TF-IDF centroid is nearest, when the cosine, less what the
             days apart take off, reaches a threshold (Allan, Papka and Lavrenko 1998). Document frequencies are those so
             far; an inverted index brings up the candidates.
mstream      one pass of MStream (Yin et al. 2018): a Dirichlet process of multinomial topics, each headline put where its
             probability is largest.
"""

import json
import math
import re
import sys
import time
from collections import Counter, defaultdict

WORD = re.compile(r"\w[\w'’]*")
STOP_WORDS = frozenset(
    "a about after all also an and are as at be been but by can could did do does for from had has have he her his how if "
    "in into is it its more new no not of on or our out over said say says she so than that the their them they this to up "
    "us was we were what when which who why will with would you your".split()
)


def words(title):
    return [word for word in WORD.findall(title.lower()) if word not in STOP_WORDS and len(word) > 1]


def hdbscan(titles, days, min_cluster_size, min_samples):
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectors = TfidfVectorizer(analyzer=with_pairs, min_df=2, sublinear_tf=True).fit_transform(titles)
    dense = normalize(TruncatedSVD(100, random_state=0).fit_transform(vectors))
    found = HDBSCAN(min_cluster_size=int(min_cluster_size), min_samples=int(min_samples), copy=True).fit_predict(dense)
    alone = max(found) + 1
    stories = []
    for story in found:
        if story < 0:
            story, alone = alone, alone + 1
        stories.append(int(story))
    return stories


def with_pairs(title):
    found = words(title)
    return found + [f"{first} {second}" for first, second in zip(found, found[1:])]


def single_pass(titles, days, threshold, decay):
    frequencies = Counter()
    centroids, lengths, last_days, holders = [], [], [], defaultdict(set)
    stories = []
    for seen, (title, day) in enumerate(zip(titles, days), 1):
        terms = Counter(words(title))
        frequencies.update(terms.keys())
        vector = {term: (1 + math.log(n)) * math.log(1 + seen / frequencies[term]) for term, n in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vector = {term: weight / length for term, weight in vector.items()}
        products = defaultdict(float)
        for term, weight in vector.items():
            for story in holders[term]:
                products[story] += weight * centroids[story][term]
        best, most = None, threshold
        for story, product in products.items():
            near = product / lengths[story] - decay * (day - last_days[story])
            if near > most:
                best, most = story, near
        if best is None:
            best = len(centroids)
            centroids.append(defaultdict(float))
            lengths.append(0.0)
            last_days.append(day)
        centroid = centroids[best]
        for term, weight in vector.items():
            centroid[term] += weight
            holders[term].add(best)
        lengths[best] = math.sqrt(sum(weight * weight for weight in centroid.values())) or 1.0
        last_days[best] = day
        stories.append(best)
    return stories


def mstream(titles, days, alpha, beta):
    import numpy as np

    n_words, sizes = np.zeros(1024), np.zeros(1024)
    counts, holders, vocabulary = [], defaultdict(set), set()
    stories = []
    for seen, title in enumerate(titles, 1):
        terms = Counter(words(title))
        vocabulary.update(terms)
        n, k = sum(terms.values()), len(counts)
        smooth = len(vocabulary) * beta
        steps = np.arange(n)
        # What every story has for words that it never had; stories that had some get the difference.
        base = sum(math.log(beta + step) for count in terms.values() for step in range(count))
        scores = np.log(np.maximum(sizes[:k], 1e-12)) + base
        scores -= np.log(n_words[:k, None] + smooth + steps).sum(axis=1)
        for term, count in terms.items():
            for story in holders[term]:
                had = counts[story][term]
                scores[story] += sum(math.log((had + beta + step) / (beta + step)) for step in range(count))
        new = math.log(alpha * seen) + base - float(np.log(smooth + steps).sum())
        story = int(scores.argmax()) if k else 0
        if k == 0 or new > scores[story]:
            story = k
            counts.append(Counter())
            if story == len(sizes):
                n_words, sizes = np.resize(n_words, 2 * story), np.resize(sizes, 2 * story)
                n_words[story:], sizes[story:] = 0.0, 0.0
        counts[story].update(terms)
        for term in terms:
            holders[term].add(story)
        n_words[story] += n
        sizes[story] += 1
        stories.append(story)
    return stories


METHODS = {"hdbscan": hdbscan, "single-pass": single_pass, "mstream": mstream}


def main():
    method, stream, out, *settings = sys.argv[1:]
    days, titles = [], []
    with open(stream, encoding="utf-8") as lines:
        for line in lines:
            day, title = line.rstrip("\n").split("\t", 1)
            days.append(int(day))
            titles.append(title)
    with open(out, "w", encoding="utf-8") as found:
        for setting in settings:
            values = {name: float(value) for name, value in (pair.split("=") for pair in setting.split(","))}
            before = time.process_time()
            stories = METHODS[method](titles, days, **values)
            seconds = time.process_time() - before
            found.write(json.dumps({"setting": setting, "seconds": seconds, "stories": stories}) + "\n")


if __name__ == "__main__":
    main()
