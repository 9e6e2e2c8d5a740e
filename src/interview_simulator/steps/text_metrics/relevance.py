"""How much of an answer has to do with its question. Pure, given the vectors."""

from collections.abc import Sequence

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Question
from interview_simulator.steps.text_metrics.embedding import Embeddings

NEAR = 0.25
"""Cosine from which a sentence has to do with its question; those of the shipped model answers mostly are nearer."""
NOWHERE, HERE = 0.18, 0.34
"""Cosines of the nearest sentence: of hardly any shipped model answer, and of nearly all."""
LEAST = 0.5
"""What an answer of which no sentence is near is worth."""


class Relevance(Frozen):
    """How much of an answer has to do with its question."""

    share: float
    """Share of the sentences, by words, that are NEAR the question or one of its key points."""
    nearest: float
    """Cosine of the nearest sentence."""

    @property
    def worth(self) -> float:
        """From LEAST to 1 by the nearest sentence alone: to digress is no fault."""
        return LEAST + (1 - LEAST) * min(1.0, max(0.0, (self.nearest - NOWHERE) / (HERE - NOWHERE)))


def relevance(question: Question, sentences: Sequence[str], language: str, vectors: Embeddings) -> Relevance:
    """Compare every sentence with the question and its key points; an answer without sentences is not relevant."""
    if not sentences:
        return Relevance(share=0.0, nearest=0.0)
    about = vectors.texts([question.text, *(point.text for point in question.key_points)], language)
    nearest = (vectors.texts(sentences, language) @ about.T).max(1)
    lengths = [len(sentence.split()) for sentence in sentences]
    near = sum(length for length, cosine in zip(lengths, nearest, strict=True) if cosine >= NEAR)
    return Relevance(share=round(near / sum(lengths), 3), nearest=float(nearest.max()))
