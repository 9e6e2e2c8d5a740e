"""How much of an answer has to do with its question. Pure, given the vectors."""

from collections.abc import Sequence

from interview_simulator.domain.interview import Question
from interview_simulator.steps.text_metrics.embedding import Embeddings

NEAR = 0.25
"""Cosine from which a sentence has to do with the question. Sentences of the shipped model answers are nearer to their own question,
sentences about something else mostly are not."""


def relevance(question: Question, sentences: Sequence[str], language: str, vectors: Embeddings) -> float:
    """Share of the sentences, by words, that are near the question or one of its key points."""
    about = vectors.texts([question.text, *(point.text for point in question.key_points)], language)
    nearest = (vectors.texts(sentences, language) @ about.T).max(1)
    lengths = [len(sentence.split()) for sentence in sentences]
    near = sum(length for length, cosine in zip(lengths, nearest, strict=True) if cosine >= NEAR)
    return round(near / sum(lengths), 3)
