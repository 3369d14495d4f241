"""Sections, titles, closings, and whole reports made of them."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.characters import fold_blanks, squeeze
from govdisclosure.forms.layout import Edition, SectionKind, section_title
from govdisclosure.model.blocks import Heading, Paragraph, Picture
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.plain.around import title_within
from govdisclosure.plain.closing import MAX_SIGNATURE
from govdisclosure.plain.escape import is_signature, line_needs_escape
from govdisclosure.plain.numbering import canonical_mark
from govdisclosure.plain.openings import open_sections
from govdisclosure.plain.titles import is_title, title_words
from govdisclosure.strategies.blocks import blocks, without_continuations
from govdisclosure.strategies.headings import numbered, opening_nothing, running_on
from govdisclosure.strategies.words import words
from govdisclosure.text import ABSENT_SIGN

__all__ = ["closings", "reports", "sections", "titles"]


def sections(
    kind: SectionKind | None, *, edition: Edition | str | None = None
) -> SearchStrategy[Section]:
    """Sections of one kind, or of no kind as in older documents.

    Args:
        kind: Which of the six; None for a section under another title.
        edition: The form that statutory tables follow; either when None.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=5)
        ... @given(sections(SectionKind.OVERVIEW))
        ... def bears_the_title_of_the_form(section):
        ...     assert section.heading.title == "总体情况"
        >>> bears_the_title_of_the_form()
    """
    return _sections(kind, frozenset({kind} if kind else ()), edition)


@cache
@st.composite
def _sections(
    draw: DrawFn,
    kind: SectionKind | None,
    opened: AbstractSet[SectionKind],
    edition: Edition | str | None,
) -> Section:
    """A section after others: headings may repeat the titles of those that are *opened*."""
    ordinal = draw(st.integers(1, 6) | st.integers(1, 99))
    if kind is None:
        heading = opening_nothing(numbered(1, ordinal, draw(words()), ""))
        return Section(kind=None, heading=heading, blocks=draw(blocks(edition=edition)))
    title = section_title(kind)
    raw = draw(st.sampled_from((None, *title.aliases, *title.older)))
    heading = Heading(level=1, ordinal=ordinal, title=title.official, raw=raw)
    drawn = draw(blocks((1, 2, 3, 4), edition=edition))
    return Section(kind=kind, heading=heading, blocks=_without_openings(drawn, opened))


def _without_openings(
    drawn: Sequence[Block], opened: AbstractSet[SectionKind] = frozenset()
) -> tuple[Block, ...]:
    """The blocks, with headings that open nothing new and text that still runs on from them."""
    return _with_headings(drawn, lambda heading: opening_nothing(heading, opened))


def _with_headings(drawn: Sequence[Block], mend: Callable[[Heading], Heading]) -> tuple[Block, ...]:
    """The blocks with other headings, and with text that still runs on from them."""
    mended: list[Block] = []
    for block in drawn:
        if isinstance(block, Heading):
            mended.append(mend(block))
        elif isinstance(block, Paragraph) and block.is_run_in and isinstance(mended[-1], Heading):
            mended.append(evolve(block, text=running_on(mended[-1], block.text)))
        else:
            mended.append(block)
    return tuple(mended)


def _lowered(heading: Heading) -> Heading:
    if heading.level > 1:
        return heading
    return numbered(2, heading.ordinal, heading.title, heading.stop)


def _are_read_back(preamble: Sequence[Block], made: Sequence[Section]) -> bool:
    """Whether the headings of the sections, and no others of level 1, open sections."""
    blocks = [*preamble, *(one for part in made for one in (part.heading, *part.blocks))]
    headings = [one for one in blocks if isinstance(one, Heading) and one.level == 1]
    found = open_sections([(one.ordinal, one.title) for one in headings])
    own = {id(part.heading) for part in made}
    return all(
        (id(one) in own) is (opening is not None)
        for one, opening in zip(headings, found, strict=True)
    )


#: Titles of parts that older reports have and the form does not.
_OLDER_PARTS = (
    "政府信息公开的收费及减免情况",
    "回应解读情况",
    "机构建设和培训情况",
    "咨询处理情况",
)


@st.composite
def _older_sections(draw: DrawFn, edition: Edition | str | None) -> list[Section]:
    """Sections of the form in its order, numbered through, mixed with parts of older reports."""
    made: list[Section] = []
    for kind in draw(st.lists(st.sampled_from(SectionKind), min_size=1, unique=True)):
        part = draw(st.none() | st.sampled_from(_OLDER_PARTS))
        if part is not None:
            heading = Heading(level=1, ordinal=len(made) + 1, title=part)
            made.append(Section(kind=None, heading=heading, blocks=draw(blocks(edition=edition))))
        made.append(Section.of(kind, *draw(blocks(edition=edition)), ordinal=len(made) + 1))
    return made


@cache
def titles() -> SearchStrategy[str]:
    """Titles of reports: any short words around those that make a title.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(titles())
        ... def are_titles(title):
        ...     assert is_title(title)
        >>> are_titles()
    """
    return _titles()


@st.composite
def _titles(draw: DrawFn) -> str:
    matter = draw(st.sampled_from(("政府信息公开", "政务公开", "信息依法公开", "政府信息依法公开")))
    report = draw(st.sampled_from(("年度报告", "年报", "工作报告", "工作年度报告")))
    before, between, bracket = (_in_title(draw(words() | st.just(""))) for _ in range(3))
    behind = "".join(sign for sign in bracket if sign not in "（()）")
    title = f"{before}{matter}{between}{report}" + (f"（{behind}）" if behind else "")
    one = next(one for one in (title, f"某{title}", f"某局{matter}{report}") if is_title(one))
    return one if title_within(one) is None else f"某局{matter}{report}"


#: What a report's title must not contain.
_NOT_IN_TITLES = str.maketrans("", "", "。；;：:！？!?|\\#*")
_LONGEST_PART = 14


def _in_title(text: str) -> str:
    return squeeze(text).translate(_NOT_IN_TITLES)[:_LONGEST_PART]


@cache
def closings() -> SearchStrategy[Closing]:
    """Signature and date of a report; some are unsigned, some dates do not exist.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(closings())
        ... def have_a_date(closing):
        ...     assert closing.signed_on or closing.no_such_day
        >>> have_a_date()
    """
    return _closings()


@st.composite
def _closings(draw: DrawFn) -> Closing:
    signature = draw(st.none() | words().map(_as_signature))
    if draw(st.booleans()):
        return Closing(signature=signature, signed_on=draw(st.dates()))
    spelt = st.sampled_from(
        ("2024年2月30日", "2023年2月29日", "二○二四年十三月五日", "2024年6月0日")
    )
    return Closing(signature=signature, no_such_day=draw(spelt))


def _as_signature(text: str) -> str:
    """The words, adjusted where they could not be read as a signature."""
    short = fold_blanks(text.replace("。", "")[:MAX_SIGNATURE])
    calmer = f"某{short.replace('[', '').rstrip('| ')}"[:MAX_SIGNATURE].rstrip(" ")
    readable = (one for one in (short, calmer) if one != ABSENT_SIGN and is_signature(one))
    return next(readable, "某某局")


def reports(edition: Edition | str | None = None) -> SearchStrategy[Report]:
    """Whole reports: with the form's sections in any order, with others, or without sections.

    Each part may be missing: title, preamble, closing, annex, any section, any table.

    Args:
        edition: The form that statutory tables follow; each table either when None.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=5)
        ... @given(reports("2019"))
        ... def follow_the_form(report):
        ...     assert report.edition in {None, Edition.FORM_2019}
        >>> follow_the_form()
    """
    return _reports(edition)


@st.composite
def _reports(draw: DrawFn, edition: Edition | str | None) -> Report:
    title = draw(st.none() | titles())
    shape = draw(st.sampled_from(("form", "form", "older", "other", "none")))
    levels = (1, 2, 3, 4) if shape == "form" else (2, 3, 4)
    made: list[Section] = []
    if shape == "form":
        kinds = st.lists(st.sampled_from(SectionKind), min_size=1, unique=True)
        opened: set[SectionKind] = set()
        for kind in draw(kinds):
            opened.add(kind)
            made.append(draw(_sections(kind, frozenset(opened), edition)))
    elif shape == "older":
        made = draw(_older_sections(edition))
    elif shape == "other":
        made = draw(st.lists(sections(None, edition=edition), min_size=1, max_size=4))
    preamble = _without_openings(draw(blocks(levels, edition=edition, max_size=3)))
    if shape == "form" and not _are_read_back(preamble, made):
        # Number the sections in sequence, and lower the level-1 headings among their blocks.
        preamble = _with_headings(preamble, _lowered)
        made = [
            evolve(
                one,
                heading=evolve(one.heading, ordinal=number, mark=canonical_mark(1, number)),
                blocks=_with_headings(one.blocks, _lowered),
            )
            for number, one in enumerate(made, 1)
        ]
    closing = draw(st.none() | closings()) if made else None
    annex: tuple[Block, ...] = ()
    if closing is not None:
        annex = draw(blocks((), edition=edition, max_size=3))
    if closing is not None:
        made[-1] = evolve(made[-1], blocks=(*made[-1].blocks, *_apart(made[-1].blocks[-1:])))
        annex = (*_apart(annex[:1]), *annex)
    known: set[Table] = set()
    parts = {
        "title": title,
        "preamble": _once(preamble if title else _without_title(preamble), known),
        "sections": tuple(evolve(one, blocks=_once(one.blocks, known)) for one in made),
        "closing": closing,
        "annex": _once(annex, known),
    }
    # Build it in a way that makes hypothesis print its parts, which ``repr`` leaves out.
    return draw(st.builds(Report, **{name: st.just(part) for name, part in parts.items()}))


def _apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A picture, if one is needed to keep a line beside a closing from being read as part of it."""
    return (Picture(),) if any(isinstance(one, Paragraph) for one in blocks) else ()


def _once(drawn: Iterable[Block], known: set[Table]) -> tuple[Block, ...]:
    """The blocks without statutory tables that are *known*; adds the others to these."""
    kept: list[Block] = []
    for block in drawn:
        if isinstance(block, Table):
            if block in known:
                continue
            known.add(block)
        kept.append(block)
    return without_continuations(kept)


def _without_title(drawn: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, with pictures between lines that together would be read as the title."""
    kept: list[Block] = []
    lines: list[str] = []
    for block in drawn:
        text = block.text if isinstance(block, Paragraph) and not block.is_run_in else ""
        line = "" if not text or line_needs_escape(text) else title_words(text)
        lines = [*lines[-2:], line] if line else []
        if any(is_title("".join(lines[-count:])) for count in (2, 3)):
            kept.append(Picture())
            lines = [line]
        kept.append(block)
    return tuple(kept)
