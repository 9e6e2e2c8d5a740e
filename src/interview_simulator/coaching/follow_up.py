"""The next question by rules: from the heaviest key point that is missing, a missing figure, or vague words."""

import re
from collections.abc import Sequence

from interview_simulator.coaching.engine import Judged
from interview_simulator.coaching.phrases import ASKING, Asking
from interview_simulator.coaching.terms import Terms
from interview_simulator.domain.coaching import FollowUp, FollowUpKind
from interview_simulator.domain.report import KeyPointCoverage

NUMBER_WORDS = re.compile(
    r"\d|%|\b(percent|half|twice|doubled?|dozen|hundred|thousand|two|three|four|five|ten"
    r"|por cento|metade|dobro|dúzia|cem|mil|dois|duas|três|quatro|cinco|dez)\b"
)
Asked = tuple[FollowUpKind, tuple[str, str], dict[str, str]]
"""Which kind, the templates of question and reason, and what fills them."""


class RuleInterviewer:
    """Asks without a language model; `terms` of each language tell which word of a key point to ask about."""

    name = "follow-up rules"

    def __init__(self, terms: dict[str, Terms]) -> None:
        self._terms = terms

    def follow_up(self, judged: Judged) -> FollowUp:
        """The question that follows from what was said or left out; the same for the same answer."""
        say = ASKING.get(judged.language, ASKING["en"])
        point = heaviest_gap(judged) if judged.answer.transcript.strip() else None
        kind, (question, reason), places = (
            self._about(point, judged, say) if point is not None else _beyond(judged, say)
        )
        return FollowUp(
            question_id=judged.question.id,
            question=question.format(**places),
            reason=reason.format(**places),
            kind=kind,
            key_point_id=point and point.id,
            engine=self.name,
        )

    def _about(self, point: KeyPointCoverage, judged: Judged, say: Asking) -> Asked:
        kind: FollowUpKind = "missing_point" if point.coverage == "missing" else "partly_covered"
        if judged.question.kind == "behavioural" and point.id in say.parts:
            return kind, say.parts[point.id], {}
        known = self._terms.get(judged.language)
        term = known and known.of(point.text, judged.question, judged.answer.transcript)
        named, unnamed = (say.partly, say.partly_unnamed) if point.quote else (say.missing, say.missing_unnamed)
        places = {"quote": point.quote or "", "term": term or ""}
        return kind, named if term else unnamed, places


def _beyond(judged: Judged, say: Asking) -> Asked:
    """What to ask where no key point is in view: nothing was said, or all points were covered."""
    said, is_story = judged.answer.transcript, judged.question.kind == "behavioural"
    if not said.strip():
        return "nothing_said", say.nothing_said, {"question": judged.question.text}
    if is_story and not NUMBER_WORDS.search(said.lower()):
        return "no_result", say.no_result, {}
    word = vague_word(said, say.vague_words)
    if word is not None:
        return "vague", say.vague, {"word": word}
    return "deeper", say.deeper_story if is_story else say.deeper_knowledge, {}


def heaviest_gap(judged: Judged) -> KeyPointCoverage | None:
    """Of the key points that were missing, the heaviest; else of those covered in part; the first of equal ones."""
    weights = {point.id: point.weight for point in judged.question.key_points}
    for coverage in ("missing", "partly"):
        gaps = [point for point in judged.answer.key_points if point.coverage == coverage]
        if gaps:
            return max(gaps, key=lambda point: weights.get(point.id, 1.0))
    return None


def vague_word(said: str, vague_words: Sequence[str]) -> str | None:
    """The first vague word or phrase in what was said."""
    found = [(place.start(), word) for word in vague_words if (place := re.search(rf"\b{word}\b", said, re.IGNORECASE))]
    return min(found)[1] if found else None
