"""Strengths and next steps, from the figures alone, in full sentences in the language of the interview."""

from collections.abc import Iterable

from interview_simulator.domain.report import Answer, NotAnalysed, OtherLanguage, SpeechSection, Summary, VideoSection
from interview_simulator.steps.update_record.findings import Finding, content, delivery, other_languages, picture
from interview_simulator.steps.update_record.phrases import PHRASES

MOST = 3


def summarise(
    language: str,
    video: VideoSection | NotAnalysed,
    speech: SpeechSection | NotAnalysed,
    answers: tuple[Answer, ...] | NotAnalysed,
    others: tuple[OtherLanguage, ...] = (),
) -> Summary:
    """At most three strengths and three next steps, those with the greatest weight first, none of them twice.

    Where words were measured there are exactly three next steps, and each that time can show has its moment. `others`:
    where another language was heard.
    """
    say = PHRASES.get(language, PHRASES["en"])
    findings = [
        *other_languages(language, others, say),
        *([] if isinstance(answers, NotAnalysed) else content(answers, say)),
        *([] if isinstance(speech, NotAnalysed) else delivery(speech, say)),
        *([] if isinstance(video, NotAnalysed) else picture(video, say)),
    ]
    ranked = sorted(findings, key=lambda finding: -finding.weight)
    steps = _first(ranked, good=False)
    return Summary(
        strengths=tuple(finding.sentence for finding in _first(ranked, good=True)),
        next_steps=tuple(finding.sentence for finding in steps),
        moments=tuple(finding.moment for finding in steps),
    )


def _first(ranked: Iterable[Finding], *, good: bool) -> list[Finding]:
    """The first finding of each topic, at most MOST."""
    by_topic: dict[str, Finding] = {}
    for finding in ranked:
        if finding.good == good:
            by_topic.setdefault(finding.topic, finding)
    return list(by_topic.values())[:MOST]
