"""What makes an answer concrete: numbers, names, results. Pure."""

import re
from collections.abc import Sequence

from interview_simulator.domain.report import Evidence
from interview_simulator.steps.text_metrics.terms import FUNCTION_WORDS, content

_NUMBER_WORDS = {
    "en": frozenset(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half twice percent".split()
    ),
    "pt": frozenset(
        "dois duas três quatro cinco seis sete oito nove dez onze doze treze catorze quatorze quinze dezesseis dezessete dezoito "
        "dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil milhão milhões metade dobro "
        "porcento".split()
    ),
}
RESULT = {
    "en": re.compile(
        r"\b(?:as a result|in the end|since then|led to|meant that|fell (?:to|by|from)|rose (?:to|by|from)|grew (?:to|by)|"
        r"dropped|saved|reduced|increased|cut (?:the|it|from|to|by)|finished|completed|succeeded|agreed on|solved|fixed|"
        r"went (?:down|up|live|out)|worked|on time|brought (?:in|home)|now (?:it|they|we|the))\b"
    ),
    "pt": re.compile(
        r"\b(?:como resultado|no fim|no final|desde então|com isso|caiu|caíram|subiu|cresceu|diminuiu|reduziu|reduzimos|"
        r"aumentou|economizamos|terminamos|terminou|terminei|concluímos|resolvemos|resolvido|corrigimos|deu certo|no prazo|"
        r"trouxe|conseguimos|hoje (?:a|o|leva|eles|usam)|entregamos|entreguei)\b"
    ),
}
_TOKEN = re.compile(r"[^\W_]+(?:[.,:][^\W_]+)*%?|%")
MOST = 8


def evidence(sentences: Sequence[str], language: str) -> Evidence:
    """Numbers (the number one left out, as it is mostly an article), names, and the sentences that tell a result."""
    found = [(sentence, _TOKEN.findall(sentence)) for sentence in sentences]
    number_words = _NUMBER_WORDS.get(language, _NUMBER_WORDS["en"])
    numbers = [word for _, said in found for word in said if word.lower() in number_words or word[0].isdecimal()]
    names = [word for _, said in found for word in said[1:] if _is_name(word, language)]
    results = [sentence for sentence, _ in found if RESULT.get(language, RESULT["en"]).search(sentence.lower())]
    return Evidence(numbers=_first(numbers), names=_first(names), results=_first(results))


def _is_name(word: str, language: str) -> bool:
    """A capital inside a sentence; English writes "I" and the names of days and months so, which are no evidence."""
    function = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])
    return word[0].isupper() and len(word) > 1 and word.lower() not in function and bool(content(word, language))


def _first(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:MOST]
