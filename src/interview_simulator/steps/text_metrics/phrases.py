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
    contradicted: str
    only_terms: str
    only_question: str
    off_topic: str
    general: str
    we_only: str
    no_numbers: str
    parts: dict[str, str]
    """What to add where a part of the story is missing."""
    matched: str
    other_language: str


PHRASES = {
    "en": Phrases(
        nothing_said="No words were heard for this question.",
        no_rubric="This question has no key points, so the answer was not judged.",
        all_said="You covered every point that this answer needs (points: {total}).",
        some_said="You covered {covered} of the {total} points that this answer needs.",
        none_said="No point that this answer needs (points: {total}) was found in what you said.",
        partly="You came close to this, say it outright: {point}",
        missing="Not found: {point}",
        nothing_missing="Nothing that this answer needs is missing.",
        contradicted="You said the opposite of this: {point}",
        only_terms="You listed terms; say in whole sentences what they mean and how they belong together.",
        only_question="You mostly repeated the question; say something that the question does not say already.",
        off_topic="Most of what you said has nothing to do with the question; begin with the one sentence that answers it.",
        general="You spoke in general; tell one thing that happened, when it was, and what you did.",
        we_only="You said “we” throughout; say what you did yourself.",
        no_numbers="There is no number in your story; say how many, how long or how much, before and after.",
        parts={
            "situation": "Begin with where and when it was, and what was at stake.",
            "task": "Say what you were responsible for or had to achieve.",
            "action": "Say step by step what you did yourself.",
            "result": "End with what came of it, with a number if there is one, and what you learned.",
        },
        matched="It was not marked when this question was asked; these words were matched with it by what they say.",
        other_language="Another language was heard in this answer, so it was not judged.",
    ),
    "pt": Phrases(
        nothing_said="Nenhuma palavra foi ouvida para esta pergunta.",
        no_rubric="Esta pergunta não tem pontos-chave, por isso a resposta não foi avaliada.",
        all_said="Você abordou tudo o que esta resposta pede (pontos: {total}).",
        some_said="Você abordou {covered} dos {total} pontos que esta resposta pede.",
        none_said="Nada do que esta resposta pede (pontos: {total}) foi encontrado no que você disse.",
        partly="Você chegou perto disto, diga com todas as letras: {point}",
        missing="Não encontrado: {point}",
        nothing_missing="Nada do que esta resposta pede está faltando.",
        contradicted="Você disse o contrário disto: {point}",
        only_terms="Você listou termos; diga em frases inteiras o que significam e como se ligam.",
        only_question="Você quase só repetiu a pergunta; diga algo que a pergunta ainda não diz.",
        off_topic="A maior parte do que você disse não tem a ver com a pergunta; comece pela frase que a responde.",
        general="Você falou em geral; conte uma coisa que aconteceu, quando foi e o que você fez.",
        we_only="Você disse “nós” o tempo todo; diga o que você mesmo fez.",
        no_numbers="Não há nenhum número na sua história; diga quantos, quanto tempo ou quanto, antes e depois.",
        parts={
            "situation": "Comece por onde e quando foi, e o que estava em jogo.",
            "task": "Diga pelo que você era responsável ou o que precisava alcançar.",
            "action": "Diga passo a passo o que você mesmo fez.",
            "result": "Termine com o que resultou, com um número se houver, e o que você aprendeu.",
        },
        matched="Não foi marcado quando esta pergunta foi feita; estas palavras foram ligadas a ela pelo que dizem.",
        other_language="Outro idioma foi ouvido nesta resposta, por isso ela não foi avaliada.",
    ),
}
