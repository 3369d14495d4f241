"""Labels that are whole, spoilt, or in the midst of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.forms.labels import NO_LABELS, find_label, labels_of, likely_label
from govdisclosure.forms.layout import TableKind, label_of, table_layouts, wordings
from govdisclosure.plain.breaks import is_loose_row, lost_breaks
from govdisclosure.plain.stretches import find_stretches, scan_labels

SPOILT = [
    (TableKind.REQUESTS, "2.其他法律行政止公开", "WITHHELD_PROHIBITED_BY_LAW"),
    (TableKind.REQUESTS, "社会公意组织", "PUBLIC_INTEREST"),
    (TableKind.REQUESTS, "5.要求行政机关确认", "NOT_PROCESSED_REISSUE"),
    (TableKind.REQUESTS, "（五）不予处埋", "NOT_PROCESSED"),
    (TableKind.PROACTIVE, "现行有效件", "IN_FORCE"),
    (TableKind.PROACTIVE, "行政处法", "PENALTIES"),
    (TableKind.DISPUTES, "尚末审结", "PENDING"),
]
OTHER_WORDS = [
    (TableKind.REQUESTS, "小计"),
    (TableKind.REQUESTS, "法人小计"),
    (TableKind.REQUESTS, "申请人"),
    (TableKind.REQUESTS, "备注"),
    (TableKind.PROACTIVE, "其他主动公开文件"),
    (TableKind.PROACTIVE, "行政确认"),
    (TableKind.PROACTIVE, "本年制止件数"),
    (TableKind.DISPUTES, "行政复讼"),
    (TableKind.DISPUTES, "结果纠持"),
]


@pytest.mark.parametrize(("kind", "words", "token"), SPOILT)
def test_a_spoilt_label_is_likely_itself(kind: TableKind, words: str, token: str) -> None:
    assert likely_label(kind, words) == token


@pytest.mark.parametrize(("kind", "words"), OTHER_WORDS)
def test_other_words_are_likely_no_label(kind: TableKind, words: str) -> None:
    assert likely_label(kind, words) is None


@pytest.mark.parametrize("kind", TableKind)
def test_one_lost_sign_never_makes_another_label(kind: TableKind) -> None:
    """Whatever sign a wording loses, it is taken for its own label or for none."""
    for words, token in wordings(kind):
        for at in range(len(words)):
            spoilt = words[:at] + words[at + 1 :]
            assert likely_label(kind, spoilt) in {token, find_label(kind, spoilt), None}


@pytest.mark.parametrize("kind", TableKind)
def test_every_wording_in_traditional_script_is_the_same_label(kind: TableKind) -> None:
    simple = "条项规范许处罚强会计总业构组织务机请无复诉讼结维纠审数报开关执转办继续"
    old = "條項規範許處罰強會計總業構組織務機請無復訴訟結維糾審數報開關執轉辦繼續"
    table = str.maketrans(simple, old)
    for words, _ in wordings(kind):
        assert labels_of(words.translate(table)) == labels_of(words)


@pytest.mark.parametrize("words", ["報(bào)告", "行政复(fù)议", "⾏政复议", "其它处理"])
def test_signs_of_other_scripts_make_no_difference(words: str) -> None:
    plain = {
        "報(bào)告": "报告",
        "行政复(fù)议": "行政复议",
        "⾏政复议": "行政复议",
        "其它处理": "其他处理",
    }
    assert labels_of(words) == labels_of(plain[words])


@pytest.mark.parametrize("kind", TableKind)
def test_every_wording_is_found_in_the_midst_of_a_line(kind: TableKind) -> None:
    for words, token in wordings(kind):
        found = [one.tokens for one in scan_labels(f"见{words}，余略")]
        assert any(token in tokens for tokens in found), words


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        (
            "处理决定数量 行政许可 0 0 73 其他对外管理服务事项 3 0 0",
            ["DECISIONS", "LICENSING", "OTHER_SERVICES"],
        ),
        (
            "1.属于国家秘密40000042.其他法律行政法规禁止公开0000000",
            ["WITHHELD_STATE_SECRET", "WITHHELD_PROHIBITED_BY_LAW"],
        ),
    ],
)
def test_the_last_digit_of_a_value_is_no_ordinal(line: str, labels: list[str]) -> None:
    found = [next(one for one in tokens if one) for _, _, tokens in scan_labels(line)]
    assert found == labels


GLUED = (
    "信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件007"
    "第二十条第（五）项信息内容本年处理决定数量行政许可45"
)


def test_a_table_in_a_line_is_cut_out_of_it() -> None:
    (before, table) = lost_breaks(f"详见下表。{GLUED}")
    assert not before.is_table
    assert table.is_table
    assert f"详见下表。{GLUED}"[table.start : table.end] == GLUED


@pytest.mark.parametrize(
    "line",
    [
        "全年办理行政许可12件、行政处罚3件、行政强制0件，制发规章和行政规范性文件共5件，均已公开。",
        (
            "本报告包括六个部分：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；"
            "四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。"
        ),
        "申请人为自然人的，予以公开3件，部分公开1件；申请人为商业企业的，不予公开2件。",
    ],
)
def test_prose_that_names_sections_and_labels_is_one_line(line: str) -> None:
    assert lost_breaks(line) == ()
    assert not is_loose_row(line)


@given(st.text("规章行政许可处罚 0123（）1.、其他一二三予以公开总计结果维持。", max_size=60))
def test_stretches_are_in_order_and_inside_the_line(text: str) -> None:
    last = 0
    for stretch in find_stretches(text):
        for start, end, tokens in stretch.pieces:
            assert last <= start < end <= len(text)
            assert tokens is None or tokens != NO_LABELS or end - start <= 60
            last = end


def test_every_token_has_wordings() -> None:
    for kind in TableKind:
        layouts = (one for one in table_layouts() if one.kind is kind)
        tokens = {token for layout in layouts for token in layout.tokens}
        assert tokens <= {token for _, token in wordings(kind)}
        assert all(label_of(kind, token).official for _, token in wordings(kind))


_WORDINGS = sorted({words for kind in TableKind for _, words in wordings(kind)})


@given(
    st.tuples(
        st.sampled_from(["", "（六）", "一、", "1.", "（1）"]),
        st.sampled_from(_WORDINGS).flatmap(
            lambda words: st.integers(1, len(words)).map(lambda end: words[:end])
        ),
        st.sampled_from(["", "·", "x", "\ufffd"]),
        st.sampled_from(["。", "：", ":"]),
        st.sampled_from(["", "略", "略。", "3件", "3"]),
    ).map("".join)
)
def test_the_beginning_of_a_label_before_a_stop_is_read_and_printed_the_same(line: str) -> None:
    report = gd.parse(line)
    assert gd.parse(str(report)) == report


def test_a_heading_that_alone_is_a_label_is_none() -> None:
    (block,) = gd.parse("（六）其他处：略").preamble
    assert block == gd.Paragraph(text="（六）其他处：略")
