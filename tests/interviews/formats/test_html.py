"""HTML, as job boards serve it and programs save it."""

import pytest

from interview_simulator.interviews.documents import text_of

PAGE = "<!DOCTYPE html><html><head><title>Jobs</title>{}<style>p {{ }}</style></head><body>{}</body></html>"
BODIES = {
    "blocks": (
        "<h1>Data  engineer</h1><p>You know\n <b>SQL</b>, <i>Py</i>thon.</p><ul><li>AWS<li>Kafka</ul>",
        "Data engineer\nYou know SQL, Python.\nAWS\nKafka",
    ),
    "breaks": ("Cook wanted<br>in Porto<br/>now", "Cook wanted\nin Porto\nnow"),
    "scripts": (
        "<script>var a = '<p>no</p>';</script><noscript>no</noscript><svg><text>no</text></svg><p>Cook<!-- no --></p>",
        "Cook",
    ),
    "a table": (
        "<table><tr><td><div>2019</div></td><td>Loja Azul</td></tr><tr><th>2020</th><td>Porto</td></tr></table>end",
        "2019 Loja Azul\n2020 Porto\nend",
    ),
    "entities": ("<p>R&amp;D &ndash; 70&nbsp;000 &euro; &#128512;</p>", "R&D – 70 000 € \U0001f600"),
    "text between blocks": ("one<div>two</div>three", "one\ntwo\nthree"),
}


@pytest.mark.parametrize("kind", BODIES)
def test_what_people_see_is_read(kind: str) -> None:
    body, text = BODIES[kind]
    assert text_of(PAGE.format("", body).encode(), "ad") == text


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("", "utf-16"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="base64">', "utf-8"),
        ('<meta charset="iso-8859-2">', "iso-8859-2"),
    ],
)
def test_its_letters_are_of_the_charset_that_it_declares(head: str, codec: str) -> None:
    word = "Łódź" if codec == "iso-8859-2" else "Atenção: vaga"
    assert text_of(PAGE.format(head, f"<p>{word}</p>").encode(codec), "ad") == word


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff<html><body><p>Cook</p></body></html>",
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">\n'
        "<html><body>Cook</body></html>",
        "<!-- saved from url=(0014)about:internet -->\n<HTML><BODY>Cook</BODY></HTML>",
        "<div class='ad'>Cook</div>\n",
    ],
)
def test_a_page_is_known_by_how_it_begins(content: str) -> None:
    assert text_of(content.encode(), "ad") == "Cook"


@pytest.mark.parametrize("text", ["a < b and c > d", "<Cook> wanted", "Write <html> to us"])
def test_text_with_angles_is_text(text: str) -> None:
    assert text_of(text.encode(), "ad") == text
