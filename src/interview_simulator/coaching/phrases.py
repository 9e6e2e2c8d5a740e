"""Follow-up questions and answers about feedback, written by hand, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asking:
    """Follow-up questions, each with its reason; names in braces are filled in."""

    nothing_said: tuple[str, str]
    missing: tuple[str, str]
    missing_unnamed: tuple[str, str]
    partly: tuple[str, str]
    partly_unnamed: tuple[str, str]
    no_result: tuple[str, str]
    vague: tuple[str, str]
    deeper_story: tuple[str, str]
    deeper_knowledge: tuple[str, str]
    parts: dict[str, tuple[str, str]]
    """For the parts of a story, by the key point's id."""
    vague_words: tuple[str, ...]


@dataclass(frozen=True)
class Answering:
    """Sentences that answer questions about feedback."""

    why: dict[str, str]
    found: str
    close: str
    not_found: str
    opening: str
    opening_without_model: str
    example: str
    example_without_model: str
    practice_hint: str
    practice_say: str
    practice_mistake: str
    practice_time: str
    missing: str
    nothing_missing: str
    overview: str
    cues: dict[str, tuple[str, ...]]
    """Words that tell what is asked, by topic."""
    examples: dict[str, tuple[str, ...]]
    """Whole questions, by topic, for what no cue tells."""


@dataclass(frozen=True)
class Follows:
    """How an interview says that it is a follow-up question to {question}."""

    role: str
    judged: str
    not_judged: str


ASKING = {
    "en": Asking(
        nothing_said=(
            "Take your time. What is the first thing that comes to your mind about this: {question}",
            "No words were heard.",
        ),
        missing=(
            "We have not come to “{term}” yet. How does it come into this?",
            "The answer has said nothing of this yet, and it weighs most of what is missing.",
        ),
        missing_unnamed=(
            "Is there anything important that you would add to that?",
            "A point that weighs much was not in the answer.",
        ),
        partly=(
            "You said: “{quote}” Can you make that more exact, with “{term}” in mind?",
            "A point that weighs much was only partly said.",
        ),
        partly_unnamed=(
            "You said: “{quote}” Can you make that more exact?",
            "A point that weighs much was only partly said.",
        ),
        no_result=(
            "How did you know that it had worked? Is there a number, or something that someone said?",
            "The story gives no figure for its result.",
        ),
        vague=(
            "You said “{word}”. What exactly do you mean by it, and how much was it?",
            "“{word}” can mean anything; an interviewer would ask.",
        ),
        deeper_story=(
            "If you were in that situation again tomorrow, what would you do differently?",
            "The story is complete; this shows what was learned from it.",
        ),
        deeper_knowledge=(
            "In which case would you not do it that way?",
            "The answer is complete; this shows where its limits are.",
        ),
        parts={
            "situation": (
                "Help me picture it: when and where was that, and who was involved?",
                "The situation was not told clearly.",
            ),
            "task": (
                "What was your own part in it? What were you responsible for?",
                "It was not told clearly what was yours to do.",
            ),
            "action": ("What did you do yourself, step by step?", "What you did was not told clearly."),
            "result": (
                "How did it end, and how did you know? A number would help.",
                "How it ended was not told clearly.",
            ),
        },
        vague_words=(
            "things",
            "stuff",
            "a lot",
            "lots of",
            "some kind of",
            "sort of",
            "kind of",
            "various",
            "several",
            "etc",
            "and so on",
            "many people",
            "somehow",
            "basically",
            "maybe",
        ),
    ),
    "pt": Asking(
        nothing_said=(
            "Fique à vontade. Qual é a primeira coisa que lhe vem à cabeça sobre isto: {question}",
            "Nenhuma palavra foi ouvida.",
        ),
        missing=(
            "Ainda não falamos de “{term}”. Onde isso entra na sua resposta?",
            "A resposta ainda não disse nada sobre isto, e é o que mais pesa entre o que faltou.",
        ),
        missing_unnamed=(
            "Há algo importante que você acrescentaria?",
            "Um ponto que pesa muito não estava na resposta.",
        ),
        partly=(
            "Você disse: “{quote}” Pode ser mais exato, pensando em “{term}”?",
            "Um ponto que pesa muito foi dito só em parte.",
        ),
        partly_unnamed=("Você disse: “{quote}” Pode ser mais exato?", "Um ponto que pesa muito foi dito só em parte."),
        no_result=(
            "Como você soube que deu certo? Há um número, ou algo que alguém disse?",
            "A história não traz nenhum número para o resultado.",
        ),
        vague=(
            "Você disse “{word}”. O que isso quer dizer exatamente, e quanto foi?",
            "“{word}” pode significar qualquer coisa; um entrevistador perguntaria.",
        ),
        deeper_story=(
            "Se você estivesse nessa situação de novo amanhã, o que faria de outro jeito?",
            "A história está completa; isto mostra o que você aprendeu com ela.",
        ),
        deeper_knowledge=(
            "Em que caso você não faria desse jeito?",
            "A resposta está completa; isto mostra onde ela deixa de valer.",
        ),
        parts={
            "situacao": (
                "Ajude-me a imaginar: quando e onde foi isso, e quem estava envolvido?",
                "A situação não ficou clara.",
            ),
            "tarefa": ("Qual era a sua parte? Por que você era responsável?", "Não ficou claro o que cabia a você."),
            "acao": ("O que você mesmo fez, passo a passo?", "Não ficou claro o que você fez."),
            "resultado": ("Como terminou, e como você soube? Um número ajudaria.", "Não ficou claro como terminou."),
        },
        vague_words=(
            "coisas",
            "umas coisas",
            "um monte",
            "bastante coisa",
            "várias",
            "vários",
            "meio que",
            "tipo assim",
            "etc",
            "e tal",
            "muita gente",
            "de alguma forma",
            "basicamente",
            "talvez",
        ),
    ),
}

FOLLOWS = {
    "en": Follows(
        role="Follow-up question",
        judged="It follows from your answer to “{question}”, and is judged by what it asks about.",
        not_judged="It follows from your answer to “{question}”. No key point stands behind it, so its content is not judged.",
    ),
    "pt": Follows(
        role="Pergunta seguinte",
        judged="Vem da sua resposta a “{question}” e é avaliada pelo que ela pergunta.",
        not_judged="Vem da sua resposta a “{question}”. Nenhum ponto-chave está por trás dela, por isso o conteúdo não é avaliado.",
    ),
}

ANSWERING = {
    "en": Answering(
        why={
            "right": "It counted as right with {score} of 100: {covered} of the {total} key points were found in what you said.",
            "partly": "It counted as partly right with {score} of 100: {covered} of the {total} key points were found in what you said, {partly} in part.",
            "wrong": "It counted as wrong with {score} of 100: {covered} of the {total} key points were found in what you said, {partly} in part.",
            "not_judged": "It was not judged. {evaluation}",
        },
        found="Found: {point} You said: “{quote}”",
        close="In part: {point} You said: “{quote}”",
        not_found="Not found: {point}",
        opening="You could begin with the point itself: “{opening}” Then give the reason or the example.",
        opening_without_model="This question has no model answer. Begin with your point in one sentence, and give the reason or the example after it.",
        example="An answer that covers every point: “{answer}” Say it in your own words; a learned text is heard as one.",
        example_without_model="This question has no model answer, so there is no example to show.",
        practice_hint="Before you record again: {hint}",
        practice_say="Say each of these in one sentence of your own: {points}",
        practice_mistake="Take care of a common mistake: {mistake}",
        practice_time="Then answer again in at most {seconds} seconds, without notes, and compare the two reports.",
        missing="These points were missing or only touched:",
        nothing_missing="No key point of this question is missing.",
        overview="{evaluation} You can ask why, what was missing, for a better opening, for an example, or how to practise.",
        cues={
            "opening": ("opening", "begin", "start", "first sentence", "introduc"),
            "practice": ("practi", "improve", "train", "prepare", "get better", "next time", "exercise"),
            "example": (
                "example",
                "model answer",
                "good answer",
                "perfect answer",
                "better answer",
                "show me how",
                "what should i have said",
                "ideal",
            ),
            "missing": ("missing", "left out", "leave out", "forgot", "forget", "did not say", "didn't say", "miss"),
            "why": ("why", "how come", "reason", "only partly", "wrong", "score", "unfair", "disagree"),
        },
        examples={
            "opening": ("How could I open this answer?", "What would be a stronger way in?"),
            "practice": ("What can I do to be ready?", "How do I work on this before the real interview?"),
            "example": (
                "Can you answer it for me?",
                "What does a strong response sound like?",
                "How would you say it?",
            ),
            "missing": ("Which points should I have mentioned?", "What else belongs into the answer?"),
            "why": ("I do not understand this judgement.", "I said that, did I not?"),
        },
    ),
    "pt": Answering(
        why={
            "right": "Contou como certa, com {score} de 100: {covered} dos {total} pontos-chave foram encontrados no que você disse.",
            "partly": "Contou como certa em parte, com {score} de 100: {covered} dos {total} pontos-chave foram encontrados no que você disse, {partly} em parte.",
            "wrong": "Contou como errada, com {score} de 100: {covered} dos {total} pontos-chave foram encontrados no que você disse, {partly} em parte.",
            "not_judged": "Não foi avaliada. {evaluation}",
        },
        found="Encontrado: {point} Você disse: “{quote}”",
        close="Em parte: {point} Você disse: “{quote}”",
        not_found="Não encontrado: {point}",
        opening="Você poderia começar pelo essencial: “{opening}” Depois dê o motivo ou o exemplo.",
        opening_without_model="Esta pergunta não tem resposta-modelo. Comece pelo essencial em uma frase e dê depois o motivo ou o exemplo.",
        example="Uma resposta que aborda todos os pontos: “{answer}” Diga com as suas palavras; texto decorado soa decorado.",
        example_without_model="Esta pergunta não tem resposta-modelo, por isso não há exemplo para mostrar.",
        practice_hint="Antes de gravar de novo: {hint}",
        practice_say="Diga cada um destes pontos em uma frase sua: {points}",
        practice_mistake="Cuidado com um erro comum: {mistake}",
        practice_time="Depois responda de novo em no máximo {seconds} segundos, sem anotações, e compare os dois relatórios.",
        missing="Estes pontos faltaram ou foram só tocados:",
        nothing_missing="Nenhum ponto-chave desta pergunta está faltando.",
        overview="{evaluation} Você pode perguntar por quê, o que faltou, como começar melhor, pedir um exemplo ou perguntar como praticar.",
        cues={
            "opening": ("abertura", "começ", "inici", "primeira frase", "introdu"),
            "practice": ("pratic", "prátic", "melhorar", "trein", "prepar", "próxima vez", "exercício", "exercicio"),
            "example": (
                "exemplo",
                "resposta-modelo",
                "resposta modelo",
                "boa resposta",
                "resposta melhor",
                "resposta perfeita",
                "deveria ter dito",
                "ideal",
                "mostre como",
            ),
            "missing": ("falt", "esquec", "deixei de", "não disse", "nao disse", "não falei"),
            "why": (
                "por que",
                "por quê",
                "porque",
                "motivo",
                "razão",
                "só em parte",
                "errad",
                "nota",
                "injust",
                "discordo",
            ),
        },
        examples={
            "opening": ("Como eu poderia abrir esta resposta?", "Qual seria uma entrada mais forte?"),
            "practice": ("O que faço para estar pronto?", "Como trabalho nisso antes da entrevista de verdade?"),
            "example": ("Você pode responder por mim?", "Como soa uma resposta forte?"),
            "missing": ("Quais pontos eu tinha que mencionar?", "O que mais eu devia dizer na resposta?"),
            "why": ("Não entendo essa avaliação.", "Mas eu disse isso, não disse?"),
        },
    ),
}
