"""Which cells of the two editions of the form can be compared with each other.

Takes addresses and editions and gives correspondences, each with its degree and its reason; knows
no printed values. The tables here are complete: nothing else is ever compared across editions.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache

from attrs import frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.forms.sheet_columns import ColumnKind
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address, addresses_of, statistics_addresses
from govdisclosure.wording import Wording

__all__ = ["Correspondence", "Degree", "correspondence", "crosswalk", "sheet_crosswalk"]


class Degree(Enum):
    """How closely cells of two editions correspond."""

    #: The same count, by the same words or by words that mean the same.
    SAME = "same"
    #: Several cells of one edition add up to the cell of the other.
    SUM = "sum"
    #: Nearly the same count: enough for a hint, not for an equation.
    ALIKE = "alike"
    #: Nothing in the other edition corresponds.
    NONE = "none"


_SAME = Wording("", "")


@frozen
class Correspondence:
    """Cells of one table, and the cells of another edition of it that together say the same.

    Example:
        >>> one = correspondence(Address.parse("proactive/fees/collected_wan"),
        ...                      Edition.FORM_2021, Edition.FORM_2019)
        >>> one.degree.value, one.there, one.why.english
        ('none', (), 'an amount of money; the form of 2019 counts items')
    """

    here: tuple[Address, ...]
    #: Empty if nothing corresponds; ``here`` is empty for a cell of *there* without counterpart.
    there: tuple[Address, ...]
    degree: Degree
    #: Why they are not the same; empty if they are.
    why: Wording = _SAME


# ------------------------------------------------------------------------------ the declaration


@frozen
class _DeclaredLine:
    """One line of the declaration; a column ``*`` means every column of the row, one by one.

    Rows and columns are separated by slashes, and several that are added up by blanks.
    """

    former: str
    current: str
    degree: Degree
    why: Wording = _SAME


def _none(former: str, current: str, why: Wording) -> _DeclaredLine:
    return _DeclaredLine(former, current, Degree.NONE, why)


def _decisions(row: str) -> _DeclaredLine:
    return _DeclaredLine(
        f"{row}/decisions",
        f"{row}/decisions",
        Degree.ALIKE,
        Wording(
            "2019 年表式的处理决定数量各地按办件量填报，2021 年表式为全部处理决定",
            "the form of 2019 was filled in with cases handled, that of 2021 counts all decisions",
        ),
    )


_STOCK = Wording(
    "对外公开总数量是已公开的总数，现行有效件数是年末有效的件数",
    "the one is all that was ever disclosed, the other what is in force at the end of the year",
)
_MADE = Wording(
    "新制作数量不等于制发件数，规范性文件的范围也比行政规范性文件宽",
    "what was produced is not what was issued, and the former rows count more kinds of documents",
)
_DISCLOSED = Wording(
    "2021 年表式不再统计新公开数量", "the form of 2021 no longer counts what was disclosed"
)
_REPEALED = Wording("2019 年表式没有废止件数", "the form of 2019 does not count what was repealed")
_ITEMS = Wording("2021 年表式不再统计事项数量", "the form of 2021 no longer counts items")
_DROPPED = Wording("2021 年表式没有这一行", "the form of 2021 has no such row")
_PROJECTS = Wording(
    "项目数量是收费项目的个数，2021 年表式填收费金额",
    "a count of items; the form of 2021 has an amount of money",
)
_MONEY = Wording(
    "收费金额是钱数，2019 年表式填项目数量", "an amount of money; the form of 2019 counts items"
)
_PARTS = Wording(
    "2019 年表式的（六）其他处理为一行，等于 2021 年表式三行之和",
    "other handling is one row in the form of 2019, and three rows in that of 2021",
)

#: From the form of 2019 to that of 2021. Every cell of both is in exactly one line.
_DECLARED: Mapping[TableKind, tuple[_DeclaredLine, ...]] = {
    TableKind.PROACTIVE: (
        *(
            line
            for row in ("rules", "normative_documents")
            for line in (
                _none(f"{row}/produced_new", "", _MADE),
                _none("", f"{row}/issued", _MADE),
                _none(f"{row}/disclosed_new", "", _DISCLOSED),
                _none("", f"{row}/repealed", _REPEALED),
                _none(f"{row}/disclosed_total", "", _STOCK),
                _none("", f"{row}/in_force", _STOCK),
            )
        ),
        *(
            line
            for row in ("licensing", "penalties", "compulsion")
            for line in (
                _none(f"{row}/items_last_year", "", _ITEMS),
                _none(f"{row}/items_change", "", _ITEMS),
                _decisions(row),
            )
        ),
        _none("other_services/items_last_year", "", _DROPPED),
        _none("other_services/items_change", "", _DROPPED),
        _none("other_services/decisions", "", _DROPPED),
        _none("fees/items_last_year", "", _PROJECTS),
        _none("fees/items_change", "", _PROJECTS),
        _none("", "fees/collected_wan", _MONEY),
        _none("procurement/projects", "", _DROPPED),
        _none("procurement/amount", "", _DROPPED),
    ),
    TableKind.REQUESTS: (
        *(
            _DeclaredLine(f"{row}/*", f"{row}/*", Degree.SAME)
            for row in (
                "received_new",
                "carried_in",
                "disclosed",
                "partly_disclosed",
                "withheld_state_secret",
                "withheld_prohibited_by_law",
                "withheld_security_stability",
                "withheld_third_party",
                "withheld_internal_affairs",
                "withheld_process",
                "withheld_case_file",
                "withheld_registry_inquiry",
                "unavailable_not_held",
                "unavailable_needs_creation",
                "unavailable_unclear",
                "not_processed_petition",
                "not_processed_repeat",
                "not_processed_publication",
                "not_processed_excessive",
                "not_processed_reissue",
                "outcomes_total",
                "carried_out",
            )
        ),
        _DeclaredLine(
            "other_handling/*",
            "other_not_supplemented/* other_fee_unpaid/* other_misc/*",
            Degree.SUM,
            _PARTS,
        ),
    ),
}


def _expanded(
    kind: TableKind,
) -> Iterator[tuple[tuple[Address, ...], tuple[Address, ...], _DeclaredLine]]:
    """Each line of the declaration, once for each of its columns."""
    columns = dict.fromkeys(one.column for one in addresses_of(kind, Edition.FORM_2021))
    for line in _DECLARED[kind]:
        for column in columns if "*" in line.former else ("",):
            former, current = (
                tuple(
                    Address(kind, *place.replace("*", column).split("/")) for place in side.split()
                )
                for side in (line.former, line.current)
            )
            yield former, current, line


@cache
def crosswalk(
    table: TableKind, here: Edition | None, there: Edition | None
) -> tuple[Correspondence, ...]:
    """The correspondences of a table between the edition *here* and the edition *there*.

    Args:
        table: The table; table four is the same in both editions.
        here: The edition of one side; None for table four.
        there: The edition of the other side; None for table four.

    Returns:
        Every cell of both editions in exactly one correspondence, in the print order of *here*;
        cells without counterpart in *here* come last.

    Raises:
        ValueError: An edition is None but the table has two editions.

    Example:
        >>> from collections import Counter
        >>> found = crosswalk(TableKind.PROACTIVE, Edition.FORM_2019, Edition.FORM_2021)
        >>> sorted(Counter(one.degree.value for one in found).items())
        [('alike', 3), ('none', 26)]
    """
    if table is TableKind.DISPUTES or (here is not None and here is there):
        return tuple(
            Correspondence((one,), (one,), Degree.SAME) for one in addresses_of(table, here)
        )
    if here is None or there is None:
        raise ValueError(
            f"the table {table.value!r} differs between the editions: name the edition of both "
            f"sides, not {here} and {there}"
        )
    order = {one: place for place, one in enumerate(addresses_of(table, here))}
    found = []
    for former, current, line in _expanded(table):
        sides = (former, current) if here is Edition.FORM_2019 else (current, former)
        found.append(Correspondence(*sides, line.degree, line.why))
    last = len(order)
    return tuple(sorted(found, key=lambda one: order[one.here[0]] if one.here else last))


@cache
def _by_address(
    table: TableKind, here: Edition | None, there: Edition | None
) -> Mapping[Address, Correspondence]:
    return {cell: one for one in crosswalk(table, here, there) for cell in one.here}


def correspondence(address: Address, here: Edition | None, there: Edition | None) -> Correspondence:
    """What the cell at *address* in the edition *here* corresponds to in the edition *there*.

    A cell of the statistics sheet has no edition: *here* must be None, and *there* an edition.

    Raises:
        KeyError: The edition *here* has no such cell.
        ValueError: No edition is given for a cell of the sheet.
    """
    if address.table is SheetKind.STATISTICS:
        if there is None:
            raise ValueError("the statistics sheet is compared with an edition: name it")
        return _sheet_by_address(there)[address]
    return _by_address(address.form_table, here, there)[address]


# ------------------------------------------------------------------------------ the sheet


@frozen
class _SheetLine:
    """Rows of the sheet, added up, and cells of the form, added up, that count nearly the same."""

    rows: str
    former: str
    current: str
    why: Wording


_REQUEST_RULES = Wording(
    "统计表依 2007 年《条例》填报，2019 年修订后受理、答复的口径有变",
    "the sheet was filled in under the Regulations of 2007, before they were changed in 2019",
)
_ALL_OUTCOMES = Wording(
    "办理结果（七）总计含上年结转的申请和不予处理，答复数按当年答复计",
    "the total of outcomes holds requests carried in and those not processed, too",
)
_PRIVATE = Wording(
    "2019 年起商业秘密、个人隐私并入保护第三方合法权益",
    "from 2019 on trade secrets and privacy are one row, the rights of third parties",
)
_NOT_HELD = Wording(
    "2019 年起信息不存在、不属于本机关公开并入本机关不掌握相关政府信息",
    "from 2019 on what does not exist and what another organ has are one row, not held",
)
_PENDING = Wording(
    "2019 年起分列尚未审结，统计表没有这一项",
    "from 2019 on pending cases are counted by themselves; the sheet has no such row",
)
_DOCUMENTS = Wording(
    "规范性文件的范围不同", "the rows count different kinds of normative documents"
)
_NOT_COUNTED = Wording("2019 年起的表式不再统计", "the forms from 2019 on no longer count it")
_NOT_SUMMED = Wording(
    "2019 年起的表式没有历年累计", "the forms from 2019 on have no cumulative counts"
)
_OTHER_FEES = Wording(
    "表式填的是全部行政事业性收费，信息处理费写在第六部分",
    "the form covers all administrative fees; the fee for information is in section six",
)

_BOTH_SUITS = "disputes/litigation_direct/{0} disputes/litigation_after_review/{0}"

#: Cells in the year's column of the sheet with counterparts in the forms; other cells have none.
_SHEET: tuple[_SheetLine, ...] = (
    _SheetLine(
        "normative_issued",
        "proactive/normative_documents/produced_new",
        "proactive/normative_documents/issued",
        _DOCUMENTS,
    ),
    *(
        _SheetLine(row, cells, cells, why)
        for row, cells, why in (
            ("received", "requests/received_new/total", _REQUEST_RULES),
            ("replied", "requests/outcomes_total/total", _ALL_OUTCOMES),
            ("granted", "requests/disclosed/total", _REQUEST_RULES),
            ("partly_granted", "requests/partly_disclosed/total", _REQUEST_RULES),
            ("refused_state_secret", "requests/withheld_state_secret/total", _REQUEST_RULES),
            (
                "refused_trade_secret refused_privacy",
                "requests/withheld_third_party/total",
                _PRIVATE,
            ),
            (
                "refused_security_stability",
                "requests/withheld_security_stability/total",
                _REQUEST_RULES,
            ),
            ("not_this_organ not_existing", "requests/unavailable_not_held/total", _NOT_HELD),
            ("review_total", "disputes/review/total", _PENDING),
            ("review_upheld", "disputes/review/upheld", _PENDING),
            ("review_corrected", "disputes/review/corrected", _PENDING),
            ("review_other", "disputes/review/other_result", _PENDING),
            ("litigation_total", _BOTH_SUITS.format("total"), _PENDING),
            ("litigation_upheld", _BOTH_SUITS.format("upheld"), _PENDING),
            ("litigation_corrected", _BOTH_SUITS.format("corrected"), _PENDING),
            ("litigation_other", _BOTH_SUITS.format("other_result"), _PENDING),
        )
    ),
)


@cache
def sheet_crosswalk(there: Edition) -> tuple[Correspondence, ...]:
    """What the cells of the statistics sheet correspond to in the edition *there*, in its order.

    No cell is the same, since other Regulations were in force; each likeness has its reason.

    Example:
        >>> [one.degree.value for one in sheet_crosswalk(Edition.FORM_2021)].count("alike")
        17
    """
    by_row = {row: line for line in _SHEET for row in line.rows.split()}
    found: list[Correspondence] = []
    for address in statistics_addresses():
        line = by_row.get(address.row)
        if address.column == ColumnKind.CUMULATIVE.value:
            found.append(Correspondence((address,), (), Degree.NONE, _NOT_SUMMED))
        elif line is None:
            why = _OTHER_FEES if address.row == "request_fees" else _NOT_COUNTED
            found.append(Correspondence((address,), (), Degree.NONE, why))
        elif line.rows.split()[0] == address.row:
            cells = line.former if there is Edition.FORM_2019 else line.current
            found.append(
                Correspondence(
                    tuple(
                        Address(SheetKind.STATISTICS, row, address.column)
                        for row in line.rows.split()
                    ),
                    tuple(map(Address.parse, cells.split())),
                    Degree.ALIKE,
                    line.why,
                )
            )
    return tuple(found)


@cache
def _sheet_by_address(there: Edition) -> Mapping[Address, Correspondence]:
    return {cell: one for one in sheet_crosswalk(there) for cell in one.here}
