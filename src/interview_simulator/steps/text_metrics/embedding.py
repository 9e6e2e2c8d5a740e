"""Vectors of texts and words, centred, each computed once."""

from collections.abc import Sequence
from threading import Lock

import numpy as np

from interview_simulator.embeddings import Embed, Vectors, centred, embed
from interview_simulator.steps.text_metrics.background import BACKGROUND
from interview_simulator.steps.text_metrics.terms import content

MOST_KEPT = 20_000
"""Vectors kept in memory, about 30 MB."""


class Embeddings:
    """Centred vectors; several threads may ask, and none waits for what another one asked."""

    def __init__(self, embed: Embed = embed) -> None:
        self._embed = embed
        self._kept: dict[str, Vectors] = {}
        self._means: dict[tuple[str, bool], Vectors] = {}
        self._keeping = Lock()

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
        with self._keeping:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        new = sorted(set(texts) - found.keys())
        if new:
            made = dict(zip(new, self._embed(new), strict=True))
            found.update(made)
            with self._keeping:
                if len(self._kept) + len(made) > MOST_KEPT:
                    self._kept.clear()
                self._kept.update(made)
        return np.stack([found[text] for text in texts])
