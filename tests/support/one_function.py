"""A function in a process of its own, as Lambda runs it: `one_function.py MODULE MISSING,… <event`.

MISSING are modules that its package has not; importing one fails here as it would there.
"""

import importlib
import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class NotPacked(MetaPathFinder):
    def __init__(self, modules: set[str]) -> None:
        self._modules = modules

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self._modules:
            raise ModuleNotFoundError(f"{fullname} is not in the package", name=fullname)
        return None


sys.meta_path.insert(0, NotPacked(set(sys.argv[2].split(","))))
handler = importlib.import_module(f"interview_simulator.aws_lambda.{sys.argv[1]}").handler
print(json.dumps(handler(json.load(sys.stdin), None)))
