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

from collections.abc import Sequence

from govdisclosure.claims.cells import (
    DISPUTES,
    DOCUMENTS,
    Head,
)
from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.claims.heads_of_disputes import of_disputes, of_legacy, of_results
from govdisclosure.claims.heads_of_requests import (
    CARRIED,
    VERB_ROWS,
    content_of,
    of_applicants,
    of_request,
    of_rows,
    requests_head,
    stands_apart,
    verb_row,
)
from govdisclosure.claims.tokens import Token
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import Edition, TableKind

__all__ = ["find_head"]

_REQUESTS, _DISPUTES, _PROACTIVE = TableKind.REQUESTS, TableKind.DISPUTES, TableKind.PROACTIVE
_DOCUMENT_COLUMNS = {
    "issue": "issued",
    "publish": "published",
    "repeal": "repealed",
    "in_force": "in_force",
}
_DECISIONS = frozenset({"licensing", "penalties", "compulsion"})
_SUBJECTS = {
    "fee": ClaimSubject.FEES,
    "proposal": ClaimSubject.PROPOSALS,
    "item": ClaimSubject.PUBLISHED,
    "document": ClaimSubject.DOCUMENTS,
}
_HEADS = frozenset({"NOUN", "COLUMN", "ROW", "LEGACY", "RESULT"})
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


def _taken(before: Sequence[Token], after: Sequence[Token]) -> int:
    """How many words behind the number are its head, where no noun is before it."""
    own = content_of(before)
    kinds = [token.type for token in after]
    if "LIST" in kinds and "VIA" not in kinds[: kinds.index("LIST")]:
        after = after[: kinds.index("LIST")]
    if any(token.type not in {"VERB", "ROW"} for token in own[-1:]) or not after:
        return 0
    if any(token.type in {"NOUN", "RESULT", "COLUMN"} for token in own):
        return 0
    if own and own[-1].type == "ROW" and own[-1].name not in CARRIED:
        return 0
    found = [number for number, token in enumerate(after) if token.type in _HEADS]
    if not found:
        return len(after) if after[0].type == "WORD" else 0
    last = found[-1]
    if len(after) > last + 1 and after[last + 1].type == "WORD":
        return last + 2
    return last + 1


def _decide(words: Sequence[Token], topic: Topic, whole: Head | None) -> Head:
    own = content_of(words)
    if not own or any(token.type in {"NOT", "BEHALF"} for token in own):
        return _NOTHING
    last = own[-1]
    match last.type:
        case "ROW":
            return of_rows(words, own, topic, whole)
        case "RESULT":
            return of_results(own, topic)
        case "LEGACY":
            return of_legacy(last, own, topic)
        case "COLUMN":
            return of_applicants(own, topic, whole)
        case "VERB":
            return _of_verb(words, own, topic, whole)
        case "NOUN":
            return _of_noun(words, own, topic, whole)
    return _NOTHING


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


# ------------------------------------------------------------------------------ verbs


def _of_answer(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None
) -> Head | None:
    """不予公开答复 and 政府信息公开答复, whose head is right before the verb."""
    if len(own) > 1 and own[-2].type == "ROW":
        return of_rows(words, own[:-1], topic, whole)
    if [token.name for token in own[-3:]] in (["decide", "ogi", "answer"], ["ogi", "answer"]):
        is_sure = whole is None and topic.kind in {None, "request"}
        return requests_head(("outcomes_total",), is_sure=is_sure)
    return None


def _of_verb(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None
) -> Head:
    """A verb right before the number: its head came before it, or is dropped."""
    verb = own[-1]
    if verb.name == "answer" and (found := _of_answer(words, own, topic, whole)) is not None:
        return found
    nouns = [token for token in own if token.type == "NOUN"]
    if nouns and nouns[-1].name == "request" and verb.name in VERB_ROWS:
        return of_request(words, own, topic, whole, nouns[-1])
    if nouns and own[-2] is nouns[-1] and nouns[-1].name in DOCUMENTS:
        return _of_documents(words, [*own[: own.index(nouns[-1])], verb, nouns[-1]], topic)
    columns = [token for token in own if token.type == "COLUMN"]
    if columns and verb.name == "submit":
        return of_applicants(own, topic, whole)
    if nouns or columns or any(stands_apart(token) for token in own):
        return _NOTHING
    if verb.name in VERB_ROWS and topic.kind == "request" and topic.is_open:
        row = verb_row(own, 0) or ""
        return requests_head((row,), is_sure=whole is None)
    if verb.name in _DOCUMENT_COLUMNS and topic.document and topic.kind == "document":
        is_sure = topic.is_sure and topic.is_open
        return _documents((topic.document,), verb.name, is_sure=is_sure)
    return _NOTHING


# ------------------------------------------------------------------------------ nouns


def _of_noun(
    words: Sequence[Token], own: Sequence[Token], topic: Topic, whole: Head | None
) -> Head:
    noun = own[-1]
    if noun.name == "request":
        return of_request(words, own, topic, whole, noun)
    if noun.name in DISPUTES:
        return of_disputes(words, own)
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
