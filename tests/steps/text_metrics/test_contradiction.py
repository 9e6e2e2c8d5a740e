import pytest

from interview_simulator.steps.text_metrics.contradiction import contradicts, without_others

LIFO = "A stack is last in, first out: the newest element is removed first."
MEMORY = "Um processo tem a sua própria memória, enquanto as threads de um processo compartilham a memória."


@pytest.mark.parametrize(
    ("said", "point", "language"),
    [
        ("A stack is first in, last out.", LIFO, "en"),
        ("Na fila, o último a entrar é o primeiro a sair.", "Na fila, o primeiro a entrar é o primeiro a sair.", "pt"),
        ("Os processos compartilham a memória, e cada thread tem a sua própria memória.", MEMORY, "pt"),
        ("Inserts are faster with an index.", "An index makes inserts slower.", "en"),
        ("The index never has to be maintained.", "An index must be maintained.", "en"),
        ("It keeps three copies.", "It keeps five copies.", "en"),
        ("Guarda três cópias.", "Guarda cinco cópias.", "pt"),
    ],
)
def test_the_opposite_of_a_point_is_noticed(said: str, point: str, language: str) -> None:
    assert contradicts(said, point, language) == "plain"


@pytest.mark.parametrize(
    ("said", "point", "language"),
    [
        ("Stack is last in first out.", LIFO, "en"),
        ("With an index it need not read the whole table.", "It finds rows without scanning the whole table.", "en"),
        ("It reads a few pages instead of the whole table.", "It finds rows without scanning the whole table.", "en"),
        ("O processo tem memória própria e as threads compartilham a memória.", MEMORY, "pt"),
        ("It keeps 5 copies.", "It keeps five copies.", "en"),
        ("I like to cook with my brother.", LIFO, "en"),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(said: str, point: str, language: str) -> None:
    assert contradicts(said, point, language) == "none"


def test_what_is_said_of_the_other_thing_is_put_aside() -> None:
    stack, queue = frozenset({"stack"}), frozenset({"queue"})
    said = "A stack is last in, first out. A queue is first in, first out."
    assert without_others(said, stack, queue, "en") == "a stack is last in, first out"
    assert without_others(said, queue, stack, "en") == "a queue is first in, first out"
    assert without_others("First in, first out.", stack, queue, "en") == "first in, first out"
