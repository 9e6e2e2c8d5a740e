"""The sentences of the summary, written by hand, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """One sentence for each finding; names in braces are figures of the report."""

    right_answer: str
    missing_point: str
    nothing_heard: str
    too_fast: str
    too_slow: str
    good_pace: str
    many_fillers: str
    long_pause: str
    flat_voice: str
    looked_at_camera: str
    looked_away: str
    not_alone: str
    light: dict[str, str]


ENGLISH = Phrases(
    right_answer="You answered “{question}” with the points that matter.",
    missing_point="In “{question}”, add what was missing: {point}.",
    nothing_heard="No words were heard: check the microphone, then record the answer again.",
    too_fast="You spoke {rate} words per minute; pause after each idea so that a listener can follow.",
    too_slow="You spoke {rate} words per minute, pauses included; note two or three points beforehand so that you can go on sooner.",
    good_pace="Your pace of {rate} words per minute is easy to follow.",
    many_fillers="There were {count} fillers ({per_min} a minute); when you feel one coming, close your mouth and wait a moment.",
    long_pause="Your longest pause was {seconds} s; say what you are thinking about, or begin with the part you know.",
    flat_voice="Your pitch moved by {spread} semitones; stress the one word of a sentence that carries it.",
    looked_at_camera="You looked at the camera {percent} % of the time.",
    looked_away="You looked at the camera {percent} % of the time; put the question's window just below the lens.",
    not_alone="Someone else was in the picture {percent} % of the time; choose a place where you are alone.",
    light={
        "too_dark": "The picture is dark; put a lamp or a window in front of you.",
        "too_bright": "The picture is too bright; turn away from the direct light.",
        "backlit": "The light comes from behind you; turn so that it falls on your face.",
        "face_too_small": "Your face is small in the picture; move closer to the camera.",
        "face_too_close": "Your face fills the picture; move back until your shoulders are seen.",
        "face_off_centre": "Your face is off the centre; move the camera or the chair.",
    },
)
PORTUGUESE = Phrases(
    right_answer="Você respondeu “{question}” com os pontos que importam.",
    missing_point="Em “{question}”, acrescente o que faltou: {point}.",
    nothing_heard="Nenhuma palavra foi ouvida: verifique o microfone e grave a resposta de novo.",
    too_fast="Você falou {rate} palavras por minuto; faça uma pausa depois de cada ideia para que o ouvinte acompanhe.",
    too_slow="Você falou {rate} palavras por minuto, contando as pausas; anote antes dois ou três pontos para seguir adiante mais cedo.",
    good_pace="O seu ritmo de {rate} palavras por minuto é fácil de acompanhar.",
    many_fillers="Houve {count} vícios de linguagem ({per_min} por minuto); quando sentir que vem um, feche a boca e espere um instante.",
    long_pause="A sua pausa mais longa durou {seconds} s; diga em que está pensando ou comece pela parte que sabe.",
    flat_voice="O tom da sua voz variou {spread} semitons; destaque em cada frase a palavra que a sustenta.",
    looked_at_camera="Você olhou para a câmera em {percent} % do tempo.",
    looked_away="Você olhou para a câmera em {percent} % do tempo; deixe a janela da pergunta logo abaixo da lente.",
    not_alone="Havia outra pessoa na imagem em {percent} % do tempo; escolha um lugar onde você esteja a sós.",
    light={
        "too_dark": "A imagem está escura; ponha uma luminária ou uma janela à sua frente.",
        "too_bright": "A imagem está clara demais; afaste-se da luz direta.",
        "backlit": "A luz vem de trás de você; vire-se para que ela caia no seu rosto.",
        "face_too_small": "O seu rosto está pequeno na imagem; aproxime-se da câmera.",
        "face_too_close": "O seu rosto enche a imagem; afaste-se até que os ombros apareçam.",
        "face_off_centre": "O seu rosto está fora do centro; ajuste a câmera ou a cadeira.",
    },
)
PHRASES = {"en": ENGLISH, "pt": PORTUGUESE}
