"""The sentences of the summary, written by hand, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """One sentence for each finding; names in braces are figures of the report."""

    language: str
    """ISO 639-1 code of the sentences themselves."""
    offered_language: str
    other_language: str
    right_answer: str
    missing_point: str
    nothing_heard: str
    too_fast: str
    too_slow: str
    good_pace: str
    many_fillers: str
    long_pause: str
    many_restarts: str
    many_hedges: str
    long_sentences: str
    flat_voice: str
    falling_voice: str
    over_time: str
    short_answer: str
    opening: str
    ending: str
    fastest: str
    no_face: str
    face_seldom: str
    looked_at_camera: str
    looked_away: str
    not_alone: str
    several_people: str
    light: dict[str, str]


ENGLISH = Phrases(
    language="en",
    offered_language="Part or all of this was spoken in {heard} and written down as {language}; analyse the recording again in the language that you spoke.",
    other_language="Part or all of this was spoken in {heard}, which cannot be judged; speak the language of the interview throughout.",
    right_answer="You answered “{question}” with the points that matter.",
    missing_point="In “{question}”, add what was missing: {point}.",
    nothing_heard="No words were heard: check the microphone, then record the answer again.",
    too_fast="You spoke {rate} words per minute; pause after each idea so that a listener can follow.",
    too_slow="You spoke {rate} words per minute, pauses included; note two or three points beforehand so that you can go on sooner.",
    good_pace="Your pace of {rate} words per minute is in the usual range.",
    many_fillers="There were {count} fillers ({per_min} a minute); when you feel one coming, close your mouth and wait a moment.",
    long_pause="In the middle of a sentence you paused for {seconds} s; pause between sentences, and say the part you know first.",
    many_restarts="You began a phrase again {count} times; wait until the whole sentence is there, then say it once.",
    many_hedges="There were {count} hedges such as “{example}”; where you are sure, leave them out.",
    long_sentences="Your sentences have {words} words on average; end one after each idea.",
    flat_voice="Your pitch moved by {spread} semitones; stress the one word of a sentence that carries it.",
    falling_voice="Your voice falls by {drop} dB at the ends of sentences; breathe before the last words, for they are often the result.",
    over_time="You spoke {seconds} s beyond the time of the question; say the result first and leave out one detail.",
    short_answer="Your answer took {seconds} s of the {limit} s that you had; add one example with its result.",
    opening="Listen to your opening; the first sentence should already answer the question.",
    ending="Listen to your ending; the last sentence should say what came of it.",
    fastest="Listen to your fastest passage, {rate} words a minute; set a pause where a new idea begins.",
    no_face="No face was seen; check that the camera is on, record yourself and not a shared screen, and sit closer to the camera.",
    face_seldom="Your face was seen {percent} % of the time; sit closer to the camera, in the middle of the picture.",
    looked_at_camera="You looked at the camera {percent} % of the time.",
    looked_away="You looked at the camera {percent} % of the time; put the question's window just below the lens.",
    not_alone="Someone else was in the picture {percent} % of the time; choose a place where you are alone.",
    several_people="Several people are in the picture, and it cannot be told which of them you are; record yourself alone, not the whole call.",
    light={
        "too_dark": "The picture is dark; put a lamp or a window in front of you.",
        "too_bright": "The picture is too bright; turn away from the direct light.",
        "backlit": "The light comes from behind you; turn so that it falls on your face.",
        "face_too_small": "Your face is small in the picture; move closer to the camera.",
        "face_too_close": "Your face fills the picture; move back until your shoulders are seen.",
        "face_off_centre": "Your face is off the centre; move the camera or the chair.",
        "sideways": "The picture lies on its side; turn the camera upright, so that your face can be measured.",
    },
)
PORTUGUESE = Phrases(
    language="pt",
    offered_language="Tudo ou uma parte foi falado em {heard} e transcrito como {language}; analise a gravação de novo no idioma que você falou.",
    other_language="Tudo ou uma parte foi falado em {heard}, que não pode ser avaliado; fale o tempo todo no idioma da entrevista.",
    right_answer="Você respondeu “{question}” com os pontos que importam.",
    missing_point="Em “{question}”, acrescente o que faltou: {point}.",
    nothing_heard="Nenhuma palavra foi ouvida: verifique o microfone e grave a resposta de novo.",
    too_fast="Você falou {rate} palavras por minuto; faça uma pausa depois de cada ideia para que o ouvinte acompanhe.",
    too_slow="Você falou {rate} palavras por minuto, contando as pausas; anote antes dois ou três pontos para seguir adiante mais cedo.",
    good_pace="O seu ritmo de {rate} palavras por minuto está na faixa usual.",
    many_fillers="Houve {count} vícios de linguagem ({per_min} por minuto); quando sentir que vem um, feche a boca e espere um instante.",
    long_pause="No meio de uma frase você parou por {seconds} s; faça a pausa entre as frases e diga primeiro a parte que sabe.",
    many_restarts="Você recomeçou um trecho {count} vezes; espere até ter a frase inteira e diga-a uma vez.",
    many_hedges="Houve {count} atenuações como “{example}”; onde você tem certeza, deixe-as de fora.",
    long_sentences="As suas frases têm {words} palavras em média; termine uma depois de cada ideia.",
    flat_voice="O tom da sua voz variou {spread} semitons; destaque em cada frase a palavra que a sustenta.",
    falling_voice="A sua voz cai {drop} dB no fim das frases; respire antes das últimas palavras, pois muitas vezes são o resultado.",
    over_time="Você falou {seconds} s além do tempo da pergunta; diga primeiro o resultado e deixe um detalhe de fora.",
    short_answer="A sua resposta durou {seconds} s dos {limit} s que você tinha; acrescente um exemplo com o resultado.",
    opening="Ouça a sua abertura; a primeira frase já deve responder à pergunta.",
    ending="Ouça o seu final; a última frase deve dizer no que deu.",
    fastest="Ouça o seu trecho mais rápido, {rate} palavras por minuto; faça uma pausa onde começa uma ideia nova.",
    no_face="Nenhum rosto foi visto; verifique se a câmera está ligada, grave você e não uma tela compartilhada, e fique mais perto da câmera.",
    face_seldom="Seu rosto foi visto em {percent} % do tempo; fique mais perto da câmera, no meio da imagem.",
    looked_at_camera="Você olhou para a câmera em {percent} % do tempo.",
    looked_away="Você olhou para a câmera em {percent} % do tempo; deixe a janela da pergunta logo abaixo da lente.",
    not_alone="Havia outra pessoa na imagem em {percent} % do tempo; escolha um lugar onde você esteja a sós.",
    several_people="Há várias pessoas na imagem, e não se pode saber qual delas é você; grave só a sua imagem, e não a chamada inteira.",
    light={
        "too_dark": "A imagem está escura; ponha uma luminária ou uma janela à sua frente.",
        "too_bright": "A imagem está clara demais; afaste-se da luz direta.",
        "backlit": "A luz vem de trás de você; vire-se para que ela caia no seu rosto.",
        "face_too_small": "O seu rosto está pequeno na imagem; aproxime-se da câmera.",
        "face_too_close": "O seu rosto enche a imagem; afaste-se até que os ombros apareçam.",
        "face_off_centre": "O seu rosto está fora do centro; ajuste a câmera ou a cadeira.",
        "sideways": "A imagem está deitada; vire a câmera para que o seu rosto possa ser medido.",
    },
)
PHRASES = {"en": ENGLISH, "pt": PORTUGUESE}
