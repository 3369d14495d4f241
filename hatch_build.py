"""The build hook: compiles the grammar's tables into the wheel, so that no first parse has to.

Takes ``write_compiled`` of ``govdisclosure/grammar/compiled.py``; gives ``compiled.bin`` beside it,
for editable installs too. Must not run an ``__init__`` of the package: where a wheel is built, lark
is installed and nothing else is.
"""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig


class CompiledGrammarHook(BuildHookInterface[WheelBuilderConfig]):
    """Writes ``compiled.bin`` before the wheel is packed, and has it packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the grammar; *version* ("standard" or "editable") makes no difference."""
        package = Path(self.root, "govdisclosure")
        import_compiled(package).write_compiled(package / "grammar" / "compiled.bin")
        build_data["artifacts"].append("/govdisclosure/grammar/compiled.bin")


def import_compiled(package: Path) -> ModuleType:
    """Import ``govdisclosure.grammar.compiled`` from *package* under its own name.

    Its parents are empty modules that know their folder and no more. The name matters: pickled
    tables name the classes they were made of.
    """
    for folder in (package, package / "grammar"):
        name = ".".join(folder.relative_to(package.parent).parts)
        parent = ModuleType(name)
        parent.__path__ = [str(folder)]
        sys.modules[name] = parent
    return importlib.import_module("govdisclosure.grammar.compiled")
