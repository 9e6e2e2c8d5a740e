"""What a valid interview still lacks to be judged well. Pure."""

from collections.abc import Iterator

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Question

FEWEST_POINTS = 2
SHORTEST_WORDS = 3
"""Words of a key point; a term alone is not compared as a sentence is."""
STORY_POINTS = 4


class Lack(Frozen):
    """One thing that is missing, as a sentence."""

    question_id: str
    sentence: str


def missing(interview: Interview) -> tuple[Lack, ...]:
    """All that is missing, question by question."""
    return tuple(
        Lack(question_id=question.id, sentence=sentence)
        for question in interview.questions
        for sentence in _missing(question)
    )


def _missing(question: Question) -> Iterator[str]:
    yield from _missing_points(question)
    wanted = (
        (question.model_answer, "no model answer; the report then has none to show."),
        (question.hint, "no hint."),
        (question.criteria, "no criteria, by which a language model could judge."),
        (question.common_mistakes, "no common mistakes."),
        (question.skills, "no skills, by which the question could be chosen."),
    )
    yield from (sentence for is_there, sentence in wanted if not is_there)


def _missing_points(question: Question) -> Iterator[str]:
    if not question.key_points:
        yield "no key points, so answers are not judged; say in whole sentences what a good answer says."
    elif len(question.key_points) < FEWEST_POINTS:
        yield "only one key point; an answer is then all right or all wrong."
    for point in question.key_points:
        if "weight" not in point.model_fields_set:
            yield f"the key point {point.id} has no weight; it counts 1."
        if len(point.text.split()) < SHORTEST_WORDS:
            yield f"the key point {point.id} is no sentence; write what the answer should say."
    if question.kind == "behavioural" and 0 < len(question.key_points) < STORY_POINTS:
        yield "a behavioural question needs a key point each for situation, task, action and result."
