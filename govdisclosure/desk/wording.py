"""The words of the desk's pages, in Chinese and in English.

Takes the name of a wording and gives it; what is said of findings has its words elsewhere.
"""

from collections.abc import Mapping

from govdisclosure.errors import GovDisclosureError
from govdisclosure.wording import TAGS, Language, Wording, Wordings

__all__ = ["OTHER_LANGUAGE", "TAGS", "WORDINGS", "error_of", "say"]

#: The language that a page offers besides its own.
OTHER_LANGUAGE: Mapping[Language, Language] = {"zh": "en", "en": "zh"}

#: Each wording by its name.
WORDINGS: Mapping[str, Wording] = {
    # -- every page
    "desk": Wording("政府信息公开工作年度报告核查", "Check of annual disclosure reports"),
    "skip": Wording("跳到正文", "Skip to the content"),
    "other_language": Wording("English", "中文"),
    "privacy": Wording(
        "文件只在内存中处理，不存盘，不联网；关闭页面即无留存。",
        "Files are handled in memory only: nothing is stored or sent on, and nothing is left when "
        "the page is closed.",
    ),
    "privacy_of_old_kinds": Wording(
        "只有 doc、wps、rtf 由本机的 LibreOffice 转换，转换时用到的临时文件随即删除。",
        "Only doc, wps and rtf are converted by LibreOffice on this machine, in a temporary folder "
        "that is removed at once.",
    ),
    "versions": Wording(
        "govdisclosure {library} · 规则集 {rules}", "govdisclosure {library} · rule-set {rules}"
    ),
    # -- the form
    "choose": Wording("选择要核查的年报", "Choose the reports to check"),
    "drop": Wording("把文件拖到这里，或点击选择", "Drop files here, or choose them"),
    "kinds": Wording(
        "Word（docx）、PDF、网页、Excel、文本，可以一次选多份，合计不超过 {limit}",
        "Word (docx), PDF, web pages, Excel, text; several at once, {limit} in all",
    ),
    "old_kinds": Wording("；doc、wps、rtf 也可以", "; doc, wps and rtf as well"),
    "more": Wording("上年报告、本地规则（可不选）", "Last year's report, local rules (optional)"),
    "previous": Wording("上年报告", "Last year's report"),
    "previous_why": Wording(
        "用来核对上年结转和累计数，按机关名称对应",
        "to check what is carried over; matched by the organ's name",
    ),
    "rules": Wording("本地规则（TOML）", "Local rules (TOML)"),
    "rules_why": Wording("本地区的评分和补充要求", "local scoring and additional requirements"),
    "previous_is": Wording("上年报告：{words}", "Last year's report: {words}"),
    "rules_are": Wording("本地规则：{words}", "Local rules: {words}"),
    "check": Wording("核查", "Check"),
    "directly": Wording("不看结果，直接下载", "Download without looking"),
    "busy": Wording("正在读取和核查……", "Reading and checking …"),
    "chosen": Wording("已选 {count} 个文件", "{count} {count:file|files} chosen"),
    "again": Wording("核查其他文件", "Check other files"),
    "what_it_does": Wording(
        "核查各部分与《格式》是否一致、三张表的勾稽关系、正文与表中数字、上年结转、日期；"
        "每个数字都能看到它在原文中的位置。",
        "Checks the parts and tables against the form, the sums of the tables, numbers in the "
        "text against those of the tables, what is carried over, and dates; every number shows "
        "where it is in the original.",
    ),
    # -- one report
    "organ": Wording("机关", "Organ"),
    "year": Wording("年度", "Year"),
    "year_titled": Wording("{year}（标题为 {titled}）", "{year} (the title has {titled})"),
    "form": Wording("表式", "Form"),
    "file": Wording("文件", "File"),
    "no_title": Wording("（没有标题）", "(no title)"),
    "unknown": Wording("未找到", "not found"),
    "form_of": Wording("{edition} 年《格式》", "form of {edition}"),
    "downloads": Wording("下载", "Download"),
    "docx": Wording("规范 Word", "Canonical Word"),
    "html": Wording("规范网页", "Canonical page"),
    "comments": Wording("带批注的 Word", "Word with comments"),
    "findings": Wording("核查结果（网页）", "Findings (page)"),
    "xlsx": Wording("Excel", "Excel"),
    "csv": Wording("CSV", "CSV"),
    "sarif": Wording("SARIF", "SARIF"),
    "as_canonical": Wording("{stem}（规范）", "{stem} (canonical)"),
    "as_comments": Wording("{stem}（批注）", "{stem} (comments)"),
    "as_findings": Wording("{stem}（核查结果）", "{stem} (findings)"),
    "as_xlsx": Wording("{stem}（数据）", "{stem} (data)"),
    "all_stem": Wording("年报", "reports"),
    "to_mend": Wording("发现的问题", "Findings"),
    "order": Wording(
        "原因在前；有改法的，改动最少的在前。", "Causes first, then the smallest corrections."
    ),
    "nothing": Wording("没有发现错误和警告。", "No errors and no warnings."),
    "general": Wording("全文", "The whole report"),
    "preamble": Wording("开头", "Preamble"),
    "closing": Wording("落款", "Signature"),
    "annex": Wording("落款之后", "After the signature"),
    "beside": Wording("「{part}」中的问题", "Findings in “{part}”"),
    "cells": Wording("所涉单元格", "Cells"),
    "mend": Wording("改法", "How to correct it"),
    "as_in": Wording("可能的原因同第 {number} 条。", "Possible causes: see no. {number}."),
    "caused_by": Wording("起因见第 {number} 条。", "Caused by no. {number}."),
    "flag_error": Wording("错误，第 {number} 条", "error, no. {number}"),
    "flag_warning": Wording("警告，第 {number} 条", "warning, no. {number}"),
    "flag_hint": Wording("提示，第 {number} 条", "hint, no. {number}"),
    "download_above": Wording(
        "在上面「核查其他文件」里重新选择文件，展开「不看结果，直接下载」",
        "choose the file again under “Check other files” above, then “Download without looking”",
    ),
    "short_absent": Wording("缺", "n/a"),
    "see": Wording("看原文", "See the original"),
    "see_cell": Wording(
        "{cell}；点击看原文位置（{place}）", "{cell}; shows its place in the original ({place})"
    ),
    "of_notices": Wording("（含读取说明 {count} 处）", "({count} from the notes on reading)"),
    "notices": Wording("读取说明", "Notes on reading"),
    "notices_why": Wording(
        "读取文件时的发现，按种类合并；不一定是报告的问题。",
        "What was noticed while the file was read, by kind; not necessarily an error.",
    ),
    "times": Wording("{count} 处", "{count} {count:place|places}"),
    "untold": Wording("未能判断的核查", "Checks that could not be decided"),
    "untold_count": Wording("{count} 项", "{count} {count:case|cases}"),
    "score": Wording("评分表", "Score sheet"),
    "original": Wording("原文", "The original"),
    "original_why": Wording(
        "读取时得到的文字，表格的格与格之间以竖线分开。",
        "The text as it was read; bars separate the cells of tables.",
    ),
    "legend": Wording("图例", "Key"),
    "state_number": Wording("数字", "number"),
    "state_blank": Wording("空白，没有填", "blank, not filled in"),
    "state_mark": Wording("符号，不是数字", "a mark, not a number"),
    "state_text": Wording("文字，不是数字", "text, not a number"),
    "state_absent": Wording("缺，原文没有这一格", "absent: the original has no such cell"),
    "picture": Wording("〔图〕", "[picture]"),
    "table_2": Wording("表二 主动公开政府信息情况", "Table two: proactive disclosure"),
    "table_3": Wording("表三 收到和处理政府信息公开申请情况", "Table three: requests"),
    "table_4": Wording("表四 行政复议、行政诉讼情况", "Table four: reconsideration and litigation"),
    "table_sheet": Wording("统计表", "Statistics sheet"),
    "table_other": Wording("其他表格", "Other table"),
    "prose": Wording("正文（{count} 字）", "Text ({count} characters)"),
    # -- several
    "ranking": Wording("各份报告", "The reports"),
    "ranking_why": Wording("问题多的在前。", "Those with most findings first."),
    "ranking_score_why": Wording("得分低的在前。", "The lowest scores first."),
    "rank": Wording("序", "No."),
    "errors": Wording("错误", "Errors"),
    "warnings": Wording("警告", "Warnings"),
    "hints": Wording("提示", "Hints"),
    "points": Wording("得分", "Score"),
    "set_apart": Wording("没有读到年报的文件", "Files without a report"),
    "set_apart_why": Wording(
        "这些文件没有参加核查和排序。", "These were neither checked nor ranked."
    ),
    # -- the original
    "place_title": Wording("原文位置", "Place in the original"),
    "close": Wording("关闭", "Close"),
    "page_of": Wording("第 {page} 页", "Page {page}"),
    "page_picture": Wording(
        "PDF 第 {page} 页，标出了这个位置", "Page {page} of the PDF, with the place marked"
    ),
    "frame": Wording(
        "网页原文（不含脚本、样式和图片）", "The page (without scripts, styles, pictures)"
    ),
    "cut": Wording("……（此处省略）", "… (left out here)"),
    "no_place": Wording(
        "找不到这个位置；请打开原件核对。", "The place was not found; open the original."
    ),
    # -- what goes wrong
    "wrong": Wording("没有完成", "This did not work"),
    "bad_host": Wording(
        "本服务没有登记这个网址中的主机名；请用管理员给出的网址打开，"
        "管理员可以用 --allow-host 登记。",
        "The host name in this address is not one of this service; use the address that its "
        "administrator gave you, who may add names with --allow-host.",
    ),
    "no_file": Wording(
        "没有收到文件；请选择一份年报再点「核查」。",
        "No file arrived; choose a report, then press “Check”.",
    ),
    "bad_form": Wording(
        "提交的内容不完整；请重新选择文件再试。",
        "The upload was incomplete; choose the files again.",
    ),
    "too_many": Wording(
        "文件多于 {most} 个；请分几次核查。",
        "More than {most} files; check them in several batches.",
    ),
    "too_large": Wording(
        "文件合计超过 {limit}；请减少文件，或分几次核查。",
        "The files are larger than {limit} in all; choose fewer at a time.",
    ),
    "at_capacity": Wording(
        "正在核查的文件较多；请稍等片刻再试。",
        "Too many files are being checked; try again in a moment.",
    ),
    "too_slow": Wording(
        "文件没有及时传完；请检查网络后再试。",
        "The files did not arrive in time; check the network and try again.",
    ),
    "gave_up": Wording(
        "核查用时过长或占用内存过多，已放弃；请减少文件，或确认文件没有损坏。",
        "The check took too long or too much memory and was stopped; choose fewer files, or check "
        "whether one is damaged.",
    ),
    "one_report": Wording(
        "这种下载一次只能选一份报告，而选了 {count} 份；请只选一份。",
        "This download takes one report at a time, and {count} were chosen; choose one.",
    ),
    "unknown_kind": Wording("没有「{kind}」这种结果。", "There is no result called “{kind}”."),
    "foreign": Wording(
        "请求来自其他网页，已拒绝；请直接打开本页操作。",
        "The request came from another page and was refused; use this page directly.",
    ),
    "unreachable": Wording(
        "连不上核查服务；请确认它仍在运行。",
        "The service cannot be reached; check that it is still running.",
    ),
    "our_fault": Wording(
        "本程序出错（{error}）；请告知维护人员。", "Internal error ({error}); please report it."
    ),
}

say = Wordings(WORDINGS).say


def error_of(name: str, /, **facts: object) -> GovDisclosureError:
    """The wording *name* in both languages, as an error."""
    return GovDisclosureError(*WORDINGS[name].filled(**facts))
