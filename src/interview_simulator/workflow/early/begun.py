"""An analysis that was begun while its recording still arrives: the work of the steps, on a file that grows."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from interview_simulator.domain.results import ConvertedVideo, Transcription
from interview_simulator.workflow.early.spool import Spool
from interview_simulator.workflow.early.turns import InTurns, Standing, Turns
from interview_simulator.workflow.job import Engines, Job

if TYPE_CHECKING:  # NumPy's, which the doors open without
    from interview_simulator.media.sound import Sound
    from interview_simulator.steps.text_metrics.engine import Heard
    from interview_simulator.steps.video_metrics.step import Seen

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Begun:
    """The early work on one recording, in threads that wait for what comes.

    Its results are there some moments after the spool is finished; None for what failed, which is then done anew and
    fails, if it must, with what the user is told.
    """

    def __init__(self, job: Job, spool: Spool, engines: Engines, turns: Turns) -> None:
        self.spool, self.standing = spool, Standing()
        self._job, self._engines, self._turns = job, engines, turns
        self._decoder = InTurns(engines.decoder, turns, self.standing)
        self._said: SimpleQueue[Sound | None] = SimpleQueue()
        threads = ThreadPoolExecutor(4, thread_name_prefix="early")
        self._converting = threads.submit(self._convert)
        self._observing = threads.submit(self._observe)
        self._listening = threads.submit(self._listen)
        self._recognising = threads.submit(self._recognise)
        threads.shutdown(wait=False)

    def converted(self) -> ConvertedVideo | None:
        """Result of `convert_video`, its files in the spool's folder."""
        return _result(self._converting)

    def seen(self) -> "list[Seen] | None":
        """What was seen in the pictures of the recording."""
        return _result(self._observing)

    def transcription(self, language: str | None) -> Transcription | None:
        """Result of `transcription`, its file in the spool's folder, if it was begun in this language."""
        from interview_simulator.steps.transcription.step import with_speech

        if language is None or language != self._job.language:
            return None
        heard, found = self.heard(), _result(self._recognising)
        return with_speech(found, heard.sound, self.spool.folder) if heard and found else None

    def heard(self) -> "Heard | None":
        """The sound, and what was heard of the voice."""
        return _result(self._listening)

    def hurry(self) -> None:
        """From now on it waits for nobody."""
        self._turns.tell(self.standing.hurried)

    def when_it_ends_early(self, then: Callable[[], object]) -> None:
        """What is done when the recording ends before it is whole: it is none, nothing comes, or it was taken away.

        Converting tells it, for it reads whatever there is of picture and sound.
        """

        def ended(_work: object) -> None:
            if not self.standing.hurried.is_set():
                then()

        self._converting.add_done_callback(ended)

    def take_back(self) -> None:
        """End the work and remove what it made; the work ends in moments, and what it made meanwhile goes as well."""
        self._turns.tell(self.standing.gone)
        self.spool.take_back()
        for work in (self._converting, self._observing, self._listening, self._recognising):
            work.add_done_callback(lambda _: self.spool.take_back())

    def _convert(self) -> ConvertedVideo:
        from interview_simulator.steps.convert_video.step import convert_video

        path, folder = self.spool.path, self.spool.folder
        return self._decoder.call(convert_video, path, folder, max_duration_s=self._engines.max_duration_s)

    def _observe(self) -> "list[Seen]":
        from interview_simulator.media.frames import sampled_frames
        from interview_simulator.steps.video_metrics.step import observed

        engines, path = self._engines, self.spool.path
        pictures = self._decoder.each(sampled_frames, path, engines.sampling_hz, engines.max_duration_s)
        return list(observed(pictures, engines.faces, engines.objects))

    def _listen(self) -> "Heard":
        """What it hears it hands on to recognition, which takes longer."""
        from interview_simulator.media.sound import speech_blocks
        from interview_simulator.steps.text_metrics.step import Ear

        ear = Ear(self._engines.voice)
        try:
            for block in ear.through(self._decoder.each(speech_blocks, self.spool.path, self._engines.max_duration_s)):
                self._said.put(block)
        finally:
            self._said.put(None)
        return ear.heard()

    def _recognise(self) -> Transcription | None:
        """Where the language is not known yet, it is detected in the whole sound, by the step."""
        from interview_simulator.steps.transcription.step import transcribed

        if self._job.language is None:
            return None
        blocks = self._turns.each(self._blocks(), self.standing)
        return transcribed(blocks, recogniser=self._engines.recogniser, language=self._job.language)

    def _blocks(self) -> "Iterator[Sound]":
        """What was heard; by `is`, for an array that is compared with None gives an array."""
        while (block := self._said.get()) is not None:
            yield block


def _result(work: "Future[Result]") -> Result | None:
    try:
        return work.result()
    except Exception as error:  # noqa: BLE001 - whatever it is, the work is done anew
        log.warning("early work failed: %s", error)
        return None
