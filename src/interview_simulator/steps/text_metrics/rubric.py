"""Judges answers without a language model: key points, relevance, structure and evidence, with feedback in full
sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_simulator.domain.interview import Interview, Question
from interview_simulator.domain.report import Answer, Evidence, KeyPointCoverage, StoryPart
from interview_simulator.domain.transcript import Word, as_text
from interview_simulator.steps.text_metrics.answers import unjudged, verdict
from interview_simulator.steps.text_metrics.coverage import Covered, cover, score
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.evidence import evidence
from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.matching import SentenceMatcher
from interview_simulator.steps.text_metrics.phrases import PHRASES, Phrases
from interview_simulator.steps.text_metrics.relevance import relevance
from interview_simulator.steps.text_metrics.sentences import passages, sentences
from interview_simulator.steps.text_metrics.story import says_we_only, worth_as_story
from interview_simulator.steps.text_metrics.structure import structure
from interview_simulator.steps.text_metrics.substance import Substance, substance
from interview_simulator.steps.text_metrics.words import normal

OFF_TOPIC = 0.34
"""Share of sentences on the question below which the feedback says so."""
HALF = 0.5


@dataclass(frozen=True)
class Finding:
    """All that was found out about one answer."""

    question: Question
    text: str
    language: str
    quotes: list[str]
    """Its passages, word for word; what was found refers to them by their place."""
    points: list[Covered]
    substance: Substance
    relevance: float
    structure: tuple[StoryPart, ...]
    evidence: Evidence


class RubricEvaluator:
    """An evaluator that runs on this machine and learned nothing from its users."""

    name = "rubric/multilingual-e5-small"

    def __init__(self, vectors: Embeddings | None = None) -> None:
        self._vectors = vectors or Embeddings()
        self.models: dict[str, str] = {}

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        """One Answer for each spoken answer, in the same order."""
        return tuple(_judged(spoken, self._vectors) for spoken in answers)

    def match(self, words: Sequence[Word], interview: Interview) -> tuple[SpokenAnswer, ...]:
        """Which words answer which question, where no marks tell it."""
        return SentenceMatcher(self._vectors).match(words, interview)


def _judged(spoken: SpokenAnswer, vectors: Embeddings) -> Answer:
    say = PHRASES.get(spoken.language, PHRASES["en"])
    if not spoken.words or not spoken.question.key_points:
        return _not_judged(spoken, say.no_rubric if spoken.words else say.nothing_said)
    found = _found(spoken, vectors)
    value = score(found.points, [point.weight for point in spoken.question.key_points])
    return unjudged(spoken).model_copy(
        update={
            "score": value,
            "verdict": verdict(value),
            "evaluation": " ".join(_evaluation(found, say)),
            "correction": "\n".join(_correction(found, say)) or say.nothing_missing,
            "key_points": tuple(_key_points(found)),
            "relevance": found.relevance,
            "structure": found.structure,
            "evidence": found.evidence,
        }
    )


def _found(spoken: SpokenAnswer, vectors: Embeddings) -> Finding:
    question, language = spoken.question, spoken.language
    fillers = {phrase[0] for phrase in lexicon(language).fillers if len(phrase) == 1}
    meant = [word for word in spoken.words if normal(word.text) not in fillers]
    text, whole = as_text(meant), sentences(meant)
    stretches = passages(spoken.words, fillers)
    said = [stretch.text for stretch in stretches]
    worth = substance(question.text, text, language, question.model_answer)
    on_topic = relevance(question, whole, language, vectors)
    is_story = question.kind == "behavioural"
    hints = PHRASES.get(language, PHRASES["en"]).parts
    trust = worth.sentences * on_topic.worth * (worth_as_story(text, language) if is_story else 1.0)
    return Finding(
        question=question,
        text=text,
        language=language,
        quotes=[stretch.quote for stretch in stretches],
        points=cover(question, said, language, vectors, trust, worth.own_words),
        substance=worth,
        relevance=on_topic.share,
        structure=structure(stretches, language, hints, vectors) if is_story else (),
        evidence=evidence(whole, language),
    )


def _key_points(found: Finding) -> Iterator[KeyPointCoverage]:
    for point, covered in zip(found.question.key_points, found.points, strict=True):
        yield KeyPointCoverage(
            id=point.id,
            text=point.text,
            coverage=covered.coverage,
            probability=covered.probability,
            quote=None if covered.sentence is None else found.quotes[covered.sentence],
            contradicted=covered.contradicted,
        )


def _evaluation(found: Finding, say: Phrases) -> Iterator[str]:
    covered, total = sum(point.coverage == "covered" for point in found.points), len(found.points)
    sentence = say.all_said if covered == total else say.some_said if covered else say.none_said
    yield sentence.format(covered=covered, total=total)
    if found.substance.sentences < HALF:
        yield say.only_terms
    elif found.substance.own_words < HALF:
        yield say.only_question
    elif found.relevance < OFF_TOPIC and not covered:
        yield say.off_topic
    elif found.structure and worth_as_story(found.text, found.language) < HALF:
        yield say.general


def _correction(found: Finding, say: Phrases) -> Iterator[str]:
    told = {"partly": say.partly, "missing": say.missing}
    for point, covered in zip(found.question.key_points, found.points, strict=True):
        if covered.contradicted:
            yield say.contradicted.format(point=point.text)
        elif covered.coverage in told:
            yield told[covered.coverage].format(point=point.text)
    yield from (part.hint for part in found.structure if part.hint)
    if found.structure and says_we_only(found.text, found.language):
        yield say.we_only
    if found.structure and not found.evidence.numbers:
        yield say.no_numbers


def _not_judged(spoken: SpokenAnswer, why: str) -> Answer:
    return unjudged(spoken).model_copy(update={"evaluation": why})
