"""Claims: what the prose of a report says in numbers, as types, held against its tables."""

from govdisclosure.claims.claim import Claim, ClaimSubject, Direction, Relation
from govdisclosure.claims.facts import Fact, FactKind, iter_facts
from govdisclosure.claims.fees import is_processing_fee, stated_fees
from govdisclosure.claims.reading import iter_claims
from govdisclosure.claims.records import (
    ClaimRecord,
    claims_json,
    claims_schema,
    iter_claim_records,
    print_quantity,
)
from govdisclosure.claims.verdicts import Judge, adding, readings_of, ulp_of

__all__ = [
    "Claim",
    "ClaimRecord",
    "ClaimSubject",
    "Direction",
    "Fact",
    "FactKind",
    "Judge",
    "Relation",
    "adding",
    "claims_json",
    "claims_schema",
    "is_processing_fee",
    "iter_claim_records",
    "iter_claims",
    "iter_facts",
    "print_quantity",
    "readings_of",
    "stated_fees",
    "ulp_of",
]
