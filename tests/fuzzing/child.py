"""The process that fuzzes one target: ``tests.fuzzing.child TARGET CORPUS [OPTION ...]``."""

import sys
from importlib import import_module
from typing import Any

__all__: list[str] = []


def main() -> None:
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["govdisclosure"]):
        from tests.fuzzing.targets import TARGETS

        name, *options = sys.argv[1:]
        target = TARGETS[name].run
        for seed in TARGETS[name].seeds():  # whatever is imported late is imported here
            target(seed)
    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
