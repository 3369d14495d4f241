"""What outputs of findings say around the sentences of the rules, in Chinese and in English."""

from collections.abc import Mapping

from govdisclosure.plural import counted

__all__ = ["WORDINGS", "say"]

#: Each piece of wording: Chinese, English.
WORDINGS: Mapping[str, tuple[str, str]] = {
    "severity_error": ("错误", "error"),
    "severity_warning": ("警告", "warning"),
    "severity_hint": ("提示", "hint"),
    "status_clean": ("未发现问题", "nothing found"),
    "status_found": ("有问题", "findings"),
    "status_unreadable": ("无法读取", "unreadable"),
    "status_skipped": ("未读取", "not read"),
    "status_fault": ("程序出错", "program fault"),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    "colon": ("：", ": "),
    "in_title": ("标题", "title"),
    "in_preamble": ("开头", "preamble"),
    "in_section": ("「{heading}」部分", "section “{heading}”"),
    "in_closing": ("落款", "signature"),
    "in_annex": ("附件", "annex"),
    "in_header": ("页眉", "page header"),
    "in_footer": ("页脚", "page footer"),
    "in_notes": ("脚注", "footnote"),
    "stated": ("原文为 {stated}，计算为 {computed}", "stated {stated}, computed {computed}"),
    "possible": ("可能的原因", "what may have happened"),
    "as_above": ("可能的原因同上。", "What may have happened: as above."),
    "alike": ("共 {count} 处", "{count} in all"),
    "more": (
        "另有 {count} 处 {code}；--format json 可看全部",
        "{count} more of {code}; --format json shows all",
    ),
    "counts": (
        "错误 {errors}，警告 {warnings}，提示 {hints}",
        (
            "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, "
            "{hints} {hints:hint|hints}"
        ),
    ),
    "waived_count": ("已豁免 {count}", "{count} waived"),
    "untold_count": (
        "另有 {count} 项无法判断",
        "{count} {count:check|checks} cannot be told",
    ),
    "untold_way": ("（--show-untold 逐项列出）", " (--show-untold lists them)"),
    "summary": ("小结", "summary"),
    "batch": (
        "共 {files} 个文件：{clean} 个未发现问题，{found} 个有问题，{unread} 个无法读取",
        (
            "{files} {files:file|files}: {clean} with nothing found, {found} with findings, "
            "{unread} unreadable"
        ),
    ),
    "skipped": (
        "文件夹中另有 {count} 项未读取",
        "{count} other {count:entry|entries} of the folders not read",
    ),
    "skipped_way": ("（加 -v 逐项列出）", " (-v names them)"),
    "faults": ("{count} 个因程序出错未完成", "{count} not done for a fault of this program"),
    "waived": ("已豁免：{reason}", "waived: {reason}"),
    "no_title": ("（没有标题）", "(no title)"),
    "score": ("得分 {score} / {full}", "score {score} / {full}"),
    "score_head": ("评分表", "score sheet"),
    "score_line": (
        "{code} {title}：{count} 处 × {each} 分，扣 {taken} 分",
        "{code} {title}: {count} × {each}, {taken} off",
    ),
    "score_capped": ("（至多扣 {at_most} 分）", " (at most {at_most})"),
    "score_untold": (
        "{code} {title}：{count} 项无法判断，未扣分",
        "{code} {title}: {count} cannot be told, nothing off",
    ),
    "score_waived": (
        "{code} {title}：{count} 处已豁免，未扣分",
        "{code} {title}: {count} waived, nothing off",
    ),
    "score_rest": (
        "其余 {count} 项计分规则未发现问题。",
        "The other {count} {count:rule|rules} with points found nothing.",
    ),
    "floor": ("（最低 {floor} 分）", " (never below {floor})"),
    "file": ("文件", "file"),
    "agency": ("机关", "organ"),
    "year": ("年度", "year"),
    "errors": ("错误", "errors"),
    "warnings": ("警告", "warnings"),
    "hints": ("提示", "hints"),
    "points": ("得分", "score"),
    "status": ("结果", "result"),
    "place": ("位置", "place"),
    "page_title": ("政府信息公开工作年度报告核查结果", "Check of annual disclosure reports"),
    "versions": (
        "govdisclosure {library}，规则集 {rules}，JSON 模式 {schema}",
        "govdisclosure {library}, rule-set {rules}, JSON schema {schema}",
    ),
    "rulebook": ("本地规则：{name}", "local rules: {name}"),
    "waivers": ("豁免", "waivers"),
    "all_files": ("全部文件", "all files"),
    "details": ("详情", "details"),
    "nothing_to_waive": ("没有需要豁免的问题", "nothing to waive"),
    "write_reason": (
        "逐条写明 reason（理由）和 date（日期），存入文件后用 --waivers 指定",
        "write the reason and the date of each, and give the file with --waivers",
    ),
}


def say(language: str, name: str, /, **facts: object) -> str:
    """The wording *name* in *language*, with its facts filled in.

    Example:
        >>> say("en", "untold_count", count=1)
        '1 check cannot be told'
    """
    chinese, english = WORDINGS[name]
    return (chinese if language == "zh" else english).format(**counted(facts))
