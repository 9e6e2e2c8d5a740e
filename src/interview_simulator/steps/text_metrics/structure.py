"""The four parts of a behavioural answer: situation, task, action, result, each with the passage that tells it. Pure, given the vectors."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.report import StoryPart
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.evidence import RESULT
from interview_simulator.steps.text_metrics.sentences import Passage
from interview_simulator.steps.text_metrics.story import verbs_of_the_past

FOUND = 0.30
"""Likeness from which a passage tells a part."""
CUE, PLACE = 0.20, 0.08
"""What a cue adds, and what the right end of the answer adds: situations come first, results last."""
PARTS = ("situation", "task", "action", "result")


class Part(Frozen):
    """How one part is usually told."""

    descriptions: tuple[str, ...]
    cue: str
    """A regular expression."""


STORY: dict[str, dict[str, Part]] = {
    "en": {
        "situation": Part(
            descriptions=(
                "In my last job there was a problem at work.",
                "It happened last year, when our team was working on a project.",
                "The customer was unhappy because something had gone wrong.",
            ),
            cue=r"\b(?:last (?:year|month|week|spring|summer|autumn|winter|job|team)|once|when i (?:was|worked)|at the time|there was|"
            r"in my|years? ago|one day|one time)\b",
        ),
        "task": Part(
            descriptions=(
                "I was responsible for it, and it was my job to find a solution.",
                "I had to deliver it by Friday.",
                "The goal was to get it done in time.",
            ),
            cue=r"\b(?:responsible|my (?:job|task|role)|i had to|i needed to|in charge|up to me|i owned|i was asked|i took (?:it|on)|"
            r"was mine|i wanted to|our goal|my goal)\b",
        ),
        "action": Part(
            descriptions=(
                "I talked to the people involved and asked them what they needed.",
                "I made a plan, divided the work and checked it every day.",
                "First I looked for the cause, then I changed it step by step.",
            ),
            cue=r"\bi (?:first |then |also )?(?:asked|called|rang|made|wrote|built|showed|suggested|proposed|listened|decided|explained|"
            r"marked|measured|looked|organi[sz]ed|checked|tried|offered|talked|went|told|set|split|listed|warned|kept|found|tested)\b",
        ),
        "result": Part(
            descriptions=(
                "In the end it worked, and the customer was satisfied.",
                "As a result we finished on time and the number of mistakes fell by half.",
                "Since then the team has used it, and I learned from it.",
            ),
            cue=RESULT["en"].pattern,
        ),
    },
    "pt": {
        "situation": Part(
            descriptions=(
                "No meu último emprego havia um problema no trabalho.",
                "Aconteceu no ano passado, quando a nossa equipe trabalhava num projeto.",
                "O cliente estava insatisfeito porque algo tinha dado errado.",
            ),
            cue=r"\b(?:ano passado|mês passado|semana passada|uma vez|certa vez|quando eu (?:era|trabalhava)|na época|havia|tinha um|"
            r"no meu|na minha|anos atrás|um dia)\b",
        ),
        "task": Part(
            descriptions=(
                "Eu era responsável por isso, e cabia a mim achar uma solução.",
                "Eu precisava entregar até sexta-feira.",
                "A meta era terminar a tempo.",
            ),
            cue=r"\b(?:responsável|minha (?:tarefa|função)|eu (?:tinha|precisava)|cabia a mim|era (?:meu|minha)|assumi|fiquei de|"
            r"me pediram|a meta|o objetivo|eu queria)\b",
        ),
        "action": Part(
            descriptions=(
                "Conversei com as pessoas envolvidas e perguntei do que precisavam.",
                "Fiz um plano, dividi o trabalho e conferi todos os dias.",
                "Primeiro procurei a causa, depois mudei passo a passo.",
            ),
            cue=r"\b(?:perguntei|liguei|fiz|escrevi|montei|mostrei|sugeri|propus|escutei|ouvi|decidi|expliquei|marquei|medi|olhei|"
            r"organizei|conferi|testei|testamos|ofereci|conversei|falei|avisei|separei|listei|procurei|combinei|dividi|peguei)\b",
        ),
        "result": Part(
            descriptions=(
                "No fim deu certo, e o cliente ficou satisfeito.",
                "Como resultado, terminamos no prazo e os erros caíram pela metade.",
                "Desde então a equipe usa isso, e eu aprendi com a experiência.",
            ),
            cue=RESULT["pt"].pattern,
        ),
    },
}


def structure(
    passages: Sequence[Passage], language: str, hints: dict[str, str], vectors: Embeddings
) -> tuple[StoryPart, ...]:
    """The four parts in order; `hints` says for each part what to add where it is missing.

    likeness = highest cosine to the descriptions of the part + CUE where a cue is heard + PLACE at the right end of the answer.
    A passage without any verb of the past tells nothing, and one without the part's cue tells the part that it is most like.
    """
    likeness, cues = _likeness(
        [passage.text for passage in passages], STORY.get(language, STORY["en"]), language, vectors
    )
    found = []
    for name, ours, cue in zip(PARTS, likeness, cues, strict=True):
        fits = np.where(cue | (ours >= likeness.max(0)), ours, 0.0)
        best = int(np.argmax(fits)) if fits.size else None
        if best is not None and fits[best] >= FOUND:
            found.append(StoryPart.model_validate({"part": name, "found": True, "quote": passages[best].quote}))
        else:
            found.append(StoryPart.model_validate({"part": name, "found": False, "hint": hints[name]}))
    return tuple(found)


def _likeness(
    passages: Sequence[str], parts: dict[str, Part], language: str, vectors: Embeddings
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How much each passage is like each part, and whether it has its cue; both of shape (parts, passages)."""
    if not passages:
        return np.zeros((len(PARTS), 0)), np.zeros((len(PARTS), 0), dtype=bool)
    said, told = vectors.texts(passages, language), [verbs_of_the_past(passage, language) > 0 for passage in passages]
    ends = np.linspace(0.0, 1.0, len(passages)) if len(passages) > 1 else np.full(1, 0.5)
    place = {"situation": 1 - ends, "result": ends}
    alike = np.stack([(said @ vectors.texts(parts[name].descriptions, language).T).max(1) for name in PARTS])
    cues = np.array(
        [[re.search(parts[name].cue, passage.lower()) is not None for passage in passages] for name in PARTS]
    )
    places = np.stack([place.get(name, np.zeros(len(passages))) for name in PARTS])
    likeness: NDArray[np.float64] = np.where(told, alike + CUE * cues + PLACE * places, 0.0)
    return likeness, cues
