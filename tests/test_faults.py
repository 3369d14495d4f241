"""Numbers that were once read wrong: damaged tables of which a careful person reads this much.

A cell may be missing; one that is not listed here is a wrong number.
"""

from __future__ import annotations

import pytest

import govdisclosure as gd
from tests.test_told_rows import rows_of

APPLICANTS = "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
RESULTS = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
HEADS_OF_DISPUTES = (
    f"行政复议\t\t\t\t\t行政诉讼\n{RESULTS}\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
    f"\t\t\t\t\t{RESULTS}\t{RESULTS}\n"
)

#: What is damaged, the text, and what may be read of it: rows without their table, each as its
#: cells are printed; ``_`` is blank.
CASES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "a row that lost a value beside rows with blanks",
        APPLICANTS + "一、本年新收政府信息公开申请数量\t11\t2\t3\t4\t5\t6\t31\n"
        "二、上年结转政府信息公开申请数量\t7\t\t1\t1\t1\t1\t11\n四、结转下年度继续办理\t22\t23\t24\t25\t26\t128\n",
        {"received_new": "11 2 3 4 5 6 31", "carried_in": "7 _ 1 1 1 1 11"},
    ),
    (
        "a short row of table two",
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t\t3\n行政规范性文件\t4\t120\n",
        {"rules": "1 _ 3"},
    ),
    (
        "two values of table four are lost",
        HEADS_OF_DISPUTES + "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\n",
        {},
    ),
    (
        "a stray label above the values",
        HEADS_OF_DISPUTES + "其他\n1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n",
        {
            "review": "1 2 3 4 5",
            "litigation_direct": "6 7 8 9 10",
            "litigation_after_review": "11 12 13 14 15",
        },
    ),
    (
        "a line on units above the values",
        HEADS_OF_DISPUTES + "单位：件\t\n1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n",
        {
            "review": "1 2 3 4 5",
            "litigation_direct": "6 7 8 9 10",
            "litigation_after_review": "11 12 13 14 15",
        },
    ),
    (
        "an empty column in front",
        (
            "\t行政复议\t\t\t\t\t行政诉讼\n\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
            "\t\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "\t1\t2\t3\t4\t10\t6\t7\t8\t9\t30\t\t\t\t\t\n"
        ),
        {
            "review": "1 2 3 4 10",
            "litigation_direct": "6 7 8 9 30",
            "litigation_after_review": "_ _ _ _ _",
        },
    ),
    (
        "a column of words in front",
        (
            "项目\t行政复议\t\t\t\t\t行政诉讼\n"
            "\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
            "\t\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "件数\t1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t\n"
        ),
        {
            "review": "1 2 3 4 5",
            "litigation_direct": "6 7 8 9 10",
            "litigation_after_review": "11 12 13 14 _",
        },
    ),
    (
        "litigation alone",
        "行政诉讼\t\n未经复议直接起诉\t\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n5\t6\t7\t8\t26\n",
        {"litigation_direct": "5 6 7 8 26"},
    ),
    (
        "columns in another order",
        "第二十条第（一）项\n信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n规章\t31\t12\t13\n行政规范性文件\t41\t5\t6\n",
        {"rules": "12 13 31", "normative_documents": "5 6 41"},
    ),
    (
        "the total first",
        (
            "申请人\t总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
            "一、本年新收政府信息公开申请数量\t31\t1\t2\t3\t4\t5\t6\n"
        ),
        {},
    ),
    (
        "a subtotal in place of the total",
        (
            "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t法人小计\n"
            "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t20\n"
        ),
        {},
    ),
    (
        "a column of remarks",
        (
            "\t自然人\t商业企业\t科研机构\t社会公益组织\t其他\t总计\t备注\n"
            "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t6\t31\t7\n"
        ),
        {},
    ),
    (
        "a column of subtotals",
        (
            "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t法人小计\t总计\n"
            "一、本年新收政府信息公开申请数量\t11\t2\t3\t4\t5\t6\t20\t31\n"
            "二、上年结转政府信息公开申请数量\t\t2\t1\t1\t1\t1\t6\t6\n"
            "四、结转下年度继续办理\t1\t22\t23\t24\t25\t26\t120\t\n"
        ),
        {
            "received_new": "11 2 3 4 5 6 31",
            "carried_in": "_ 2 1 1 1 1 6",
            "carried_out": "1 22 23 24 25 26 _",
        },
    ),
    (
        "a head one column to the left",
        (
            "\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
            "一、本年新收政府信息公开申请数量\t\t\t11\t2\t3\t4\t5\t6\t\n"
            "二、上年结转政府信息公开申请数量\t\t\t7\t2\t1\t1\t1\t1\t\n"
        ),
        {},
    ),
    (
        "own cells whose ends are cut",
        (
            "申请人情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
            "一、本年新收政府信息公开申请数量\t\t812\t\t559\t\t33\n"
            "三、本年度办理结果\t（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n"
        ),
        {"disclosed": "1 2 3 4 5 6 21"},
    ),
    (
        "heads of both editions",
        (
            "信息内容\t本年新\t本年新\t对外公开总数量\n规章\t1\t2\t3\n规范性文件\t4\t5\t6\n信息内容\t本年处理决定数量\n"
            "行政许可\t12\n"
        ),
        {"licensing": "12"},
    ),
    (
        "heads that are cut off",
        "第二十条第（一）项\n信息内容\t本年新制作\t本年新公开\t对外公开总量\n规章\t1\t2\t3\n规范性文件\t4\t5\t6\n",
        {"rules": "1 2 3", "normative_documents": "4 5 6"},
    ),
    (
        "a survey directly above",
        (
            "项目\t数量\n行政许可\t7013\n行政处罚\t88\n\n第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
            "规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t12\n"
            "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t13\n行政强制\t14\n"
        ),
        {
            "rules": "1 2 3",
            "normative_documents": "4 5 6",
            "licensing": "12",
            "penalties": "13",
            "compulsion": "14",
        },
    ),
    (
        "labels without a head",
        (
            "事项\t上半年\t下半年\n行政许可\t707\t708\n行政处罚\t710\t711\n行政强制\t713\t714\n"
            "行政事业性收费\t716\t717\n政府集中采购\t719\t720\n规章\t1\t2\n规范性文件\t2\t3\n"
        ),
        {},
    ),
    (
        "the same row twice",
        "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚（其中：简易程序）\t900\n行政处罚\t1300\n行政强制\t3\n",
        {"compulsion": "3"},
    ),
    (
        "another table with kinds of applicants",
        "申请方式\t自然人\t法人或其他组织\t总计\n当面\t1\t2\t3\n\n说明\n\n"
        + APPLICANTS
        + "一、本年新收政府信息公开申请数量\t11\t2\t3\t4\t5\t6\t31\n",
        {"received_new": "11 2 3 4 5 6 31"},
    ),
    (
        "a page number inside a dump",
        (
            "\t信息内容\n\t本年制发件数\n\t本年废止件数\n\t现行有效件数\n\n"
            "\t规章\n\t1\n\t2\n- 4 -\n\t3\n"
        ),
        {},
    ),
    (
        "a number broken over lines",
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t1\n行政规范性文件\t4\t5\t1\n204\n",
        {"rules": "0 0 1"},
    ),
)


def read_rows(text: str) -> dict[str, str]:
    return {row.partition("/")[2]: cells for row, cells in rows_of(gd.parse(text)).items()}


@pytest.mark.parametrize(
    ("text", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_no_wrong_number(text: str, allowed: dict[str, str]) -> None:
    for row, cells in read_rows(text).items():
        for found, right in zip(cells.split(" "), allowed[row].split(" "), strict=True):
            assert found in {"?", right}, row


def test_what_can_be_told_is_read() -> None:
    read = {name: read_rows(text) for name, text, _ in CASES}
    assert read["an empty column in front"]["review"] == "1 2 3 4 10"
    assert read["litigation alone"]["litigation_direct"] == "5 6 7 8 26"
    assert read["columns in another order"]["rules"] == "12 13 31"
