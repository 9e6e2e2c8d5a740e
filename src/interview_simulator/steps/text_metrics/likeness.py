"""How alike an answer and a reference (a model answer or a key point) are, in figures. Pure, given the vectors.

After M. Mohler, R. Bunescu and R. Mihalcea, "Learning to Grade Short Answer Questions using Semantic Similarity
Measures and Dependency Graph Alignments", ACL 2011, and M. A. Sultan, C. Salazar and T. Sumner, "Fast and Easy Short
Answer Grading with High Accuracy", NAACL 2016: similarity of the whole, alignment of the words, and both again
without the words of the question.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.terms import content, stems, words

FEATURES = (
    "cosine_answer_reference",
    "cosine_answer_question",
    "cosine_gain",
    "word_precision",
    "word_recall",
    "word_f",
    "new_word_precision",
    "new_word_recall",
    "new_word_f",
    "soft_recall",
    "soft_precision",
    "soft_least",
    "soft_gain",
    "new_soft_recall",
    "new_soft_precision",
    "gram_recall",
    "gram_precision",
    "log_answer_words",
    "log_reference_words",
    "log_length_ratio",
    "log_new_words",
    "question_words",
    "does_not_know",
)
"""`new` leaves out the words of the question; `soft` takes for each word the cosine of the nearest word of the other
text."""
IGNORANCE = {
    "en": ("don't know", "do not know", "does not know", "not sure", "no idea", "not answered"),
    "pt": ("não sei", "não faço ideia", "não tenho certeza", "não lembro"),
}
GRAM = 4


def likeness(question: str, reference: str, answer: str, language: str, vectors: Embeddings) -> NDArray[np.float64]:
    """The FEATURES of one answer, shape (len(FEATURES),)."""
    asked, wanted, said = (list(dict.fromkeys(content(text, language))) for text in (question, reference, answer))
    stem = dict(zip([*asked, *wanted, *said], stems([*asked, *wanted, *said], language), strict=True))
    in_question = {stem[word] for word in asked}
    new_wanted, new_said = ([word for word in found if stem[word] not in in_question] for found in (wanted, said))
    figures = [
        *_cosines(question, reference, answer, language, vectors),
        *_overlap({stem[word] for word in said}, {stem[word] for word in wanted}),
        *_overlap({stem[word] for word in new_said}, {stem[word] for word in new_wanted}),
        *_soft(said, wanted, asked, language, vectors),
        *_aligned(new_said, new_wanted, language, vectors)[:2],
        *_grams(" ".join(stems(words(answer), language)), " ".join(stems(words(reference), language))),
        *_lengths(len(said), len(wanted), len(new_said), len(asked)),
        float(_does_not_know(answer, language) and not _does_not_know(f"{question} {reference}", language)),
    ]
    return np.array(figures, dtype=np.float64)


def _does_not_know(text: str, language: str) -> bool:
    return any(phrase in text.lower() for phrase in IGNORANCE.get(language, IGNORANCE["en"]))


def _cosines(question: str, reference: str, answer: str, language: str, vectors: Embeddings) -> tuple[float, ...]:
    of_asked, of_wanted, of_said = vectors.texts([question, reference, answer], language)
    alike, echo = float(of_said @ of_wanted), float(of_said @ of_asked)
    return alike, echo, alike - echo


def _overlap(said: set[str], wanted: set[str]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    both = len(said & wanted)
    if not both:
        return 0.0, 0.0, 0.0
    precision, recall = both / len(said), both / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _soft(
    said: Sequence[str], wanted: Sequence[str], asked: Sequence[str], language: str, vectors: Embeddings
) -> tuple[float, ...]:
    recall, precision, least = _aligned(said, wanted, language, vectors)
    of_question = _aligned(asked, wanted, language, vectors)[0]
    return recall, precision, least, recall - of_question


def _aligned(
    said: Sequence[str], wanted: Sequence[str], language: str, vectors: Embeddings
) -> tuple[float, float, float]:
    """Mean over the wanted words of the nearest said word's cosine, the same the other way round, and the least of
    the first."""
    if not said or not wanted:
        return 0.0, 0.0, 0.0
    between = vectors.words(wanted, language) @ vectors.words(said, language).T
    nearest = between.max(1)
    return float(nearest.mean()), float(between.max(0).mean()), float(nearest.min())


def _grams(said: str, wanted: str) -> tuple[float, float]:
    """Recall and precision of runs of four characters, which forgive endings and slips of spelling."""
    ours, theirs = (
        Counter(text[start : start + GRAM] for start in range(len(text) - GRAM + 1))
        for text in (f" {said} ", f" {wanted} ")
    )
    both = (ours & theirs).total()
    return both / max(1, theirs.total()), both / max(1, ours.total())


def _lengths(said: int, wanted: int, new_said: int, asked: int) -> tuple[float, ...]:
    return (
        float(np.log1p(said)),
        float(np.log1p(wanted)),
        float(np.log((1 + said) / (1 + wanted))),
        float(np.log1p(new_said)),
        float(asked),
    )
