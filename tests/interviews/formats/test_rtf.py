"""RTF, as WordPad, Word and LibreOffice write it."""

import pytest

from interview_simulator.interviews.documents import text_of

HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Calibri;}}{\*\generator Riched20;}\uc1\pard\f0 "
CASES = {
    "lines": (HEAD + rb"Maria Silva\par Vendas\line SQL\par}", "Maria Silva\nVendas\nSQL"),
    "letters of the code page": (HEAD + rb"Atua\'e7\'e3o em S\'e3o Paulo\par}", "Atuação em São Paulo"),
    "letters of another code page": (rb"{\rtf1\ansi\ansicpg1251 \'cc\'ee\'f1\'ea\'e2\'e0}", "Москва"),
    "letters of a font": (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}\f1 \'b3\f0 \'b3}",
        "ł³",
    ),
    "bytes that are no ASCII": (HEAD + "São Paulo".encode("cp1252") + b"}", "São Paulo"),
    "letters by number": (HEAD + rb"Lisbon \u8211? 70,000 \u8364?\par}", "Lisbon – 70,000 €"),
    "letters of two halves": (HEAD + rb"\u-10179?\u-8704? SQL}", "\U0001f600 SQL"),
    "half a letter": (HEAD + rb"\u-10179? SQL}", "\ufffd SQL"),
    "a picture": (HEAD + rb"SQL{\pict\wmetafile8 0123456789abcdef}\par}", "SQL"),
    "a table": (
        HEAD + rb"\trowd\cellx100\cellx200 2019\cell Loja Azul\cell\row 2020\cell Porto\cell\row}",
        "2019\tLoja Azul\n2020\tPorto",
    ),
    "a header": (HEAD + rb"{\header \pard Ana Example\par}{\headery708 }Ten years\par}", "Ana Example\nTen years"),
    "a text box": (
        HEAD + rb"CV\par{\shp{\*\shpinst{\sp{\sn a}{\sv 202}}{\shptxt \pard SQL\par}}{\shprslt{SQL}}}end\par}",
        "CV\n\nSQL\nend",
    ),
    "a zero after the end": (HEAD + rb"SQL\par}" + b"\r\n\x00", "SQL"),
    "blanks before the beginning": (b"\r\n" + HEAD + b"SQL}", "SQL"),
    "a code page that nobody knows": (rb"{\rtf1\ansi\ansicpg99999 SQL}", "SQL"),
}


@pytest.mark.parametrize("kind", CASES)
def test_rtf_is_read(kind: str) -> None:
    content, text = CASES[kind]
    assert text_of(content, "cv") == text
