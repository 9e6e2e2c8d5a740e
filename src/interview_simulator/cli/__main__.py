"""`python -m interview_simulator.cli`."""

from interview_simulator.cli import main

main()
