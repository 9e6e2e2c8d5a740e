"""`interview-simulator serve` or another command, with scripted engines that hear the words in HEARD."""

import os
import sys

from interview_simulator import compose
from interview_simulator.cli import main
from interview_simulator.settings import Settings
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.workflow.job import Engines


def engines(settings: Settings) -> Engines:
    recogniser = ScriptedRecogniser(spoken(os.environ["HEARD"], word_s=0.2))
    return scripted_engines(decoder=compose.sandbox(settings), recogniser=recogniser)


if __name__ == "__main__":
    compose.engines = engines
    main(sys.argv[1:])
