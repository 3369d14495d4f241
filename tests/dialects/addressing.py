"""The one thing taken from the package under test: the list of addresses.

Gives the addresses of an edition as plain strings in print order; knows nothing else about them.
"""

from __future__ import annotations

from functools import cache

import govdisclosure

from .forms import Edition, TableName


@cache
def addresses_of(edition: Edition) -> tuple[str, ...]:
    """Return every address of *edition* in print order."""
    return tuple(str(address) for address in govdisclosure.addresses(edition))


@cache
def table_addresses(edition: Edition, table: TableName) -> tuple[str, ...]:
    """Return the addresses of one table of *edition* in print order."""
    return tuple(a for a in addresses_of(edition) if a.startswith(f"{table}/"))


def words(address: str) -> tuple[str, str, str]:
    """Return table, row and column of *address*."""
    table, row, column = address.split("/")
    return table, row, column
