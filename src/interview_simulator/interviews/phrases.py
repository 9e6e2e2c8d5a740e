"""How an interview to measure says how it was made, in each language."""

CHOSEN = {
    "en": "Chosen from the shipped questions for this advertisement, by skills ({skills}) and by likeness; no language model wrote them.",
    "pt": "Escolhidas entre as perguntas prontas para este anúncio, por habilidades ({skills}) e por semelhança; nenhum modelo de linguagem as escreveu.",
}
NO_SKILLS = {"en": "none was named", "pt": "nenhuma foi citada"}
WRITTEN = {
    "en": "Written for this advertisement by the language model {model}; check what it calls right before you rely on it.",
    "pt": "Escritas para este anúncio pelo modelo de linguagem {model}; confira o que ele chama de certo antes de confiar.",
}
