"""The sentences of the evaluation, written by hand, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """Sentences about one answer; names in braces are filled in."""

    nothing_said: str
    no_rubric: str
    all_said: str
    some_said: str
    none_said: str
    partly: str
    missing: str
    nothing_missing: str


PHRASES = {
    "en": Phrases(
        nothing_said="No words were heard for this question.",
        no_rubric="This question has no key points, so the answer was not judged.",
        all_said="You covered all {total} points that this answer needs.",
        some_said="You covered {covered} of the {total} points that this answer needs.",
        none_said="None of the {total} points that this answer needs was found in what you said.",
        partly="You came close to this, say it outright: {point}",
        missing="Not found: {point}",
        nothing_missing="Nothing that this answer needs is missing.",
    ),
    "pt": Phrases(
        nothing_said="Nenhuma palavra foi ouvida para esta pergunta.",
        no_rubric="Esta pergunta não tem pontos-chave, por isso a resposta não foi avaliada.",
        all_said="Você abordou todos os {total} pontos que esta resposta pede.",
        some_said="Você abordou {covered} dos {total} pontos que esta resposta pede.",
        none_said="Nenhum dos {total} pontos que esta resposta pede foi encontrado no que você disse.",
        partly="Você chegou perto disto, diga com todas as letras: {point}",
        missing="Não encontrado: {point}",
        nothing_missing="Nada do que esta resposta pede está faltando.",
    ),
}
