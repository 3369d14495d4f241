"""Numbers that were once read wrong: damaged tables of which a careful person reads this much.

A cell may be missing; one that is not listed here is a wrong number.
"""

from __future__ import annotations

import pytest

import govdisclosure as gd

#: What is damaged, the text, and what may be read of it: addresses without their table.
CASES: tuple[tuple[str, str, dict[str, int | str]], ...] = (
    (
        "a row that lost a value beside rows with blanks",
        (
            "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
            "一、本年新收政府信息公开申请数量\t11\t2\t3\t4\t5\t6\t31\n"
            "二、上年结转政府信息公开申请数量\t7\t\t1\t1\t1\t1\t11\n"
            "四、结转下年度继续办理\t22\t23\t24\t25\t26\t128\n"
        ),
        {
            "received_new/natural_person": 11,
            "received_new/enterprise": 2,
            "received_new/research": 3,
            "received_new/public_interest": 4,
            "received_new/legal_service": 5,
            "received_new/other_org": 6,
            "received_new/total": 31,
            "carried_in/natural_person": 7,
            "carried_in/enterprise": "blank",
            "carried_in/research": 1,
            "carried_in/public_interest": 1,
            "carried_in/legal_service": 1,
            "carried_in/other_org": 1,
            "carried_in/total": 11,
        },
    ),
    (
        "a short row of table two",
        (
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
            "规章\t1\t\t3\n"
            "行政规范性文件\t4\t120\n"
        ),
        {"rules/issued": 1, "rules/repealed": "blank", "rules/in_force": 3},
    ),
    (
        "two values of table four are lost",
        (
            "行政复议\t\t\t\t\t行政诉讼\n"
            "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
            "\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\n"
        ),
        {},
    ),
    (
        "a stray label above the values",
        (
            "行政复议\t\t\t\t\t行政诉讼\n"
            "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
            "\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "其他\n"
            "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n"
        ),
        {
            "review/upheld": 1,
            "review/corrected": 2,
            "review/other_result": 3,
            "review/pending": 4,
            "review/total": 5,
            "litigation_direct/upheld": 6,
            "litigation_direct/corrected": 7,
            "litigation_direct/other_result": 8,
            "litigation_direct/pending": 9,
            "litigation_direct/total": 10,
            "litigation_after_review/upheld": 11,
            "litigation_after_review/corrected": 12,
            "litigation_after_review/other_result": 13,
            "litigation_after_review/pending": 14,
            "litigation_after_review/total": 15,
        },
    ),
    (
        "a line on units above the values",
        (
            "行政复议\t\t\t\t\t行政诉讼\n"
            "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
            "\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "单位：件\t\n"
            "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\n"
        ),
        {
            "review/upheld": 1,
            "review/corrected": 2,
            "review/other_result": 3,
            "review/pending": 4,
            "review/total": 5,
            "litigation_direct/upheld": 6,
            "litigation_direct/corrected": 7,
            "litigation_direct/other_result": 8,
            "litigation_direct/pending": 9,
            "litigation_direct/total": 10,
            "litigation_after_review/upheld": 11,
            "litigation_after_review/corrected": 12,
            "litigation_after_review/other_result": 13,
            "litigation_after_review/pending": 14,
            "litigation_after_review/total": 15,
        },
    ),
    (
        "an empty column in front",
        (
            "\t行政复议\t\t\t\t\t行政诉讼\n"
            "\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n"
            "\t\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "\t1\t2\t3\t4\t10\t6\t7\t8\t9\t30\t\t\t\t\t\n"
        ),
        {
            "review/upheld": 1,
            "review/corrected": 2,
            "review/other_result": 3,
            "review/pending": 4,
            "review/total": 10,
            "litigation_direct/upheld": 6,
            "litigation_direct/corrected": 7,
            "litigation_direct/other_result": 8,
            "litigation_direct/pending": 9,
            "litigation_direct/total": 30,
            "litigation_after_review/upheld": "blank",
            "litigation_after_review/corrected": "blank",
            "litigation_after_review/other_result": "blank",
            "litigation_after_review/pending": "blank",
            "litigation_after_review/total": "blank",
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
            "review/upheld": 1,
            "review/corrected": 2,
            "review/other_result": 3,
            "review/pending": 4,
            "review/total": 5,
            "litigation_direct/upheld": 6,
            "litigation_direct/corrected": 7,
            "litigation_direct/other_result": 8,
            "litigation_direct/pending": 9,
            "litigation_direct/total": 10,
            "litigation_after_review/upheld": 11,
            "litigation_after_review/corrected": 12,
            "litigation_after_review/other_result": 13,
            "litigation_after_review/pending": 14,
            "litigation_after_review/total": "blank",
        },
    ),
    (
        "litigation alone",
        (
            "行政诉讼\t\n"
            "未经复议直接起诉\t\n"
            "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
            "5\t6\t7\t8\t26\n"
        ),
        {
            "litigation_direct/upheld": 5,
            "litigation_direct/corrected": 6,
            "litigation_direct/other_result": 7,
            "litigation_direct/pending": 8,
            "litigation_direct/total": 26,
        },
    ),
    (
        "columns in another order",
        (
            "第二十条第（一）项\n"
            "信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n"
            "规章\t31\t12\t13\n"
            "行政规范性文件\t41\t5\t6\n"
        ),
        {
            "rules/issued": 12,
            "rules/repealed": 13,
            "rules/in_force": 31,
            "normative_documents/issued": 5,
            "normative_documents/repealed": 6,
            "normative_documents/in_force": 41,
        },
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
            "received_new/natural_person": 11,
            "received_new/enterprise": 2,
            "received_new/research": 3,
            "received_new/public_interest": 4,
            "received_new/legal_service": 5,
            "received_new/other_org": 6,
            "received_new/total": 31,
            "carried_in/natural_person": "blank",
            "carried_in/enterprise": 2,
            "carried_in/research": 1,
            "carried_in/public_interest": 1,
            "carried_in/legal_service": 1,
            "carried_in/other_org": 1,
            "carried_in/total": 6,
            "carried_out/natural_person": 1,
            "carried_out/enterprise": 22,
            "carried_out/research": 23,
            "carried_out/public_interest": 24,
            "carried_out/legal_service": 25,
            "carried_out/other_org": 26,
            "carried_out/total": "blank",
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
            "申请人情况\n"
            "自然人\t法人或其他组织\t总计\n"
            "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
            "一、本年新收政府信息公开申请数量\t\t812\t\t559\t\t33\n"
            "三、本年度办理结果\t（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n"
        ),
        {
            "disclosed/natural_person": 1,
            "disclosed/enterprise": 2,
            "disclosed/research": 3,
            "disclosed/public_interest": 4,
            "disclosed/legal_service": 5,
            "disclosed/other_org": 6,
            "disclosed/total": 21,
        },
    ),
    (
        "heads of both editions",
        (
            "信息内容\t本年新\t本年新\t对外公开总数量\n"
            "规章\t1\t2\t3\n"
            "规范性文件\t4\t5\t6\n"
            "信息内容\t本年处理决定数量\n"
            "行政许可\t12\n"
        ),
        {"licensing/decisions": 12},
    ),
    (
        "heads that are cut off",
        (
            "第二十条第（一）项\n"
            "信息内容\t本年新制作\t本年新公开\t对外公开总量\n"
            "规章\t1\t2\t3\n"
            "规范性文件\t4\t5\t6\n"
        ),
        {
            "rules/produced_new": 1,
            "rules/disclosed_new": 2,
            "rules/disclosed_total": 3,
            "normative_documents/produced_new": 4,
            "normative_documents/disclosed_new": 5,
            "normative_documents/disclosed_total": 6,
        },
    ),
    (
        "a survey directly above",
        (
            "项目\t数量\n"
            "行政许可\t7013\n"
            "行政处罚\t88\n"
            "\n"
            "第二十条第（一）项\n"
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
            "规章\t1\t2\t3\n"
            "行政规范性文件\t4\t5\t6\n"
            "第二十条第（五）项\n"
            "信息内容\t本年处理决定数量\n"
            "行政许可\t12\n"
            "第二十条第（六）项\n"
            "信息内容\t本年处理决定数量\n"
            "行政处罚\t13\n"
            "行政强制\t14\n"
        ),
        {
            "rules/issued": 1,
            "rules/repealed": 2,
            "rules/in_force": 3,
            "normative_documents/issued": 4,
            "normative_documents/repealed": 5,
            "normative_documents/in_force": 6,
            "licensing/decisions": 12,
            "penalties/decisions": 13,
            "compulsion/decisions": 14,
        },
    ),
    (
        "labels without a head",
        (
            "事项\t上半年\t下半年\n"
            "行政许可\t707\t708\n"
            "行政处罚\t710\t711\n"
            "行政强制\t713\t714\n"
            "行政事业性收费\t716\t717\n"
            "政府集中采购\t719\t720\n"
            "规章\t1\t2\n"
            "规范性文件\t2\t3\n"
        ),
        {},
    ),
    (
        "the same row twice",
        (
            "第二十条第（六）项\n"
            "信息内容\t本年处理决定数量\n"
            "行政处罚（其中：简易程序）\t900\n"
            "行政处罚\t1300\n"
            "行政强制\t3\n"
        ),
        {"compulsion/decisions": 3},
    ),
    (
        "another table with kinds of applicants",
        (
            "申请方式\t自然人\t法人或其他组织\t总计\n"
            "当面\t1\t2\t3\n"
            "\n"
            "说明\n"
            "\n"
            "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
            "一、本年新收政府信息公开申请数量\t11\t2\t3\t4\t5\t6\t31\n"
        ),
        {
            "received_new/natural_person": 11,
            "received_new/enterprise": 2,
            "received_new/research": 3,
            "received_new/public_interest": 4,
            "received_new/legal_service": 5,
            "received_new/other_org": 6,
            "received_new/total": 31,
        },
    ),
    (
        "a page number inside a dump",
        (
            "\t信息内容\n"
            "\t本年制发件数\n"
            "\t本年废止件数\n"
            "\t现行有效件数\n"
            "\n"
            "\t规章\n"
            "\t1\n"
            "\t2\n"
            "- 4 -\n"
            "\t3\n"
        ),
        {},
    ),
    (
        "a number broken over lines",
        (
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
            "规章\t0\t0\t1\n"
            "行政规范性文件\t4\t5\t1\n"
            "204\n"
        ),
        {"rules/issued": 0, "rules/repealed": 0, "rules/in_force": 1},
    ),
)


@pytest.mark.parametrize(
    ("text", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_no_wrong_number(text: str, allowed: dict[str, int | str]) -> None:
    for address, cell in gd.parse(text).cells():
        if cell.state is not gd.CellState.ABSENT:
            found = cell.state.value if cell.value is None else cell.value
            assert allowed.get(f"{address.row}/{address.column}") == found, address


def test_what_can_be_told_is_read() -> None:
    read = {name: gd.parse(text) for name, text, _ in CASES}
    assert read["an empty column in front"]["disputes/review/upheld"].value == 1
    assert read["litigation alone"]["disputes/litigation_direct/total"].value == 26
    assert read["columns in another order"]["proactive/rules/in_force"].value == 31
