"""The words of outputs of findings around the rules' sentences, in Chinese and in English."""

from collections.abc import Mapping

from govdisclosure.wording import Wording, Wordings

__all__ = ["WORDINGS", "say"]

#: Each piece of wording by its name.
WORDINGS: Mapping[str, Wording] = {
    "status_clean": Wording("未发现问题", "nothing found"),
    "status_found": Wording("有问题", "findings"),
    "status_unreadable": Wording("无法读取", "unreadable"),
    "status_skipped": Wording("未读取", "not read"),
    "status_missing": Wording("未报送", "sent nothing"),
    "status_fault": Wording("程序出错", "internal error"),
    "in_title": Wording("标题", "title"),
    "in_preamble": Wording("开头", "preamble"),
    "in_section": Wording("「{heading}」部分", "section “{heading}”"),
    "in_closing": Wording("落款", "signature"),
    "in_annex": Wording("附件", "annex"),
    "in_header": Wording("页眉", "page header"),
    "in_footer": Wording("页脚", "page footer"),
    "in_footnote": Wording("脚注", "footnote"),
    "in_endnote": Wording("尾注", "endnote"),
    "in_chunk": Wording("嵌入的文档", "embedded document"),
    "place_is": Wording(
        "位置：{place}（Word 不能在该处加批注）", "place: {place}, where Word allows no comments"
    ),
    "no_place": Wording(
        "这一问题不在某个具体位置，批注加在文首。",
        "This concerns no particular place, so the comment is at the beginning.",
    ),
    "other_cells": Wording("所涉其他单元格", "other cells"),
    "rule_page": Wording(
        "规则说明：请运行 govdisclosure explain {code}",
        "about the rule: run govdisclosure explain {code}",
    ),
    "stated": Wording("原文为 {stated}，计算为 {computed}", "stated {stated}, computed {computed}"),
    "possible": Wording("可能的原因", "what may have happened"),
    "as_above": Wording("可能的原因同上。", "What may have happened: as above."),
    "alike": Wording("共 {count} 处", "{count} in all"),
    "more": Wording(
        "另有 {count} 处 {code}；--format json 可看全部",
        "{count} more of {code}; --format json shows all",
    ),
    "counts": Wording(
        "错误 {errors}，警告 {warnings}，提示 {hints}",
        "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, "
        "{hints} {hints:hint|hints}",
    ),
    "waived_count": Wording("已豁免 {count}", "{count} waived"),
    "untold_count": Wording(
        "另有 {count} 项无法判断", "{count} {count:check|checks} could not be decided"
    ),
    "untold_way": Wording("（--show-untold 逐项列出）", " (--show-untold lists them)"),
    "summary": Wording("小结", "summary"),
    "batch": Wording(
        "共 {files} 个文件：{clean} 个未发现问题，{found} 个有问题，{unread} 个无法读取",
        "{files} {files:file|files}: {clean} with nothing found, {found} with findings, "
        "{unread} unreadable",
    ),
    "skipped": Wording(
        "文件夹中另有 {count} 项未读取",
        "{count} other {count:entry|entries} of the folders not read",
    ),
    "skipped_way": Wording("（加 -v 逐项列出）", " (-v names them)"),
    "faults": Wording(
        "{count} 个因程序出错未完成", "{count} not completed because of an internal error"
    ),
    "waived": Wording("已豁免：{reason}", "waived: {reason}"),
    "no_title": Wording("（没有标题）", "(no title)"),
    "score": Wording("得分 {score} / {full}", "score {score} / {full}"),
    "score_head": Wording("评分表", "score sheet"),
    "score_line": Wording(
        "{code} {title}：{count} 处 × {each} 分，扣 {taken} 分",
        "{code} {title}: {count} × {each}, {taken} off",
    ),
    "score_capped": Wording("（至多扣 {at_most} 分）", " (at most {at_most})"),
    "score_untold": Wording(
        "{code} {title}：{count} 项无法判断，未扣分",
        "{code} {title}: {count} could not be decided, nothing off",
    ),
    "score_waived": Wording(
        "{code} {title}：{count} 处已豁免，未扣分", "{code} {title}: {count} waived, nothing off"
    ),
    "score_rest": Wording(
        "其余 {count} 项计分规则未发现问题。",
        "The other {count:rule|{count} rules} with points found nothing.",
    ),
    "floor": Wording("（最低 {floor} 分）", " (never below {floor})"),
    "file": Wording("文件", "file"),
    "agency": Wording("机关", "organ"),
    "rank": Wording("名次", "rank"),
    "blank_cell": Wording("（空白）", "(blank)"),
    "cells_in_all": Wording("等 {count} 格", "; {count} cells in all"),
    "filter": Wording("筛选机关、文件", "filter bodies and files"),
    "any_status": Wording("全部结果", "all results"),
    "missing": Wording(
        "名单中 {count} 个机关未报送", "{count} {count:body|bodies} of the roster sent nothing"
    ),
    "ties": Wording(
        "名次按得分由高到低；得分相同的并列，取靠前的名次。",
        "Ranked from the highest score; equal scores share the better rank.",
    ),
    "year": Wording("年度", "year"),
    "errors": Wording("错误", "errors"),
    "warnings": Wording("警告", "warnings"),
    "hints": Wording("提示", "hints"),
    "points": Wording("得分", "score"),
    "status": Wording("结果", "result"),
    "page_title": Wording("政府信息公开工作年度报告核查结果", "Check of annual disclosure reports"),
    "versions": Wording(
        "govdisclosure {library}，规则集 {rules}，JSON 模式 {schema}",
        "govdisclosure {library}, rule-set {rules}, JSON schema {schema}",
    ),
    "rulebook": Wording("本地规则：{name}", "local rules: {name}"),
    "waivers": Wording("豁免", "waivers"),
    "nothing_to_waive": Wording("没有需要豁免的问题", "nothing to waive"),
    "write_reason": Wording(
        "逐条写明 reason（理由）和 date（日期），存入文件后用 --waivers 指定",
        "write the reason and the date of each, and give the file with --waivers",
    ),
}

say = Wordings(WORDINGS).say
