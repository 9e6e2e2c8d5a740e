"""Holds figures of quality against those that were accepted; see accepted.yaml."""

import sys
from pathlib import Path

import yaml

from interview_simulator.domain.frozen import Frozen

ACCEPTED = Path(__file__).with_name("accepted.yaml")


class Accepted(Frozen):
    """A figure, how much it may get worse, and whether less of it is better."""

    value: float
    margin: float
    less_is_better: bool = False

    def holds(self, measured: float) -> bool:
        """Whether what was measured is no worse than the value by more than the margin."""
        worse = measured - self.value if self.less_is_better else self.value - measured
        return worse <= self.margin


def accepted(part: str) -> dict[str, Accepted]:
    """The figures of one bench, by name."""
    known = yaml.safe_load(ACCEPTED.read_text(encoding="utf-8"))[part]
    return {name: Accepted.model_validate(about) for name, about in known.items()}


class Figures:
    """What a bench measured."""

    def __init__(self, part: str) -> None:
        self._part, self._accepted = part, accepted(part)
        self._measured: dict[str, float] = {}

    def tell(self, name: str, measured: float) -> float:
        """Take a figure, and give it back."""
        self._measured[name] = float(measured)
        return float(measured)

    def hold(self, *, all_of_it: bool = True) -> None:
        """End the process with 1 and what is worse than accepted; a look at a part of the data decides nothing.

        Raises:
            KeyError: An accepted figure was not measured.
        """
        if not all_of_it:
            return
        worse = [
            f"{self._part}: {name} is {self._measured[name]:.4f}, accepted {one.value} with a margin of {one.margin}"
            for name, one in self._accepted.items()
            if not one.holds(self._measured[name])
        ]
        if worse:
            sys.exit("\n".join(worse))
