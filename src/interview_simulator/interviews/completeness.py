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
    if not question.model_answer:
        yield "no model answer; the report then has none to show."
    if not question.hint:
        yield "no hint."
    if not question.criteria:
        yield "no criteria, by which a language model could judge."
    if not question.common_mistakes:
        yield "no common mistakes."
    if not question.skills:
        yield "no skills, by which the question could be chosen."
