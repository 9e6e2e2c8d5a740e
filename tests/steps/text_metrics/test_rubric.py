"""The rubric with the real embedding model on the shipped interviews."""

from collections.abc import Callable
from functools import cache

import pytest

from interview_simulator.domain.interview import Interview, Question
from interview_simulator.domain.report import Answer
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.answers import PARTLY
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.steps.text_metrics.sentences import passages
from interview_simulator.testing.speech import spoken

INTERVIEWS = catalogue()
ASKED = [(interview, question) for interview in INTERVIEWS.values() for question in interview.questions]
OFF_TOPIC = {
    "en": "Yesterday I went to the market and bought tomatoes, onions and a loaf of bread. The weather was lovely. "
    "My cat sleeps on the sofa all day.",
    "pt": "Ontem fui à feira e comprei tomates, cebolas e um pão. O tempo estava lindo. "
    "Meu gato dorme no sofá o dia inteiro.",
}
REPEATED = (1, 3)
"""How often the question is said instead of an answer."""
Judge = Callable[[Interview, Question, str], Answer]
asked = pytest.mark.parametrize(("interview", "question"), ASKED, ids=[f"{i.id} {q.id}" for i, q in ASKED])


@pytest.fixture(scope="module")
def judge(vectors: Embeddings) -> Judge:
    """Judges with the real model; what is said twice to a question is judged once."""
    evaluator = RubricEvaluator(vectors)

    @cache
    def answered(language: str, question: Question, text: str) -> Answer:
        vectors.texts(texts_of(language, question), language)
        said = SpokenAnswer(question=question, language=language, start_s=0, end_s=120, words=spoken(text))
        (answer,) = evaluator.evaluate((said,))
        return answer

    return lambda interview, question, text: answered(interview.language, question, text)


@cache
def texts_of(language: str, question: Question) -> list[str]:
    """All that is compared for this question; embedded at once, which is much faster than one after the other."""
    repeated = (" ".join([question.text] * times) for times in REPEATED)
    answers = question.model_answer, OFF_TOPIC[language], *repeated
    said = [passage.text for text in answers for passage in passages(spoken(text))]
    return [question.text, *(point.text for point in question.key_points), *said]


def score(answer: Answer) -> float:
    assert answer.score is not None
    return answer.score


def others(interview: Interview, question: Question) -> list[Question]:
    """The other questions of knowledge of the same interview, the nearest there are; stories share their four parts."""
    return [other for other in interview.questions if other.kind == "knowledge" and other != question]


@asked
def test_a_model_answer_scores_higher_than_an_answer_off_the_topic(
    judge: Judge, interview: Interview, question: Question
) -> None:
    off_topic = judge(interview, question, OFF_TOPIC[interview.language])
    assert off_topic.verdict != "right"
    assert score(judge(interview, question, question.model_answer)) > score(off_topic)


@asked
@pytest.mark.parametrize("times", REPEATED)
def test_who_repeats_the_question_has_not_answered_it(
    judge: Judge, interview: Interview, question: Question, times: int
) -> None:
    assert judge(interview, question, " ".join([question.text] * times)).verdict != "right"


@asked
def test_quotes_are_in_the_transcript_and_every_point_is_told_of(
    judge: Judge, interview: Interview, question: Question
) -> None:
    answer = judge(interview, question, question.model_answer)
    assert [point.id for point in answer.key_points] == [point.id for point in question.key_points]
    for point in answer.key_points:
        if point.coverage == "missing":
            assert point.quote is None and point.text in answer.correction
        else:
            assert point.quote is not None and point.quote in answer.transcript


def test_hardly_a_model_answer_is_wrong(judge: Judge) -> None:
    scores = [score(judge(interview, question, question.model_answer)) for interview, question in ASKED]
    assert sum(value < PARTLY for value in scores) <= 0.01 * len(scores)


def test_nineteen_in_twenty_model_answers_score_higher_than_those_of_the_other_questions(judge: Judge) -> None:
    better = []
    for interview, question in ASKED:
        own = score(judge(interview, question, question.model_answer))
        scores = [score(judge(interview, question, other.model_answer)) for other in others(interview, question)]
        better.append(own > max(scores, default=0))
    assert sum(better) >= 0.95 * len(better)


def test_an_answer_off_the_topic_is_wrong_but_for_one_in_fifty(judge: Judge) -> None:
    verdicts = [judge(one, question, OFF_TOPIC[one.language]).verdict for one, question in ASKED]
    assert verdicts.count("wrong") >= 0.98 * len(verdicts)


def test_four_in_five_model_answers_of_knowledge_are_right(judge: Judge) -> None:
    """The others speak of one case where their key points speak in general."""
    knowledge = [(one, question) for one, question in ASKED if question.kind == "knowledge"]
    verdicts = [judge(one, question, question.model_answer).verdict for one, question in knowledge]
    assert verdicts.count("right") >= 0.8 * len(verdicts)


def test_what_was_said_later_adds_to_the_score(judge: Judge) -> None:
    interview = INTERVIEWS["software-engineer-en"]
    question = interview.questions[0]
    half = "A stack is last in, first out: I push on the top and pop from the top."
    whole = f"{half} A queue is first in, first out: elements join at the back and leave at the front."
    assert 0 < score(judge(interview, question, half)) < score(judge(interview, question, whole))


def test_an_empty_answer_is_not_judged_in_the_language_of_the_interview(judge: Judge) -> None:
    for name, sentence in (("aws-basics-pt", "Nenhuma palavra"), ("behavioural-en", "No words")):
        answer = judge(INTERVIEWS[name], INTERVIEWS[name].questions[0], "")
        assert (answer.score, answer.verdict, answer.key_points) == (None, "not_judged", ())
        assert answer.evaluation.startswith(sentence)


def test_a_question_without_key_points_is_not_judged(judge: Judge) -> None:
    interview = INTERVIEWS["behavioural-en"]
    open_question = interview.questions[0].model_copy(update={"key_points": ()})
    answer = judge(interview, open_question, "I would ask my colleague first.")
    assert (answer.score, answer.verdict) == (None, "not_judged") and "no key points" in answer.evaluation
