"""Learns whether what was said belongs to the nearest question, and measures how often an answer is found and speech
about something else is refused.

    python -m bench.matching            # the figures
    python -m bench.matching --learn    # the same, and writes the weights that are shipped

Neither the answers graded by hand nor the speeches were learned from.
"""

import argparse
import json
import random
from collections.abc import Iterator

import numpy as np
from tests.support.clips import SHARED_CLIPS, shared_is_there
from tests.support.speeches import Speech, answers_by_hand, found, speeches, unpunctuated

from bench import accepted
from bench.logistic import Figures, logistic
from interview_simulator.domain.interview import Interview, Question
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.logistic import Logistic
from interview_simulator.steps.text_metrics.matching import FEATURES, LEARNED, SentenceMatcher
from interview_simulator.testing.speech import spoken

OTHERS = 20
"""Model answers of other interviews that are put to each interview."""
ROUNDS = 3


def shipped_answers() -> Iterator[Speech]:
    """Every model answer, in its own interview without itself, and in others."""
    chance, known = random.Random(0), list(catalogue().values())
    for interview in known:
        for question in interview.questions:
            for text in (question.model_answer, unpunctuated(question.model_answer)):
                yield Speech(_without_model_answer(interview, question), text, True)
        others = [
            question
            for other in known
            if other.language == interview.language and other != interview
            for question in other.questions
            if question.kind == "knowledge"
        ]
        yield from (Speech(interview, one.model_answer, False) for one in chance.sample(others, OTHERS))


def _without_model_answer(interview: Interview, question: Question) -> Interview:
    questions = (one.model_copy(update={"model_answer": ""}) if one == question else one for one in interview.questions)
    return interview.model_copy(update={"questions": tuple(questions)})


def learn(given: list[Speech], matcher: SentenceMatcher) -> Logistic:
    """Logistic regression on the answer that belongs best, chosen anew by the weights of the round before."""
    found = [(candidates, one.answers) for one in given if (candidates := figures(one, matcher)).size]
    said = np.array([float(answers) for _, answers in found])
    importance = np.where(said == 1, (said == 0).sum() / (said == 1).sum(), 1.0)
    model = Logistic(features=FEATURES, weight=(1.0, 0.0, 0.0), intercept=0.0)
    for _ in range(ROUNDS):
        best = [candidates[int(np.argmax(model.probability(candidates)))] for candidates, _ in found]
        model = logistic(np.stack(best), said, importance, FEATURES)
    return model


def figures(one: Speech, matcher: SentenceMatcher) -> Figures:
    """The figures of each question's answer, shape (answers, features)."""
    nearest = matcher.nearest(spoken(one.text), one.interview)
    return np.array([answer.figures for answer in nearest]).reshape(-1, len(FEATURES))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--learn", action="store_true", help="write the weights that are shipped")
    arguments.add_argument("--first", type=int, help="only so many answers, and so many speeches")
    asked, matcher = arguments.parse_args(), SentenceMatcher(Embeddings())
    if asked.learn:
        model = learn(list(shipped_answers()), matcher)
        LEARNED.write_text(json.dumps(model.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    by_hand, elsewhere = answers_by_hand()[: asked.first], speeches()[: asked.first]
    held = accepted.Figures("matching")
    print("Answers without marks, matched with the questions of their interview")
    share = held.tell("found", found(by_hand, matcher))
    print(f"  graded by hand, {len(by_hand)} alone: an answer found in {share:.3f}")
    refused = held.tell("refused", 1 - found(elsewhere, matcher))
    print(f"  speech about something else, {len(elsewhere)}: refused {refused:.3f}")
    if shared_is_there():
        others = speeches(SHARED_CLIPS)[: asked.first]
        print(f"  the like of ../shared, {len(others)}: refused {1 - found(others, matcher):.3f}")
    held.hold(all_of_it=asked.first is None)


if __name__ == "__main__":
    main()
