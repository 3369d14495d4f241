"""Old office files (doc, wps, rtf, xls …) through LibreOffice, where it is installed.

Takes the bytes of a file, has LibreOffice convert it to docx or xlsx, and reads the result.
LibreOffice runs without a window in a temporary folder that is removed afterwards, or, if this
process is killed, by the next conversion. It has its own profile, in which macros are off and
nothing outside the file is fetched. After the time limit it is ended with all processes it started.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.formats import FORMATS, imported
from govdisclosure.readers.foreign import Conversion, conversion_of
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.processes import end_group
from govdisclosure.readers.temporary import temporary_folder
from govdisclosure.source import Source

__all__ = ["find_office", "read_office"]

_IS_WINDOWS = sys.platform == "win32"
#: LibreOffice's names for the formats that it writes.
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
#: Where it is installed when it is not on the search path.
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
#: Settings of the profile: path, name and value.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{}</oor:items>\n'
)
_ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


def find_office() -> str | None:
    """The path of LibreOffice's program; None where it is not installed.

    The current folder is never searched: a program in it may have been downloaded.
    """
    names = ("soffice.com", "soffice.exe") if _IS_WINDOWS else ("soffice", "libreoffice")
    folders = [
        Path(folder)
        for folder in os.get_exec_path()
        if Path(folder).is_absolute() and Path(folder).resolve() != Path.cwd()
    ]
    places = (*map(Path, _USUAL_PLACES), *(folder / name for folder in folders for name in names))
    # asked first, for it says no where a folder may not be entered, and the other raises
    return next((str(one) for one in places if os.access(one, os.X_OK) and one.is_file()), None)


def read_office(data: bytes, name: str, limits: Limits) -> Source:
    """Read an old office file, or any other that LibreOffice can convert.

    Raises:
        ReadError: It is not such a file, LibreOffice is not installed, or its result is damaged.
        LimitError: It takes too long, or is larger than *limits* allow.
    """
    conversion = conversion_of(data, name)
    if conversion is None:
        raise ReadError(
            f"{name}：不是旧版 Office 文件；去掉 format 参数即可自动识别",
            f"{name}: no old office file; leave the format out to have it found",
        )
    made = _convert(data, name, conversion, limits)
    source: Source = imported(FORMATS[conversion.target].reader)(made, name, limits)
    return source


def _convert(data: bytes, name: str, conversion: Conversion, limits: Limits) -> bytes:
    """Convert an old office file.

    Args:
        data: The file.
        name: Its name, for messages.
        conversion: Its format and the one to convert it to.
        limits: How long that may take, and how large it may become.

    Raises:
        ReadError: LibreOffice is not installed, or cannot read the file.
        LimitError: It takes too long, or gives too much.
    """
    program = find_office()
    if program is None:
        raise ReadError(
            f"{conversion.refusal[0]}；也可安装 LibreOffice（libreoffice.org），装好后可直接读取",
            f"{conversion.refusal[1]}; or install LibreOffice (libreoffice.org), "
            f"with which it can be read as it is",
        )
    with temporary_folder(limits.office_seconds) as folder:
        source = folder / f"report.{conversion.suffix}"
        source.write_bytes(data)
        said = _run(list(_command(program, folder, source, conversion)), name, limits)
        made = folder / "out" / f"report.{conversion.target}"
        if not made.is_file():
            raise _failure(name, said)
        if made.stat().st_size > limits.file_bytes:
            said_why = "转换后的文件过大", "once converted, it is too large"
            raise limit_error(limits, "file_bytes", name, said=said_why)
        return made.read_bytes()


def _command(program: str, folder: Path, source: Path, conversion: Conversion) -> Iterator[str]:
    """The command line, with a new profile in *folder*."""
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    settings.write_text(_PROFILE.format(items), encoding="utf-8")
    yield program
    yield f"-env:UserInstallation={profile.as_uri()}"
    yield from ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    if conversion.reader:
        yield f"--infilter={conversion.reader}"
    yield from ("--convert-to", _FILTERS[conversion.target])
    yield from ("--outdir", str(folder / "out"), str(source))


def _run(command: list[str], name: str, limits: Limits) -> str:
    """Run LibreOffice and return its output.

    Raises:
        ReadError: It cannot be started.
        LimitError: It takes too long.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; the file's name is our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=not _IS_WINDOWS,
        )
    except OSError as error:
        raise _failure(name, str(error)) from error
    try:
        said, _ = process.communicate(timeout=limits.office_seconds)
    except BaseException as error:
        _end(process)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        raise LimitError(
            f"{name}：LibreOffice 转换超过上限 office_seconds={limits.office_seconds:g} 秒；"
            f"可用 Limits(office_seconds=…) 放宽，或用 Word、WPS 另存为 docx",
            f"{name}: LibreOffice took longer than the limit "
            f"office_seconds={limits.office_seconds:g}; raise it with Limits(office_seconds=…), "
            f"or save the file as docx in Word or WPS",
        ) from error
    return said.decode("utf-8", "replace")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process that is still running, and all that it started."""
    end_group(process)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _failure(name: str, said: str) -> ReadError:
    """The error for a conversion that gave no file."""
    lines = said.split("\n")
    reason = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return ReadError(
        f"{name}：LibreOffice 无法转换（{reason or '没有输出'}）；"
        f"请用 Word 或 WPS 打开，另存为 docx",
        f"{name}: LibreOffice cannot convert it ({reason or 'no output'}); "
        f"open it in Word or WPS and save it as docx",
    )
