"""`interview-simulator serve` whose order of steps has the version ORDER_VERSION of the environment."""

import os

from interview_simulator.cli import main
from interview_simulator.workflow import durable

durable.ORDER_VERSION = os.environ["ORDER_VERSION"]
main(["serve"])
