"""Answers about the feedback without a language model, on real judgements."""

import pytest

from interview_simulator.coaching.evidence import judged_now
from interview_simulator.coaching.talking_back import RuleAdviser
from interview_simulator.domain.coaching import Topic
from interview_simulator.domain.interview import Question
from interview_simulator.embeddings import embed
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator

BANK = catalogue()
ADVISER = RuleAdviser(embed)
BILLING = BANK["aws-basics-en"].questions[1]
SAID = "You pay only for what you use, that is all."
JUDGED = judged_now(RubricEvaluator(), BILLING, SAID, "en")
PORTUGUESE = judged_now(RubricEvaluator(), BANK["aws-basics-pt"].questions[1], "Você paga só pelo que usa.", "pt")


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("Why is this only partly right?", "why"),
        ("Show me a better opening", "opening"),
        ("Give me an example", "example"),
        ("How can I practise this?", "practice"),
        ("What did I leave out?", "missing"),
        ("Can you answer that one for me?", "example"),
        ("I said that, didn't I?", "why"),
        ("Tell me about the weather in Lisbon", "overview"),
    ],
)
def test_what_is_asked_is_understood(asked: str, topic: Topic) -> None:
    assert ADVISER.reply(JUDGED, asked).topic == topic


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("Por que só em parte?", "why"),
        ("Como posso começar melhor?", "opening"),
        ("Me dê um exemplo", "example"),
        ("Como eu treino isso?", "practice"),
        ("O que faltou?", "missing"),
        ("Que tempo faz hoje em Lisboa?", "overview"),
    ],
)
def test_what_is_asked_in_portuguese_is_understood(asked: str, topic: Topic) -> None:
    assert ADVISER.reply(PORTUGUESE, asked).topic == topic


def test_why_shows_every_key_point_with_the_words_that_were_found() -> None:
    reply = ADVISER.reply(JUDGED, "why?")
    for point in JUDGED.answer.key_points:
        assert point.text in reply.text
    assert reply.quotes == (SAID,) and SAID in reply.text


def test_an_opening_is_the_first_sentence_of_the_model_answer() -> None:
    reply = ADVISER.reply(JUDGED, "a better opening")
    assert "“On AWS I pay only for what I use, without an upfront contract.”" in reply.text


def test_practice_has_the_hint_the_gaps_the_mistake_and_the_time() -> None:
    text = ADVISER.reply(JUDGED, "how do I improve?").text
    gaps = [point.text for point in JUDGED.answer.key_points if point.coverage != "covered"]
    assert gaps and all(gap in text for gap in gaps)
    assert BILLING.hint in text and BILLING.common_mistakes[0] in text and f"{BILLING.answer_s:.0f} seconds" in text


def test_a_question_without_rubric_is_answered_with_what_there_is() -> None:
    own = judged_now(RubricEvaluator(), Question(id="own", text="Why this job?"), "I like it.", "en")
    assert "no model answer" in ADVISER.reply(own, "an example").text
    assert "not judged" in ADVISER.reply(own, "why?").text
