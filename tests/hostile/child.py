"""Reads one file in this process, which the system ends when it takes too much.

``python -m tests.hostile.child DEED SECONDS MEMORY PATH`` prints how it ended, in JSON. The limits
are set before anything of the library is imported.
"""

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import govdisclosure as gd

__all__: list[str] = []


def main() -> None:
    deed, seconds, memory, path = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    end, says, words = _done(deed, path)
    own, started = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = {
        "end": end,
        "says": says,
        "words": words,
        "seconds": sum(one.ru_utime + one.ru_stime for one in (own, started)),
        "memory": _peak(own.ru_maxrss) + started.ru_maxrss * 1024,
    }
    print(json.dumps(told))


def _done(deed: str, path: str) -> tuple[str, str, str]:
    """How it ended: ``read``, ``refused``, the name of a limit, or that of another error."""
    import govdisclosure as gd

    if deed == "folder":
        outcomes = list(gd.read_many([path]))
        statuses = sorted(one.status.value for one in outcomes)
        return "read", "", " ".join(statuses)
    try:
        report = gd.read(path)
        if deed == "use":
            _use(report)
    except gd.LimitError as error:
        limit = error.english.rpartition("Limits(")[2].partition("=")[0]
        return limit, error.english, ""
    except gd.ReadError as error:
        return "refused", error.english, ""
    except Exception as error:  # noqa: BLE001 - which one it is, is what is asked
        return type(error).__name__, str(error), ""
    return "read", "", str(report) + "".join(one.text for one in report.residue)


def _use(report: "gd.Report") -> None:
    """Whatever can be done with a report; what is printed must be the same report again."""
    import govdisclosure as gd

    for found in (gd.check(report), gd.infer(report), gd.iter_claims(report), gd.audit(report)):
        for _ in found:
            pass
    if gd.parse(str(report)) != report:
        raise AssertionError("the text is another report")
    for format in ("markdown", "html", "docx"):
        written = gd.render(report, format)
        again = gd.read(written if isinstance(written, bytes) else written.encode())
        if again != report:
            raise AssertionError(f"{format} is another report")
    if gd.from_json(gd.render(report, "json")) != report:
        raise AssertionError("JSON is another report")
    for record in gd.iter_records(report):
        str(record)


def _peak(otherwise: int) -> int:
    """The most memory that this process had, in bytes.

    What the system tells of it may be the peak of the process that started this one.
    """
    with Path("/proc/self/status").open() as status:
        return next(
            (int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")),
            otherwise * 1024,
        )


if __name__ == "__main__":
    main()
