"""What a number counts, by the words before and behind it: the laws of the head.

Takes the tokens around one number and what was spoken of before, and gives a :class:`Head`. The
laws, in their order:

1. The head is the last word before the number; a word that the table does not know is one too, and
   then the number counts nothing that a form has. Where only a verb or nothing is before the
   number, the head may follow it.
2. Of 收到 and 办理 the first before the head decides; where none is before it, the one behind.
3. Words between verb and head narrow it (收到土地类申请3件), so that no cell is meant.
4. Where the head is dropped the topic holds, until another head comes.
5. 依申请公开 without a verb is an attribute of documents or a heading, and counts nothing surely.
6. A reason before 申请 is what is asked for, not why it was refused: 涉及个人隐私的申请2件; an
   article before an outcome narrows it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from govdisclosure.claims.cells import (
    CATEGORIES,
    DISPUTES,
    DOCUMENTS,
    Head,
    category_of,
    subject_of,
)
from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.claims.tokens import Token
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import Edition, TableKind

__all__ = ["find_head"]

_REQUESTS, _DISPUTES, _PROACTIVE = TableKind.REQUESTS, TableKind.DISPUTES, TableKind.PROACTIVE
_VERB_ROWS = {"receive": "received_new", "answer": "outcomes_total"}
_DOCUMENT_COLUMNS = {
    "issue": "issued",
    "publish": "published",
    "repeal": "repealed",
    "in_force": "in_force",
}
_DECISIONS = frozenset({"licensing", "penalties", "compulsion"})
_ORGANIZATIONS = ("enterprise", "research", "public_interest", "legal_service", "other_org")
_CARRIED = frozenset({"carried_in", "carried_out"})
_REFUSALS = frozenset({"withheld", "unavailable"})
_ARTICLE = re.compile("第[^第]{1,8}条")
_SUBJECTS = {
    "fee": ClaimSubject.FEES,
    "proposal": ClaimSubject.PROPOSALS,
    "item": ClaimSubject.PUBLISHED,
    "document": ClaimSubject.DOCUMENTS,
}
#: Words that hang others together and are no head.
_BETWEEN = frozenset({"AND", "LIST", "ETC", "AMONG", "BESIDE", "ALL", "RESPECTIVELY", "YEAR"})
_HEADS = frozenset({"NOUN", "COLUMN", "ROW", "LEGACY", "RESULT"})
#: Who does something, where and how: no narrower kind of what is done.
_SUBJECT = re.compile(
    r"(?!.*(?:转[送办]|移[交送]|委托|协助|配合|其[他它]|[延超逾]期))"
    r"(?:(?:.*(?:[省市区县旗州盟镇乡村]|街道|局|委|办|厅|府|部门|机关|单位|公室|镇街|系统|中心|办事处|[院校所站]|公司|本[级部]))?"
    r"(?:妥善|高效|依规|及时|规范|认真|积极|圆满|稳妥|有效|严格|实际|总|成功|有序|按规|现|合|稳步|均|按照规定|共同|顺利)*)"
)
#: Units, of one sign each, in which requests, disputes and documents are counted.
_CASES = frozenset("件宗起条份个例封次")
_PAPERS = frozenset("件部份个项")

_NOTHING = Head(ClaimSubject.OTHER)


def find_head(
    before: Sequence[Token],
    after: Sequence[Token],
    topic: Topic,
    *,
    unit: str | None,
    whole: Head | None,
) -> tuple[Head, int]:
    """What a number counts, and how many of the words behind it belong to it.

    Args:
        before: The words since the last number or comma.
        after: The words behind it, as far as the next comma or number.
        topic: What was spoken of before; it takes note of this number.
        unit: The unit of the number.
        whole: What the whole counts that the number is a part of; None where it is no part.
    """
    taken = _taken(before, after)
    words = [*before, *after[:taken]]
    head = _decide(words, topic, whole)
    units = _PAPERS if head.table is _PROACTIVE else _CASES
    if head.table is not None and unit is not None and unit not in units:
        head = head._replace(is_sure=False)
    if not (_is_attribute(words) and topic.kind in {"other", "document"}):
        topic.hear(words, is_counted=True)
    if head is _NOTHING or head.table is None:
        topic.is_open = False
    else:
        topic.is_sure = head.is_sure
    return head, taken


def _is_attribute(words: Sequence[Token]) -> bool:
    """Whether 依申请公开 stands by itself, as one of the ways to publish documents."""
    kinds = [token.name for token in words if token.type in {"NOUN", "VERB", "ROW"}]
    return kinds == ["request"]


def _content(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.type not in _BETWEEN]


def _taken(before: Sequence[Token], after: Sequence[Token]) -> int:
    """How many words behind the number are its head, where no noun is before it."""
    own = _content(before)
    kinds = [token.type for token in after]
    if "LIST" in kinds and "VIA" not in kinds[: kinds.index("LIST")]:
        after = after[: kinds.index("LIST")]
    if any(token.type not in {"VERB", "ROW"} for token in own[-1:]) or not after:
        return 0
    if any(token.type in {"NOUN", "RESULT", "COLUMN"} for token in own):
        return 0
    if own and own[-1].type == "ROW" and own[-1].name not in _CARRIED:
        return 0
    found = [number for number, token in enumerate(after) if token.type in _HEADS]
    if not found:
        return len(after) if after[0].type == "WORD" else 0
    last = found[-1]
    if len(after) > last + 1 and after[last + 1].type == "WORD":
        return last + 2
    return last + 1


def _decide(words: Sequence[Token], topic: Topic, whole: Head | None) -> Head:
    own = _content(words)
    if not own or any(token.type in {"NOT", "BEHALF"} for token in own):
        return _NOTHING
    last = own[-1]
    match last.type:
        case "ROW":
            return _of_rows(words, own, topic, whole)
        case "RESULT":
            return _of_results(own, topic)
        case "LEGACY":
            return _of_legacy(last, own, topic)
        case "COLUMN":
            return _of_applicants(own, topic, whole)
        case "VERB":
            return _of_verb(words, own, topic, whole)
        case "NOUN":
            return _of_noun(words, own, topic, whole)
    return _NOTHING


# ------------------------------------------------------------------------------ requests


def _of_rows(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None
) -> Head:
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
    if carried := [name for name in names if name in _CARRIED]:
        is_whole = not any(t.type == "VERB" and t.name == "answer" for t in own)
        before = own[: own.index(rows[-1])]
        is_whole = is_whole and (
            any(t.type == "NOUN" for t in before) or not any(map(_stands_apart, before))
        )
        return _requests(carried[-1:], is_sure=is_whole and len(set(carried)) == 1)
    groups = {name for name in names if name in CATEGORIES}
    is_article = any(token.type == "WORD" and _ARTICLE.search(token.name) for token in own)
    is_asked = (
        own[-1].type == "NOUN" and {category_of(name) for name in names} <= _REFUSALS - groups
    )
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
    return _requests(names, is_sure=is_sure)


def _requests(
    rows: Sequence[str], columns: Sequence[str] = ("total",), *, is_sure: bool = True
) -> Head:
    return Head(subject_of(rows[0]), _REQUESTS, tuple(rows), tuple(columns), is_sure)


def _verb_row(own: Sequence[Token], at: int) -> str | None:
    """The row of the first verb before the head at *at*, else of the first behind it."""
    for part in (own[:at], own[at:]):
        for token in part:
            if token.type == "VERB" and token.name in _VERB_ROWS:
                return _VERB_ROWS[token.name]
    return None


def _is_narrowed(words: Sequence[Token], head: Token) -> bool:
    """Whether words between verb and head make it a narrower one: a matter, a channel, a body."""
    at = words.index(head)
    has_more = any(token.type == "ETC" for token in words[:at])
    if any(token.type == "VIA" for token in words[:at]):
        return not (has_more or any(t.type == "VERB" and t.name == "submit" for t in words[:at]))
    for token in reversed(words[:at]):
        if token.type == "VERB" and token.name in _VERB_ROWS:
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
    verbs = [t for t in words if t.type == "VERB" and t.name in _VERB_ROWS]
    at = words.index(verbs[0] if verbs else verb)
    before = words[at - 1] if at else None
    return before is not None and before.type == "WORD" and not _SUBJECT.fullmatch(before.name)


def _request_noun(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None, noun: Token
) -> Head:
    if any(token.type == "ROW" for token in own):
        return _of_rows(words, own, topic, whole)
    columns = [token.name for token in own if token.type == "COLUMN"]
    row = _verb_row(own, own.index(noun))
    if columns and ("organization" not in columns or whole is not None):
        return _of_applicants(own, topic, whole)
    if row is None and topic.kind in {"document", "other"}:
        return Head(ClaimSubject.DOCUMENTS)
    if row is None:
        return _requests(("received_new",), is_sure=False)
    is_sure = not _is_narrowed(words, noun) and whole is None
    return _requests((row,), is_sure=is_sure)


def _of_applicants(own: Sequence[Token], topic: Topic, whole: Head | None) -> Head:
    """A kind of applicants: of the whole's row where it is a part of one, else of what came in."""
    names = [token.name for token in own if token.type == "COLUMN"]
    columns = [
        one for name in names for one in (_ORGANIZATIONS if name == "organization" else (name,))
    ]
    row = next((_VERB_ROWS[t.name] for t in own if t.type == "VERB" and t.name in _VERB_ROWS), None)
    if whole is not None and whole.table is _REQUESTS and whole.columns == ("total",):
        return _requests(whole.rows, columns, is_sure=whole.is_sure and row is None)
    is_request = topic.kind == "request" or any(
        token.type == "NOUN" and token.name == "request" for token in own
    )
    if whole is not None or not is_request:
        return Head(ClaimSubject.REQUESTS)
    if any(token.type == "ROW" for token in own):
        return _requests(("received_new",), columns, is_sure=False)
    is_sure = row is not None or topic.verb != "answer"
    return _requests((row or "received_new",), columns, is_sure=is_sure)


# ------------------------------------------------------------------------------ verbs


def _of_verb(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None
) -> Head:
    """A verb right before the number: its head came before it, or is dropped."""
    verb = own[-1]
    if verb.name == "answer" and len(own) > 1 and own[-2].type == "ROW":
        return _of_rows(words, own[:-1], topic, whole)
    nouns = [token for token in own if token.type == "NOUN"]
    if nouns and nouns[-1].name == "request" and verb.name in _VERB_ROWS:
        return _request_noun(words, own, topic, whole, nouns[-1])
    if nouns and own[-2] is nouns[-1] and nouns[-1].name in DOCUMENTS:
        return _of_documents(words, [*own[: own.index(nouns[-1])], verb, nouns[-1]], topic)
    columns = [token for token in own if token.type == "COLUMN"]
    if columns and verb.name == "submit":
        return _of_applicants(own, topic, whole)
    if nouns or columns or any(_stands_apart(token) for token in own):
        return _NOTHING
    if verb.name in _VERB_ROWS and topic.kind == "request" and topic.is_open:
        row = _verb_row(own, 0) or ""
        return _requests((row,), is_sure=whole is None)
    if verb.name in _DOCUMENT_COLUMNS and topic.document and topic.kind == "document":
        is_sure = topic.is_sure and topic.is_open
        return _documents((topic.document,), verb.name, is_sure=is_sure)
    return _NOTHING


def _stands_apart(token: Token) -> bool:
    """Whether a word may narrow what is counted: no organ, no regulation, no bracket."""
    return token.type == "VIA" or (
        token.type == "WORD" and token.name[0] not in "《(" and not _SUBJECT.fullmatch(token.name)
    )


# ------------------------------------------------------------------------------ disputes


def _dispute_rows(own: Sequence[Token]) -> tuple[str, ...]:
    """The rows that are named; a narrower name wins over the wider one: 直接起诉的行政诉讼."""
    named = [
        DISPUTES[token.name] for token in own if token.type == "NOUN" and token.name in DISPUTES
    ]
    rows = [
        row for one in named if not any(set(other) < set(one) for other in named) for row in one
    ]
    return tuple(dict.fromkeys(rows))


def _of_results(own: Sequence[Token], topic: Topic) -> Head:
    rows = _dispute_rows(own) or (topic.disputes if topic.kind == "dispute" else ())
    results = tuple(dict.fromkeys(token.name for token in own if token.type == "RESULT"))
    if not rows:
        return Head(ClaimSubject.DISPUTES)
    return Head(ClaimSubject.DISPUTES, _DISPUTES, rows, results)


def _of_legacy(last: Token, own: Sequence[Token], topic: Topic) -> Head:
    """A reason or result that older Regulations knew: a candidate at most."""
    if last.name in {"corrected", "other_result"}:
        rows = _dispute_rows(own) or topic.disputes
        return Head(ClaimSubject.DISPUTES, _DISPUTES, rows, (last.name,), is_sure=False)
    return _requests((last.name,), is_sure=False)


def _of_disputes(words: Sequence[Token], own: Sequence[Token]) -> Head:
    nouns: list[Token] = []
    for token in reversed(own):
        if token.type != "NOUN" or token.name not in DISPUTES:
            break
        nouns.append(token)
    has_matter = any(t.type == "NOUN" and t.name in {"ogi", "request"} for t in own)
    is_handled = any(token.type == "VERB" and token.name in _VERB_ROWS for token in own)
    is_apart = any(_stands_apart(token) for token in own)
    is_sure = has_matter or not (is_handled or is_apart)
    is_sure = is_sure and not any(token.type in {"ETC", "ROW"} for token in words)
    first = words.index(nouns[-1])
    if first > 1 and words[first - 1].type in {"AND", "LIST"} and words[first - 2].type == "NOUN":
        is_sure = is_sure and words[first - 2].name != "request"
    return Head(ClaimSubject.DISPUTES, _DISPUTES, _dispute_rows(nouns[::-1]), ("total",), is_sure)


# ------------------------------------------------------------------------------ documents


def _documents(names: Sequence[str], verb: str, *, is_sure: bool) -> Head:
    rows = tuple(DOCUMENTS[name] for name in names)
    return Head(ClaimSubject.DOCUMENTS, _PROACTIVE, rows, (_DOCUMENT_COLUMNS[verb],), is_sure)


def _of_documents(words: Sequence[Token], own: Sequence[Token], topic: Topic) -> Head:
    """Rules and normative documents: the last verb before them decides, or the one before that."""
    names = list(dict.fromkeys(t.name for t in own if t.type == "NOUN" and t.name in DOCUMENTS))
    at = next(number for number, token in enumerate(own) if token.name == names[0])
    verbs = [token.name for token in own[:at] if token.type == "VERB"]
    verb = "issue" if "issue" in verbs else verbs[-1] if verbs else topic.verb
    if verb not in _DOCUMENT_COLUMNS or verb is None:
        return Head(ClaimSubject.DOCUMENTS)
    is_apart = at > 0 and own[at - 1].type == "WORD"
    has_more = any(token.type == "ETC" for token in words[words.index(own[at]) :])
    is_sure = not (is_apart or has_more) and (
        verb != "publish" or topic.edition is Edition.FORM_2019
    )
    return _documents(names, verb, is_sure=is_sure)


# ------------------------------------------------------------------------------ nouns


def _of_noun(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None
) -> Head:
    noun = own[-1]
    if noun.name == "request":
        return _request_noun(words, own, topic, whole, noun)
    if noun.name in DISPUTES:
        return _of_disputes(words, own)
    if noun.name in DOCUMENTS:
        return _of_documents(words, own, topic)
    if noun.name in _DECISIONS:
        is_sure = len(own) > 1 and own[-2].type == "VERB" and own[-2].name == "decide"
        columns = ("decisions",)
        return Head(ClaimSubject.OTHER, _PROACTIVE, (noun.name,), columns, is_sure)
    if noun.name == "document" and topic.kind == "document" and topic.document:
        verbs = [token.name for token in own if token.type == "VERB"]
        is_plain = not any(token.type == "WORD" for token in own)
        if verbs and verbs[-1] in {"repeal", "in_force"} and is_plain:
            is_sure = topic.is_sure and topic.is_open
            return _documents((topic.document,), verbs[-1], is_sure=is_sure)
    return Head(_SUBJECTS.get(noun.name, ClaimSubject.OTHER))
