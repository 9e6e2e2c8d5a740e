"""Words that may be fillers count by their context: sentences of both kinds, in both languages."""

import pytest

from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.wording import fillers
from interview_simulator.testing.speech import spoken

FILLERS = [
    ("en", "It was, like, ten of them.", ["like"]),
    ("en", "Like, I had no idea.", ["like"]),
    ("en", "And like we tried it again.", ["like"]),
    ("en", "I waited because like they came late, and like she left.", ["like", "like"]),
    ("en", "So I was um like I should stop.", ["um", "like"]),
    ("en", "It was, you know, hard.", ["you know"]),
    ("en", "You know, it took a while.", ["you know"]),
    ("en", "It took a while, you know.", ["you know"]),
    ("en", "It was, I mean, a surprise.", ["i mean"]),
    ("en", "The team was, so, divided.", ["so"]),
    ("en", "We shipped it, so.", ["so"]),
    ("en", "We had, well, three days.", ["well"]),
    ("en", "Then you deploy it, right, and wait.", ["right"]),
    ("en", "First I, okay, measured it.", ["okay"]),
    ("pt", "Era, tipo, muito difícil.", ["tipo"]),
    ("pt", "Era tipo muito difícil.", ["tipo"]),
    ("pt", "Aí tipo ninguém respondeu.", ["tipo"]),
    ("pt", "Foi tipo assim uma surpresa.", ["tipo assim"]),
    ("pt", "O projeto era, assim, complicado.", ["assim"]),
    ("pt", "A gente foi, então, falar com ela.", ["então"]),
    ("pt", "Eu fiz, bom, o que deu.", ["bom"]),
    ("pt", "Você reinicia, certo, e espera.", ["certo"]),
    ("pt", "Foi difícil, né?", ["né"]),
    ("pt", "Né, a equipe era pequena.", ["né"]),
    ("pt", "Eu era, é, responsável.", ["é"]),
    ("pt", "É, quer dizer, funciona.", ["é", "quer dizer"]),
    ("pt", "Foi, sabe, um ano longo.", ["sabe"]),
]
WORDS = [
    ("en", "I like queues."),
    ("en", "I would like to explain."),
    ("en", "It looks like a queue."),
    ("en", "It was like a dream."),
    ("en", "Things like that happen."),
    ("en", "A structure like this, like a stack."),
    ("en", "And like I said, it failed."),
    ("en", "It took like a week."),
    ("en", "You know the answer."),
    ("en", "Do you know?"),
    ("en", "As you know it is hard."),
    ("en", "That is what I mean."),
    ("en", "I mean the second one."),
    ("en", "So, I began again."),
    ("en", "Yeah, so, we began again."),
    ("en", "It was so hard."),
    ("en", "I think so."),
    ("en", "It failed, so we began again."),
    ("en", "Well, I would use a queue."),
    ("en", "It went well."),
    ("en", "We did well, and it showed."),
    ("en", "As well, there is the cost."),
    ("en", "Right, I agree."),
    ("en", "Turn right."),
    ("en", "That was the right thing."),
    ("pt", "Um tipo de fila é a lista."),
    ("pt", "Esse tipo serve."),
    ("pt", "Era tipo de dado inteiro."),
    ("pt", "É tipo uma fila."),
    ("pt", "Foi assim que aprendi."),
    ("pt", "Mesmo assim, eu continuei."),
    ("pt", "Assim, o sistema voltou."),
    ("pt", "Então, eu comecei de novo."),
    ("pt", "Desde então, mudei de área."),
    ("pt", "Foi um bom resultado."),
    ("pt", "Está certo."),
    ("pt", "Ele sabe a resposta."),
    ("pt", "Isso quer dizer que funciona."),
    ("pt", "Um hash é um número."),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), FILLERS)
def test_a_word_that_says_nothing_here_is_a_filler(language: str, sentence: str, expected: list[str]) -> None:
    assert [found.text for found in fillers(spoken(sentence), lexicon(language))] == expected


@pytest.mark.parametrize(("language", "sentence"), WORDS)
def test_the_same_word_in_use_is_none(language: str, sentence: str) -> None:
    assert fillers(spoken(sentence), lexicon(language)) == ()
