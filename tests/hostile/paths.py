"""What a path may lead to besides a file, and names that few programs expect."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case

__all__ = ["CASES"]

_TEXT = "某某市水务局2023年政府信息公开工作年度报告\n一、总体情况\n全年主动公开信息12条。\n"


def _file(name: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / os.fsdecode(name)
        path.write_text(_TEXT, encoding="utf-8")
        return path

    return make


def _given(path: str) -> Callable[[Path], Path]:
    return lambda _: Path(path)


def _missing(folder: Path) -> Path:
    return folder / "没有"


def _folder(folder: Path) -> Path:
    return folder


def _loop(folder: Path) -> Path:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    return folder / "a"


def _locked(folder: Path) -> Path:
    path = _file("a.txt")(folder)
    path.chmod(0)
    return path


def _crowd(folder: Path) -> Path:
    """A folder with one report among all that must not be opened."""
    _file("报告.txt")(folder)
    os.mkfifo(folder / "pipe.txt")
    _loop(folder)
    (folder / "around").symlink_to(folder, target_is_directory=True)
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "nothing.txt").symlink_to("nowhere")
    (folder / "folder.txt").mkdir()
    return folder


_PLACES: dict[str, Callable[[Path], Path]] = {
    "a Chinese name: read": _file("某某局二〇二三年报告（定稿）.txt"),
    "80 Chinese characters: read": _file("年" * 80 + ".txt"),
    "a name that is not UTF-8: read": _file("年报.txt".encode("gbk")),
    "a name with colours of a terminal: read": _file("\x1b[31m报告\n.txt"),
    "a name of blanks: read": _file("  "),
    "300 characters: refused": lambda folder: folder / ("a" * 300),
    "a very long path: refused": lambda folder: folder / "/".join(["a"] * 5000),
    "no such file: refused": _missing,
    "a folder: refused": _folder,
    "links in a ring: refused": _loop,
    "a file that may not be read: refused | read": _locked,  # whoever is root may read everything
    "a device without an end: file_bytes": _given("/dev/zero"),
    "a device that is empty: refused": _given("/dev/null"),
    "the memory of the process: refused": _given("/proc/self/mem"),
}

CASES: tuple[Case, ...] = (
    *(Case(f"paths/{name}", place=make) for name, make in _PLACES.items()),
    Case("paths/a folder of all this: read", deed="folder", holds="read", place=_crowd),
)
