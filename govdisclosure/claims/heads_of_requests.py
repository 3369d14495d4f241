"""Heads of requests: what came in, who asked, what became of it, what is carried over.

Takes the words of a head whose last word is of requests, and gives rows and columns of table three.
The laws 2, 3 and 6 of ``heads.py``.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from govdisclosure.claims.cells import CATEGORIES, DISPUTES, Head, category_of, subject_of
from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.claims.tokens import Token
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import TableKind

__all__ = [
    "CARRIED",
    "VERB_ROWS",
    "content_of",
    "of_applicants",
    "of_request",
    "of_rows",
    "requests_head",
    "stands_apart",
    "verb_row",
]

#: The rows of what the verbs count.
VERB_ROWS = {"receive": "received_new", "answer": "outcomes_total"}
#: The rows of what is carried over.
CARRIED = frozenset({"carried_in", "carried_out"})
_REFUSALS = frozenset({"withheld", "unavailable"})
_ARTICLE = re.compile("第[^第]{1,8}条")
_ORGANIZATIONS = ("enterprise", "research", "public_interest", "legal_service", "other_org")
#: Words that hang others together and are no head.
_BETWEEN = frozenset({"AND", "LIST", "ETC", "AMONG", "BESIDE", "ALL", "RESPECTIVELY", "YEAR"})
#: Who does something, where and how: no narrower kind of what is done.
_SUBJECT = re.compile(
    r"(?!.*(?:转[送办]|移[交送]|委托|协助|配合|其[他它]|[延超逾]期))"
    r"(?:(?:.*(?:[省市区县旗州盟镇乡村]|街道|局|委|办|厅|府|部门|机关|单位|公室|镇街|系统|中心|办事处|[院校所站]|公司|本[级部]))?"
    r"(?:妥善|高效|依规|及时|规范|认真|积极|圆满|稳妥|有效|严格|实际|总|成功|有序|按规|现|合|稳步|均|按照规定|共同|顺利)*)"
)
_REQUESTS = TableKind.REQUESTS
_NOTHING = Head(ClaimSubject.OTHER)


def content_of(tokens: Iterable[Token]) -> list[Token]:
    """The words that may be a head, without those that hang others together."""
    return [token for token in tokens if token.type not in _BETWEEN]


def stands_apart(token: Token) -> bool:
    """Whether a word may narrow what is counted: no organ, no regulation, no bracket."""
    return token.type == "VIA" or (
        token.type == "WORD" and token.name[0] not in "《(" and not _SUBJECT.fullmatch(token.name)
    )


def of_rows(words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None) -> Head:
    """Outcomes, or what is carried over; a reason wins over its group, unless 等 follows it."""
    foreign = {"other", "proposal", "document", "rules", "normative", "fee", *DISPUTES}
    if any(token.type == "NOUN" and token.name in foreign for token in own):
        return _NOTHING
    is_request = topic.kind in {None, "request"} or any(
        token.type == "NOUN" and token.name == "request" for token in own
    )
    if not (is_request or (whole is not None and whole.table is _REQUESTS)):
        return _NOTHING
    rows = [token for token in own if token.type == "ROW"]
    names = [token.name for token in rows]
    if carried := [name for name in names if name in CARRIED]:
        is_whole = not any(t.type == "VERB" and t.name == "answer" for t in own)
        before = own[: own.index(rows[-1])]
        is_whole = is_whole and (
            any(t.type == "NOUN" for t in before) or not any(map(stands_apart, before))
        )
        return requests_head(carried[-1:], is_sure=is_whole and len(set(carried)) == 1)
    groups = {name for name in names if name in CATEGORIES}
    is_article = any(token.type == "WORD" and _ARTICLE.search(token.name) for token in own)
    is_asked = (
        own[-1].type == "NOUN" and {category_of(name) for name in names} <= _REFUSALS - groups
    ) or (own[-1].type == "NOUN" and any(one.name == "receive" for one in own))
    reasons = [name for name in names if name not in CATEGORIES and category_of(name) in groups]
    if reasons:
        has_more = any(token.type == "ETC" for token in words)
        drop = set(reasons) if has_more else {category_of(name) for name in reasons}
        names = [name for name in names if name not in drop]
    is_wider = any(
        one.type == "VERB" and one.name == "publish" and other.type in {"AND", "LIST"}
        for one, other in pairwise(words)
    )
    is_sure = not (is_asked or is_wider) and not (is_article and groups.issuperset(names))
    return requests_head(names, is_sure=is_sure)


def requests_head(
    rows: Sequence[str], columns: Sequence[str] = ("total",), *, is_sure: bool = True
) -> Head:
    """The head of these rows and columns of table three."""
    return Head(subject_of(rows[0]), _REQUESTS, tuple(rows), tuple(columns), is_sure)


def verb_row(own: Sequence[Token], at: int) -> str | None:
    """The row of the first verb before the head at *at*, else of the first behind it."""
    for part in (own[:at], own[at:]):
        for token in part:
            if token.type == "VERB" and token.name in VERB_ROWS:
                return VERB_ROWS[token.name]
    return None


def _is_narrowed(words: Sequence[Token], head: Token) -> bool:
    """Whether words between verb and head make it a narrower one: a matter, a channel, a body."""
    at = words.index(head)
    has_more = any(token.type == "ETC" for token in words[:at])
    if any(token.type == "VIA" for token in words[:at]):
        return not (has_more or any(t.type == "VERB" and t.name == "submit" for t in words[:at]))
    for token in reversed(words[:at]):
        if token.type == "VERB" and token.name in VERB_ROWS:
            return _is_qualified(words, token)
        if token.type == "VERB" and token.name == "submit":
            return False
        if token.type == "VERB" or (token.type == "WORD" and not _SUBJECT.fullmatch(token.name)):
            return not has_more
        if token.type == "NOUN" and token.name != "ogi":
            return not has_more
    return False


def _is_qualified(words: Sequence[Token], verb: Token) -> bool:
    """Whether the first verb says in its own way what was done: 延期办理, 受委托办理."""
    verbs = [t for t in words if t.type == "VERB" and t.name in VERB_ROWS]
    at = words.index(verbs[0] if verbs else verb)
    before = next((one for one in reversed(words[:at]) if one.type != "YEAR"), None)
    return before is not None and before.type == "WORD" and not _SUBJECT.fullmatch(before.name)


def of_request(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None, noun: Token
) -> Head:
    """Requests of the verb that decides, or what became of them and who asked."""
    if any(token.type == "ROW" for token in own):
        return of_rows(words, own, topic, whole)
    columns = [token.name for token in own if token.type == "COLUMN"]
    row = verb_row(own, own.index(noun))
    if columns and ("organization" not in columns or whole is not None):
        return of_applicants(own, topic, whole)
    if row is None and topic.kind in {"document", "other"}:
        return Head(ClaimSubject.DOCUMENTS)
    if row is None:
        return requests_head(("received_new",), is_sure=False)
    is_sure = not _is_narrowed(words, noun) and whole is None
    return requests_head((row,), is_sure=is_sure)


def of_applicants(own: Sequence[Token], topic: Topic, whole: Head | None) -> Head:
    """A kind of applicants: of the whole's row where it is a part of one, else of what came in."""
    names = [token.name for token in own if token.type == "COLUMN"]
    columns = [
        one for name in names for one in (_ORGANIZATIONS if name == "organization" else (name,))
    ]
    row = next((VERB_ROWS[t.name] for t in own if t.type == "VERB" and t.name in VERB_ROWS), None)
    if whole is not None and whole.table is _REQUESTS and whole.columns == ("total",):
        return requests_head(whole.rows, columns, is_sure=whole.is_sure and row is None)
    is_request = topic.kind == "request" or any(
        token.type == "NOUN" and token.name == "request" for token in own
    )
    if whole is not None or not is_request:
        return Head(ClaimSubject.REQUESTS)
    if any(token.type == "ROW" for token in own):
        return requests_head(("received_new",), columns, is_sure=False)
    is_sure = row is not None or topic.verb != "answer"
    return requests_head((row or "received_new",), columns, is_sure=is_sure)
