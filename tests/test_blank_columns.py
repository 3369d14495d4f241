"""Tables whose columns are made of blanks: labels over lines, values by their place."""

import pytest

import govdisclosure as gd
from govdisclosure.tables.geometry import find_tables
from tests.test_laws import bare, leaves, unclaimed

#: Labels stand in the middle of their lines, heads over each other, as in print made of PDF.
CENTRED = """
                                      申请人情况
                                  法人或其他组织
（本列数据的勾稽关系为：第一项加第二项之
                          自然       社会 法律
和，等于第三项加第四项之和）               商业 科研          总计
                          人        公益 服务 其他
                             企业 机构
                                   组织 机构
一、本年新收政府信息公开申请数量           8  2  3  4  5  6  28
二、上年结转政府信息公开申请数量          0   0   0     0     0   0   0
   （一）予以公开                1   2   3     4     5   6  21
   （二）部分公开（区分处理的，只计这
                          7   0   0     0     0   0   7
   一情形，不计其他情形）
       1.属于国家秘密           0   0   0     0     0   0   0
   （三）不 2.其他法律行政法规禁止公开    0   0   0     0     0   0   0
   予公开
三、本     3.危及“三安全一稳定”      0   0   0     0     0   0   0

                     - 3 -
年度办      4.保护第三方合法权益       0   0   0     0     0   0   0
理结果
   （七）总计                  8   2   3     4     5   6  28
四、结转下年度继续办理               -   -   -     -     -   -   -
"""
#: Values begin where their heads begin; zeros are left blank.
BLANKS = """
第二十条第（一）项
信息内容        本年制发件数   本年废止件数   现行有效件数
规章                           2
行政规范性文    1                             35
件
第二十条第（五）项
信息内容        本年处理决定数量
行政许可        120
"""


def value(report: gd.Report, address: str) -> object:
    cell = report[address]
    return cell.value if cell.is_number else cell.state.value


def is_whole(text: str) -> bool:
    report = gd.parse(text)
    free = unclaimed(text, report)
    return not bare("".join(sign for sign, is_free in zip(text, free, strict=True) if is_free))


def test_labels_and_heads_over_several_lines() -> None:
    report = gd.parse(CENTRED)
    assert value(report, "requests/received_new/legal_service") == 5
    assert value(report, "requests/partly_disclosed/natural_person") == 7
    assert value(report, "requests/withheld_third_party/total") == 0
    assert value(report, "requests/outcomes_total/total") == 28
    assert value(report, "requests/carried_out/total") == "mark"
    assert is_whole(CENTRED)


def test_a_value_stands_in_the_column_that_it_stands_under() -> None:
    report = gd.parse(BLANKS)
    columns = ("issued", "repealed", "in_force")
    assert [value(report, f"proactive/rules/{one}") for one in columns] == ["blank", 2, "blank"]
    rows = [value(report, f"proactive/normative_documents/{one}") for one in columns]
    assert rows == [1, "blank", 35]
    assert value(report, "proactive/licensing/decisions") == 120
    assert is_whole(BLANKS)


def test_every_piece_of_a_label_keeps_its_place() -> None:
    for leaf in leaves(gd.parse(CENTRED)):
        assert bare(CENTRED[slice(*leaf.span)]) == bare(leaf.claim)


def test_a_page_number_inside_is_set_aside() -> None:
    residue = gd.parse(CENTRED).residue
    assert [(one.text, one.reason) for one in residue] == [("- 3 -", gd.ResidueReason.PAGE_NUMBER)]


def test_a_value_between_two_columns_is_left_out() -> None:
    text = BLANKS.replace(f"规章{27 * ' '}2\n", f"规章{24 * ' '}2\n")
    report = gd.parse(text)
    assert value(report, "proactive/rules/repealed") == "absent"
    assert any(one.code == "GD007" for one in report.diagnostics)


def test_digits_under_two_heads_may_have_run_together() -> None:
    text = BLANKS.replace(f"规章{27 * ' '}2\n", f"规章{20 * ' '}1234567890\n")
    assert value(gd.parse(text), "proactive/rules/issued") == "absent"
    assert value(gd.parse(text), "proactive/rules/repealed") == "absent"


def test_a_table_is_found_from_its_heads_to_its_last_row() -> None:
    around = f"一、总体情况\n全年公开  120 条。\n{CENTRED}\n六、其他需要报告的事项\n无。\n"
    (span,) = find_tables(around)
    assert around[slice(*span)].split() == CENTRED.split()


@pytest.mark.parametrize(
    "text", ["甲乙    丙丁", "全年共公开  120 条", "项目    数量\n图文解读    28\n视频解读    26"]
)
def test_other_tables_and_prose_are_none(text: str) -> None:
    assert find_tables(text) == []
    assert not [cell for _, cell in gd.parse(text).cells() if cell.is_number]


@pytest.mark.parametrize("mark", ["-", "—", "-416"])
def test_the_escape_of_a_mark_is_no_part_of_it(mark: str) -> None:
    plain, escaped = (gd.parse(BLANKS.replace("120", f"{escape}{mark}")) for escape in ("", "\\"))
    address = "proactive/licensing/decisions"
    assert value(plain, address) == value(escaped, address) == (-416 if "416" in mark else "mark")


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("broken", ["73（其中修订 1", "73（其中修订1", "73（其中"])
@pytest.mark.parametrize("has_rules", [False, True])
def test_a_value_over_its_row_with_a_note_below_it_is_no_blank(
    column: int, broken: str, *, has_rules: bool
) -> None:
    names = ("issued", "repealed", "in_force")
    numbers = ["177", "208", "994"]
    cells = ["" if at == column else one for at, one in enumerate(numbers)]
    lines = [
        "第二十条第（一）项",
        _in_columns("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ]
    lines += [_in_columns("规章", "455", "102", "897")] if has_rules else []
    lines += [
        _in_columns("", *(broken if at == column else "" for at in range(3))),
        _in_columns("行政规范性文件", *cells),
        _in_columns("", *("件）" if at == column else "" for at in range(3))),
        *BLANKS.strip().split("\n")[-3:],
    ]
    report = gd.parse("\n".join(lines))
    for at, name in enumerate(names):
        found = value(report, f"proactive/normative_documents/{name}")
        assert found == "absent" if at == column else found in {int(numbers[at]), "absent"}


def _in_columns(*cells: str) -> str:
    """A line whose cells each begin in a column of their own, of 18 signs."""
    return "".join(cell.ljust(18) for cell in cells).rstrip()
