"""Words of a text as they are compared: lower case, function words apart, stemmed. Pure."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

LANGUAGES = {"en": "english", "pt": "portuguese"}
FUNCTION_WORDS = {
    "en": frozenset(
        "a about also am an and are as at be been being but by can could did do does doing each for from had has have he her "
        "his how i if in into is it its just may me might more most my no not of on or our out over own per she should so some "
        "such than that the their them then there these they this those to under up us very was we well were what when where "
        "which while who why will with would you your between because before after until during both all any only other same "
        "too through again further once here off down above below don't doesn't can't i'm it's that's um uh".split()
    ),
    "pt": frozenset(
        "a à ao aos as às com como da das de dela dele deles do dos e é ela elas ele eles em entre era essa esse esta está este eu "
        "foi foram há isso isto já lhe mais mas me mesmo meu meus minha minhas muito na nas não nem no nos nós nossa nosso num "
        "numa o os ou para pela pelas pelo pelos pra pro por porque qual quais quando que quem se sem ser sua suas são só também "
        "te tem têm ter teve tinha um uma umas uns você vocês até cada depois antes sobre onde então assim aí daí lá cá bem "
        "gente nossos seu seus sou somos estou estava fica ficam ficou tipo né hum pode podem posso vai vou ir".split()
    ),
}
_PLURAL = re.compile(r"([aáií])veis$")
LOANWORD = 5
"""Letters from which on a stem in -s is taken for an English plural."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Every word in order, in lower case, without punctuation."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def content(text: str, language: str) -> list[str]:
    """The words that carry meaning, in order."""
    function = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])
    return [word for word in words(text) if word not in function]


def stems(texts: Iterable[str], language: str) -> list[str]:
    """Each word without its ending (Snowball), so that "stored" and "stores" are the same.

    Snowball's Portuguese leaves the plural of English words as it is, of which technical Portuguese is full ("threads", "buckets"),
    and stems "responsável" and "responsáveis" differently.
    """
    name = LANGUAGES.get(language, "english")
    return [_stem(word, name) for word in texts]


@lru_cache(maxsize=50_000)
def _stem(word: str, name: str) -> str:
    stem = str(_stemmer(name).stemWord(_PLURAL.sub(r"\1vel", word)))
    return stem if len(stem) < LOANWORD else stem.removesuffix("s")


@cache
def _stemmer(name: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(name)
