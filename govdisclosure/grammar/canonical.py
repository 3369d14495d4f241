"""The tables of a grammar as bytes that depend on the grammar alone: builds can be repeated.

Takes a parser of Lark and gives what its ``load`` reads. Lark numbers tokens and states in the
order of sets, which differs between processes; here they are numbered by name, and by the way from
the start. Knows no grammar.
"""

import io
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

__all__ = ["canonical_bytes"]


def canonical_bytes(parser: "Lark") -> bytes:
    """What ``parser.save`` writes, with tokens and states numbered anew and nothing shared.

    Raises:
        LookupError: Lark writes its tables in another shape than this module knows.
    """
    stream = io.BytesIO()
    parser.save(stream)
    saved = pickle.loads(stream.getvalue())  # noqa: S301 - written by the line above
    tables = saved["data"]["parser"]["parser"]
    saved["data"]["parser"]["parser"] = {**tables, **_numbered(tables)}
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.fast = True  # equal parts are written out, for which of them are one object is chance
    pickler.dump(saved)
    return written.getvalue()


def _numbered(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Tokens numbered by name, and states as they are first reached from the start states."""
    names: Mapping[int, str] = tables["tokens"]
    by_name = {name: number for number, name in enumerate(sorted(names.values()))}
    starts, ends = (dict(sorted(tables[key].items())) for key in ("start_states", "end_states"))
    states = {
        state: dict(sorted((by_name[names[token]], action) for token, action in actions.items()))
        for state, actions in tables["states"].items()
    }
    order: dict[int, int] = {}
    waiting = list(starts.values())
    for state in waiting:  # grows while it is gone through
        if state not in order:
            order[state] = len(order)
            waiting += [to for kind, to in states[state].values() if kind == _SHIFT]
    if len(order) != len(states):
        raise LookupError("Lark's tables have states that no start leads to")
    return {
        "tokens": {number: name for name, number in by_name.items()},
        "states": {
            order[state]: {
                token: (kind, order[to] if kind == _SHIFT else to)
                for token, (kind, to) in states[state].items()
            }
            for state in order
        },
        "start_states": {name: order[state] for name, state in starts.items()},
        "end_states": {name: order[state] for name, state in ends.items()},
    }


#: The first of the pair that stands for going to another state.
_SHIFT = 0
