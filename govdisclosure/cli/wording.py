"""What the command line says, in Chinese and in English; keys and codes are never translated.

Takes the name of a sentence and gives the sentence; knows nothing of reports.
"""

import os
from collections.abc import Mapping

from govdisclosure.plural import counted

__all__ = ["LANGUAGES", "WORDINGS", "default_language", "say"]

LANGUAGES = ("zh", "en")

#: Each sentence: Chinese, English.
WORDINGS: Mapping[str, tuple[str, str]] = {
    # -- help
    "description": (
        "政府信息公开工作年度报告：核查、查看、转换、诊断。只给路径时等同于 check。",
        (
            "Annual reports on open government information: check, look, convert, diagnose. "
            "A bare path means check."
        ),
    ),
    "commands": ("命令", "commands"),
    "inputs": ("输入", "inputs"),
    "options": ("选项", "options"),
    "exit_codes": (
        (
            "退出码：0 正常 · 1 check 发现 --fail-on 所指级别的问题（默认只计错误，"
            "警告和提示不计） · 2 用法有误 · 3 有文件无法读取或无法写入（其余照常处理） · "
            "4 本程序出错 · 130 被中断 · 143 被终止"
        ),
        (
            "exit codes: 0 fine, 1 check found what --fail-on names (errors if not given; "
            "warnings and hints alone are 0), 2 usage, 3 an input could not be read or an output "
            "not written (the others were done), 4 internal error, 130 interrupted, 143 terminated"
        ),
    ),
    "help_check": (
        "核查一份或多份报告，逐条指出问题、位置和改法",
        "check reports: what is wrong, where, and what to do about it",
    ),
    "help_explain": (
        "说明规则：错在哪里、为什么要查、例子、不报的情形",
        "explain rules: the fault, why it matters, an example, what is not flagged",
    ),
    "help_rule": (
        "规则代码（GD201，也可只写 201）、代码开头（GD2）或名称",
        "the code of a rule (GD201, or just 201), the beginning of codes (GD2) or a name",
    ),
    "help_all": ("全部规则", "all rules"),
    "help_page_format": ("text（默认）或 markdown", "text (if not given) or markdown"),
    "help_rules": (
        "本地规则文件（TOML）：停用规则、改级别和限值、计分、补充要求",
        (
            "a file of local rules (TOML): rules switched off, severities, thresholds, points, "
            "requirements of your own"
        ),
    ),
    "help_no_config": (
        "不读 govdisclosure.toml 和 pyproject.toml 的 [tool.govdisclosure]",
        "do not read govdisclosure.toml or [tool.govdisclosure] of pyproject.toml",
    ),
    "help_select_rules": (
        "只查这些规则（GD201、GD2、名称，可用逗号分隔）；GD0 是读取时的发现",
        "only these rules (GD201, GD2, a name; commas between); GD0 is what reading noticed",
    ),
    "help_ignore_rules": ("不查这些规则，写法同上", "not these rules, in the same way"),
    "help_previous": (
        "往年报告：文件或文件夹，按机关名称对应；可多次使用",
        "reports on other years: a file or folder, told by the organ; may be given several times",
    ),
    "help_children": (
        ("下属机关同年的报告：文件或文件夹，均视为所查各政府的下属机关（GD942–GD945）；可多次使用"),
        (
            "reports on the same year of the bodies under each government that is checked: a file "
            "or folder (GD942 to GD945); may be given several times"
        ),
    ),
    "help_waivers": (
        "豁免文件（TOML）；用 --format waivers 生成各条的草稿",
        "a file of waivers (TOML); --format waivers drafts them",
    ),
    "help_blank": (
        "空白和“/”等符号的含义：unknown 不知道（默认），zero 即为 0",
        "what blanks and marks such as / mean: unknown (if not given), or zero",
    ),
    "help_fail_on": (
        "何时以退出码 1 结束：有 error（默认）、有 warning 及以上、never 从不",
        "what ends in exit code 1: an error (if not given), a warning or error, or never",
    ),
    "help_findings_format": (
        (
            "text、json、jsonl、sarif、csv、html（单个网页）或 waivers（豁免草稿）；"
            "默认按 -o 的后缀，再默认 text"
        ),
        (
            "text, json, jsonl, sarif, csv, html (one page) or waivers (drafts of them); "
            "by the suffix of -o, else text"
        ),
    ),
    "help_show_untold": (
        "逐项列出无法判断的核查及原因（text 格式）",
        "list each check that cannot be told, and why (in text)",
    ),
    "help_findings_output": (
        "写入的文件（UTF-8；CSV 带 BOM，可直接用 Excel 打开）",
        "the file to write, in UTF-8; CSV with a byte order mark, for Excel",
    ),
    "help_show": ("在终端里看一份报告", "show a report as a picture in the terminal"),
    "help_render": (
        "转换成规范文本、Markdown、HTML、DOCX 或 JSON",
        "convert to canonical text, Markdown, HTML, DOCX or JSON",
    ),
    "help_export": (
        "把一份或多份报告的所有单元格导出为一张表：CSV、JSON 或 JSONL，每格一行",
        "export the cells of one report or many as one table: CSV, JSON or JSONL, a row each",
    ),
    "help_doctor": (
        "逐步显示读取过程，供反馈问题时附上",
        "show a stage of reading, to go with a bug report",
    ),
    "help_schema": ("输出 JSON 的模式（JSON Schema）", "print the JSON Schema of the JSON"),
    "help_path": (
        "文件、文件夹（连同子文件夹）或 -（标准输入）",
        "a file, a folder (with its folders) or - for stdin",
    ),
    "help_include": (
        "文件夹里文件名符合该模式的文件也读取，如 '*.csv'；可多次使用",
        "also read files in folders whose names match, such as '*.csv'; may be given several times",
    ),
    "help_stage": (
        (
            "source 各行各格的位置；tree 语法树；cells 每格的地址、状态、值、原文；"
            "roundtrip 写出再读回是否一致；components 读 PDF 和旧版文件的组件是否装好（不需要文件）"
        ),
        (
            "source: lines and cells with offsets; tree: syntax trees; cells: address, state, "
            "value, spelling; roundtrip: whether writing and reading back changes anything; "
            "components: whether what reads PDF and old files is installed (needs no file)"
        ),
    ),
    "help_output": (
        "写入的文件；输入不止一个或是文件夹时，须为文件夹",
        "the file to write; a folder for several inputs or a folder",
    ),
    "help_format": (
        "text、markdown、html、docx 或 json；默认按 -o 的后缀，再默认 text",
        "text, markdown, html, docx or json; by the suffix of -o, else text",
    ),
    "help_export_output": (
        "写入的文件（UTF-8；CSV 带 BOM，可直接用 Excel 打开）",
        "the file to write, in UTF-8; CSV with a byte order mark, for Excel",
    ),
    "help_export_format": (
        "csv、json 或 jsonl（每行一个对象）；默认按 -o 的后缀，再默认 csv",
        "csv, json or jsonl (an object a line); by the suffix of -o, else csv",
    ),
    "help_select": (
        ("只导出这些单元格，如 'requests/*/total'、'三/不予公开/自然人'；可多次使用，取其合并"),
        (
            "only these cells, such as 'requests/*/total' or '三/不予公开/自然人'; may be given "
            "several times"
        ),
    ),
    "help_infer": (
        "增加 inferred、inferred_from 两列：没有数字的格，按勾稽关系必然是什么数、依据哪些关系",
        (
            "add the columns inferred and inferred_from: what a cell without a number must hold "
            "by the sums of the form, and by which"
        ),
    ),
    "help_width": (
        "宽度（字符列数）；默认为终端宽度",
        "columns to use; those of the terminal if not given",
    ),
    "help_lang": (
        "界面语言；默认按 LC_ALL、LANG，都没有时按系统区域设置",
        "language; from LC_ALL or LANG if not given, and from the system where there are none",
    ),
    "help_verbose": (
        "逐项列出文件夹中没有读取的文件及原因",
        "name each file of a folder that was not read, and why",
    ),
    "help_raw_csv": (
        "CSV 中保留原样（供程序读取）；默认在会被当作公式的内容前加“'”",
        "leave CSV as it is, for programs; otherwise ' stands before what would be a formula",
    ),
    "help_debug": ("出错时显示完整的调用过程", "show tracebacks of faults"),
    "help_help": ("显示本说明", "show this help"),
    "help_version": ("显示版本", "show the version"),
    # -- show
    "no_title": ("（没有标题）", "(no title)"),
    "agency": ("机关", "organ"),
    "year": ("年度", "year"),
    "edition": ("表式", "form"),
    "edition_of": ("{year}年", "{year}"),
    "signed": ("落款", "signed"),
    "file": ("文件", "file"),
    "not_found": ("未找到", "not found"),
    "found_by_signature": ("据落款", "from the signature"),
    "found_by_preamble": ("据正文", "from the text"),
    "found_by_period": ("据统计期限", "from the statistics period"),
    "found_by_contact": ("据联系方式", "from the contact details"),
    "found_by_page": ("据网页", "from the page"),
    "found_by_words": ("据用词", "by its words"),
    "outline": ("目录", "Outline"),
    "no_headings": ("（没有标题层次）", "(no headings)"),
    "holds_table": ("有表", "table"),
    "lacks_table": ("缺表", "no table"),
    "holds_other_tables": ("其他表格 {count}", "other tables: {count}"),
    "holds_pictures": ("图 {count}", "pictures: {count}"),
    "statistics_sheet": ("政府信息公开情况统计表", "Statistics sheet"),
    "indicators": (
        "共 {count} 行，已识别指标 {known} 行",
        "{count} {count:row|rows}, {known} of them known",
    ),
    "table_missing": ("（文中没有这张表）", "(this table is not in the document)"),
    "cells": ("共 {count} 格：{states}", "{count} {count:cell|cells}: {states}"),
    "cells_number": (
        "数字 {count}（非零 {nonzero}）",
        "{count} {count:number|numbers} ({nonzero} not zero)",
    ),
    "cells_blank": ("空白 {count}", "{count} blank"),
    "cells_mark": ("符号 {count}", "{count} {count:mark|marks}"),
    "cells_text": ("「文字」 {count}", "{count} {count:「text」|「texts」}"),
    "cells_absent": (
        "〔缺〕 {count}（文中没有或无法判定）",
        "{count} 〔缺〕 (absent or undecidable)",
    ),
    "nothing_noticed": ("读取时没有发现问题。", "Nothing was noticed while reading."),
    "noticed": ("读取提示 {count} 条", "Noticed while reading: {count}"),
    "severity_error": ("错误", "error"),
    "severity_warning": ("警告", "warning"),
    "severity_hint": ("提示", "hint"),
    "at": ("{place}：", "{place}: "),
    # -- check, explain
    "no_previous": (
        "{path}：--previous 中没有同一机关（{agency}）的报告",
        "{path}: --previous holds no report of the same organ ({agency})",
    ),
    "no_earlier": (
        "--previous 没有用上：给出的报告（{years} 年）都不早于所检查的报告",
        "--previous was of no use: no report in it (on {years}) is earlier than one checked",
    ),
    "waiver_unmet": (
        "{place} {rule}：本次没有核查 {agency}{year} 年的报告，这条豁免没有用到",
        "{place} {rule}: no report of {agency} on {year} was checked; the waiver was not used",
    ),
    "explain_sentence": ("报告中的说法", "What is said of it"),
    "explain_what": (
        "请写明规则（如 govdisclosure explain GD201），或用 --all 列出全部",
        "name a rule, as in `govdisclosure explain GD201`, or give --all, and not both",
    ),
    # -- export
    "progress": ("{number}/{count} {path}", "{number}/{count} {path}"),
    "no_cells": (
        "{path}：没有读到法定表格，没有可导出的单元格",
        "{path}: no statutory table was found, so there are no cells to export",
    ),
    "unknown_pattern": (
        "--select {pattern}：没有这样的单元格（{reason}）",
        "--select {pattern}: names no cell ({reason})",
    ),
    "lost_signs": (
        "{count} 行里有 {encoding} 写不出的字，已写成“?”；用 -o 写入文件则不会丢失",
        (
            "{count} {count:line holds|lines hold} signs that {encoding} has not, now '?'; "
            "with -o nothing is lost"
        ),
    ),
    # -- doctor
    "tree_aligned": (
        "与语法不符，按行名对应读取",
        "does not follow the grammar; its rows were read by their labels",
    ),
    "needs_path": (
        "doctor {stage} 需要文件；例如 govdisclosure doctor {stage} 年报.docx",
        "doctor {stage} needs a file, as in: govdisclosure doctor {stage} report.docx",
    ),
    "component_apart": ("在单独的进程里读取", "reads in a process of its own"),
    "component_within": (
        "在本进程里读取，没有时间和内存的限制",
        "reads in this process, without limits of time and memory",
    ),
    "component_office_missing": (
        "没有找到 LibreOffice；装好后（libreoffice.org）可直接读取旧版文件",
        "LibreOffice is not installed; with it (libreoffice.org) old office files are read",
    ),
    "roundtrip_same": ("一致：写出再读回没有变化", "same: written and read back without a change"),
    "roundtrip_differs": (
        "不一致：{path}\n  原来 {before}\n  读回 {after}",
        "differs: {path}\n  before {before}\n  after  {after}",
    ),
    # -- errors
    "unreadable": ("无法读取：{reason}", "cannot be read: {reason}"),
    "no_files": (
        "{path}：文件夹里没有 {suffixes} 文件",
        "{path}: no {suffixes} files in this folder",
    ),
    "needs_folder": (
        "-o {path}：输入不止一个，-o 须指定文件夹，而这是文件或文件名",
        "-o {path}: there are several inputs, which need a folder; this is a file, or named as one",
    ),
    "unknown_suffix": (
        "-o {path}：不能写 {suffix} 文件；可用的后缀：{known}",
        "-o {path}: {suffix} files cannot be written; suffixes that can: {known}",
    ),
    "settings": ("按 {path} 中的设置执行", "settings are taken from {path}"),
    "needs_file": (
        "{format} 不能显示在终端里，多份报告也不能连着输出；请用 -o 指定文件或文件夹",
        (
            "{format} cannot be shown in a terminal, nor several reports in a row; "
            "give a file or a folder with -o"
        ),
    ),
    "same_output": (
        "-o：{first} 与 {second} 会写入同一个文件 {path}；请分开转换",
        "-o: {first} and {second} would both become {path}; convert them one by one",
    ),
    "overwrites": (
        "-o：{path} 会覆盖输入文件；请换一个位置",
        "-o: {path} would overwrite an input; choose another place",
    ),
    "stdout": ("标准输出", "stdout"),
    "interrupted": (
        "已中断；没有写完的文件保持原样",
        "interrupted; files that were not finished are as they were",
    ),
    "terminated": (
        "已被终止；没有写完的文件保持原样",
        "terminated; files that were not finished are as they were",
    ),
    "skip_hidden": ("{path}：隐藏文件或临时文件", "{path}: hidden or temporary"),
    "skip_archive": (
        "{path}：压缩包；请先解压",
        "{path}: an archive; unpack it to have its files read",
    ),
    "skip_kind": ("{path}：不是可读取的文件类型", "{path}: not a type of file that is read"),
    "skip_export": (
        "{path}：本程序导出的文件，不是报告",
        "{path}: an export of this program, not a report",
    ),
    "skip_special": ("{path}：管道、套接字或设备，不是文件", "{path}: a pipe, socket or device"),
    "skip_folder": (
        "{path}：指向文件夹的链接；不跟随",
        "{path}: a link to a folder, which is not followed",
    ),
    "skip_broken": ("{path}：失效的链接", "{path}: a link that leads nowhere"),
    "skip_same": (
        "{path}：链接所指的文件已读取，不重复",
        "{path}: a link to a file that is read anyway",
    ),
    "summary": (
        "共 {count} 项：已读取 {read}，无法读取 {failed}，未读取 {skipped}",
        "{count} {count:entry|entries}: {read} read, {failed} unreadable, {skipped} not read",
    ),
    "summary_way": ("（加 -v 逐项列出）", " (-v names them)"),
    "unwritable": ("{path}：无法写入（{reason}）", "{path}: cannot be written ({reason})"),
    "our_fault": (
        (
            "{name}：本程序出错（{error}）。请反馈：附上该文件（可删去敏感内容）、"
            "`govdisclosure --version` 的输出和本行；加 --debug 可看详情"
        ),
        (
            "{name}: a fault of this program ({error}). Please report it with the file (sensitive "
            "parts taken out), the output of `govdisclosure --version` and this line; "
            "--debug shows more"
        ),
    ),
}


def say(language: str, name: str, /, **facts: object) -> str:
    """The sentence *name* in *language*, with its facts filled in.

    Example:
        >>> say("en", "unreadable", reason="no such file")
        'cannot be read: no such file'
    """
    chinese, english = WORDINGS[name]
    return (chinese if language == "zh" else english).format(**counted(facts))


def default_language(environment: Mapping[str, str] = os.environ, system: str | None = None) -> str:
    """``"zh"`` where LC_ALL, else LANG, else the locale of the system is Chinese; else ``"en"``.

    Args:
        environment: The variables; Windows has none of the two.
        system: The locale of the system; asked for when needed if None.

    Example:
        >>> default_language({"LANG": "zh_CN.UTF-8"}), default_language({"LC_ALL": "C"})
        ('zh', 'en')
        >>> default_language({}, "Chinese (Simplified)_China")
        'zh'
    """
    locale = environment.get("LC_ALL") or environment.get("LANG")
    if not locale:
        locale = _system_locale() if system is None else system
    return "zh" if locale.lower().startswith(("zh", "chinese")) else "en"


def _system_locale() -> str:
    """The locale for characters, which Python takes over from the system; Windows spells it out."""
    import locale

    try:
        return locale.getlocale()[0] or ""
    except ValueError:  # a name that this module cannot take apart
        return locale.setlocale(locale.LC_CTYPE)
