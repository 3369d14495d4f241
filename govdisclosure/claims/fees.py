"""Fees in yuan among the claims 「信息处理费」.

Takes claims and gives amounts; judges none of them.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from govdisclosure.claims.claim import Claim, ClaimSubject

__all__ = ["is_processing_fee", "stated_fees"]

_YUAN = {"元": 1, "万元": 10**4, "亿元": 10**8}
#: Words for what was not taken, or given back.
_FORGONE = re.compile("[免减退]")
#: The fee for information, which has tariffs.
_PROCESSING = "信息处理费"


def stated_fees(claims: Iterable[Claim]) -> Iterator[tuple[Claim, int | Decimal]]:
    """Exact fees that the prose states, in yuan, with their claims; 0 where it denies any.

    Fees that were waived or given back are not among them.
    """
    for claim in claims:
        number = claim.quantity
        if (
            claim.subject is ClaimSubject.FEES
            and claim.unit in _YUAN
            and isinstance(number, int | Decimal)
            and not (claim.approximate or _FORGONE.search(claim.text))
        ):
            yield claim, number * _YUAN[claim.unit]


def is_processing_fee(claim: Claim) -> bool:
    """Whether the words of a claim name 「信息处理费」, and not fees in general."""
    return _PROCESSING in claim.text
