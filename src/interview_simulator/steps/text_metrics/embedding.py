"""Vectors of texts and words, centred, each computed once."""

from collections.abc import Sequence
from threading import RLock

import numpy as np

from interview_simulator.embeddings import Embed, Vectors, centred, embed
from interview_simulator.steps.text_metrics.background import BACKGROUND
from interview_simulator.steps.text_metrics.terms import content

MOST_KEPT = 20_000
"""Vectors kept in memory, about 30 MB."""


class Embeddings:
    """Centred vectors; several threads may ask, one is served at a time."""

    def __init__(self, embed: Embed = embed) -> None:
        self._embed = embed
        self._kept: dict[str, Vectors] = {}
        self._means: dict[tuple[str, bool], Vectors] = {}
        self._one_at_a_time = RLock()

    def texts(self, texts: Sequence[str], language: str) -> Vectors:
        """Unit vectors of sentences, without what all sentences of the language share."""
        return centred(self._raw(texts), self._mean(language, of_words=False))

    def words(self, words: Sequence[str], language: str) -> Vectors:
        """Unit vectors of single words, without what all words of the language share."""
        return centred(self._raw(words), self._mean(language, of_words=True))

    def _mean(self, language: str, *, of_words: bool) -> Vectors:
        if (language, of_words) not in self._means:
            sentences = BACKGROUND.get(language, BACKGROUND["en"])
            texts = sorted({word for text in sentences for word in content(text, language)}) if of_words else sentences
            self._means[language, of_words] = self._raw(texts).mean(axis=0)
        return self._means[language, of_words]

    def _raw(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 1), np.float32)
        with self._one_at_a_time:
            new = sorted(set(texts) - self._kept.keys())
            if len(self._kept) + len(new) > MOST_KEPT:
                self._kept.clear()
                new = sorted(set(texts))
            if new:
                self._kept.update(zip(new, self._embed(new), strict=True))
            return np.stack([self._kept[text] for text in texts])
