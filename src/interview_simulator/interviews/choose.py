"""An interview to measure without a language model: from the bank, by skills and by the likeness of sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interview_simulator.domain.interview import Interview, Language, Question
from interview_simulator.embeddings import Embed, Vectors, centred
from interview_simulator.errors import BadInputError
from interview_simulator.interviews.phrases import CHOSEN, NO_SKILLS
from interview_simulator.interviews.tailor import Wanted, new_id, title_of

QUESTIONS = 6
LEAST_OF_A_KIND = 2
"""So many questions are about the candidate's own stories, and so many about knowledge."""
SKILL, MOST_SKILLS = 0.15, 3
"""What a named skill adds to a likeness, and how many of them count."""
CV = 0.5
"""How much the CV weighs against the advertisement."""
MOST_SENTENCES = 60


@dataclass(frozen=True)
class Candidate:
    """A question of the bank."""

    interview: Interview
    question: Question


class BankTailor:
    """Chooses from the bank."""

    name = "bank"

    def __init__(self, bank: Iterable[Interview], embed: Embed) -> None:
        self._bank, self._embed = tuple(bank), embed
        self._known: dict[Language, tuple[Sequence[Candidate], Vectors]] = {}

    def make(self, wanted: Wanted) -> Interview:
        """The questions that fit best, some of each kind; raises BadInputError where there are none in the language."""
        candidates, vectors = self._in(wanted.language)
        if not candidates:
            raise BadInputError(f"There are no questions in the language {wanted.language} to choose from.")
        fits = self._fits(wanted.advertisement, candidates, vectors)
        if wanted.cv:
            fits = fits + CV * self._fits(wanted.cv, candidates, vectors)
        ranked = [candidates[place] for place in np.argsort(-fits, kind="stable")]
        return interview_of(balanced(ranked), wanted)

    def _in(self, language: Language) -> tuple[Sequence[Candidate], Vectors]:
        """The questions of a language and their vectors, which take seconds and are kept."""
        if language not in self._known:
            found = [
                Candidate(interview, question)
                for interview in self._bank
                if interview.language == language
                for question in interview.questions
            ]
            texts = [f"{one.interview.role}. {one.question.text} {spoken(one.question.skills)}" for one in found]
            self._known[language] = found, self._embed(texts) if texts else np.zeros((0, 1), np.float32)
        return self._known[language]

    def _fits(self, text: str, candidates: Sequence[Candidate], vectors: Vectors) -> Vectors:
        """How well each question fits the text, shape (questions,).

        The mean of its two best cosines to the sentences of the text, and SKILL for each of its skills that is named.
        """
        shared = vectors.mean(axis=0)
        cosines = centred(vectors, shared) @ centred(self._embed(sentences_of(text)), shared).T
        best: Vectors = np.sort(cosines, axis=1)[:, -2:].mean(axis=1)
        skills = [min(MOST_SKILLS, len(named(one.question.skills, text))) for one in candidates]
        return best + np.float32(SKILL) * np.array(skills, np.float32)


def sentences_of(text: str) -> list[str]:
    """Lines and sentences of some length, the first MOST_SENTENCES; the whole text when there are none."""
    pieces = (" ".join(piece.split()) for piece in re.split(r"[\n.;•]+", text))
    return [piece[:300] for piece in pieces if len(piece) >= 10][:MOST_SENTENCES] or [text[:300]]


def named(skills: Sequence[str], text: str) -> list[str]:
    """The skills that the text names; a hyphen reads as a space."""
    low = " ".join(text.lower().replace("-", " ").split())
    return [skill for skill in skills if re.search(rf"\b{re.escape(skill.replace('-', ' '))}\b", low)]


def spoken(skills: Sequence[str]) -> str:
    """The skills as words."""
    return ", ".join(skill.replace("-", " ") for skill in skills)


def balanced(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The first QUESTIONS in order of rank, of which LEAST_OF_A_KIND are of each kind where the bank has them."""
    firsts = [
        one
        for kind in ("knowledge", "behavioural")
        for one in [one for one in ranked if one.question.kind == kind][:LEAST_OF_A_KIND]
    ]
    others = [one for one in ranked if one not in firsts][: QUESTIONS - len(firsts)]
    return sorted([*firsts, *others], key=ranked.index)


def interview_of(chosen: Sequence[Candidate], wanted: Wanted) -> Interview:
    """The chosen questions as an interview; a question whose id another has is called by its interview, too."""
    ids = [one.question.id for one in chosen]
    questions = [
        one.question
        if ids.count(one.question.id) == 1
        else one.question.model_copy(update={"id": f"{one.interview.id}-{one.question.id}"})
        for one in chosen
    ]
    skills = sorted({skill for one in chosen for skill in named(one.question.skills, wanted.advertisement)})
    title = title_of(wanted.advertisement)
    return Interview(
        id=new_id(),
        title=title,
        role=title,
        language=wanted.language,
        description=CHOSEN[wanted.language].format(skills=spoken(skills) or NO_SKILLS[wanted.language]),
        questions=tuple(questions),
    )
