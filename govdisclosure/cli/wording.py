"""The sentences of the command line, in Chinese and in English; keys and codes stay the same.

Takes the name of a sentence and gives the sentence; knows nothing of reports.
"""

import os
from collections.abc import Mapping

from govdisclosure.cli.measure_wording import MEASURING
from govdisclosure.wording import Language, Wording, Wordings

__all__ = ["WORDINGS", "default_language", "say"]

#: Each sentence by its name.
WORDINGS: Mapping[str, Wording] = {
    # -- help
    "description": Wording(
        "政府信息公开工作年度报告：核查、查看、转换、诊断。只给路径时等同于 check。",
        "Annual reports on open government information: check, look, convert, diagnose. "
        "A bare path means check.",
    ),
    "commands": Wording("命令", "commands"),
    "inputs": Wording("输入", "inputs"),
    "options": Wording("选项", "options"),
    "exit_codes": Wording(
        "退出码：0 正常 · 1 check 发现 --fail-on 所指级别的问题（默认只计错误，"
        "警告和提示不计），diff 有差异，merge 有缺漏，reconcile 有错误 · 2 用法有误 · "
        "3 有文件无法读取或无法写入（其余照常处理） · "
        "4 本程序出错 · 130 被中断 · 129、143 被终止",
        "exit codes: 0 fine, 1 check found what --fail-on names (errors if not given; "
        "warnings and hints alone are 0), diff a difference, merge a gap or reconcile an "
        "error, 2 usage, 3 an input could not be read or an output not written (the others "
        "were done), 4 internal error, 130 interrupted, 129 or 143 terminated",
    ),
    "help_check": Wording(
        "核查一份或多份报告，逐条指出问题、位置和改法",
        "check reports: what is wrong, where, and what to do about it",
    ),
    "help_explain": Wording(
        "说明规则：错在哪里、为什么要查、例子、不报的情形",
        "explain rules: the fault, why it matters, an example, what is not flagged",
    ),
    "help_rule": Wording(
        "规则代码（GD201，也可只写 201）、代码开头（GD2）或名称",
        "the code of a rule (GD201, or just 201), the beginning of codes (GD2) or a name",
    ),
    "help_all": Wording("全部规则", "all rules"),
    "remarked": Wording("{name}（{remark}）", "{name} ({remark})"),
    "either": Wording("{names} 或 {last}", "{names} or {last}"),
    "help_format": Wording(
        "{formats}；默认按 -o 的后缀，再默认 {default}",
        "{formats}; by the suffix of -o, else {default}",
    ),
    "help_page_format": Wording("{formats}；默认 {default}", "{formats}; {default} if not given"),
    "help_rules": Wording(
        "本地规则文件（TOML）：停用规则、改级别和限值、计分、补充要求",
        "a file of local rules (TOML): rules switched off, severities, thresholds, points, "
        "requirements of your own",
    ),
    "help_no_config": Wording(
        "不读 govdisclosure.toml 和 pyproject.toml 的 [tool.govdisclosure]",
        "do not read govdisclosure.toml or [tool.govdisclosure] of pyproject.toml",
    ),
    "help_select_rules": Wording(
        "只查这些规则（GD201、GD2、名称，可用逗号分隔）；GD0 是读取时的发现",
        "only these rules (GD201, GD2, a name; commas between); GD0 is what reading noticed",
    ),
    "help_ignore_rules": Wording("不查这些规则，写法同上", "not these rules, in the same way"),
    "help_previous": Wording(
        "往年报告：文件或文件夹，按机关名称对应；可多次使用",
        "reports on other years: a file or folder, matched by organ; may be given several times",
    ),
    "help_children": Wording(
        ("下属机关同年的报告：文件或文件夹，均视为所查各政府的下属机关（GD942–GD945）；可多次使用"),
        "reports on the same year of the bodies under each government that is checked: a file "
        "or folder (GD942 to GD945); may be given several times",
    ),
    "help_waivers": Wording(
        "豁免文件（TOML）；用 --format waivers 生成各条的草稿",
        "a file of waivers (TOML); --format waivers drafts them",
    ),
    "help_check_roster": Wording(
        "应报机关名单（CSV）：未报送的机关列入结果",
        "a roster (CSV) of the bodies that must report: those that sent nothing are listed",
    ),
    "help_outputs": Wording(
        "写入的文件（UTF-8；CSV 带 BOM，可直接用 Excel 打开）；可多次使用，一次核查写出多种格式",
        "the file to write, in UTF-8; CSV with a byte order mark, for Excel; may be given "
        "several times, for several formats of one check",
    ),
    "format_of_several": Wording(
        "写多个文件时不能用 --format {format}，格式按各文件的后缀",
        "--format {format} is for one output; with several, each suffix says its format",
    ),
    "output_twice": Wording(
        "同一个文件写了两次 -o；每个文件只写一次", "-o names the same file twice; name it once"
    ),
    "alone": Wording(
        "{path}：加批注的文件须单独写出；其他 -o 请另运行一次",
        "{path}: a file with comments must be the only output; run check again for the others",
    ),
    "not_on_roster": Wording(
        "{count} 个文件不是名单中的机关：{paths}",
        "{count} {count:file is|files are} of no body of the roster: {paths}",
    ),
    "sent_several": Wording(
        "{count} 个机关有多个文件，各排一行：{bodies}",
        "{count} {count:body has|bodies have} several files, a row for each: {bodies}",
    ),
    "help_blank": Wording(
        "空白和“/”等符号的含义：unknown 不知道（默认），zero 即为 0",
        "what blanks and marks such as / mean: unknown (if not given), or zero",
    ),
    "help_fail_on": Wording(
        "何时以退出码 1 结束：有 error（默认）、有 warning 及以上、never 从不",
        "what ends in exit code 1: an error (if not given), a warning or error, or never",
    ),
    "help_show_untold": Wording(
        "逐项列出无法判断的核查及原因（text 格式）",
        "list each check that could not be decided, and why (in text)",
    ),
    "help_diff": Wording(
        "比较两份报告：哪些单元格、哪些文字不同",
        "compare two reports: which cells and which words differ",
    ),
    "help_old": Wording("旧报告：文件或 -（标准输入）", "the old report: a file, or - for stdin"),
    "help_new_report": Wording(
        "新报告：文件或 -（标准输入）", "the new report: a file, or - for stdin"
    ),
    "two_reports": Wording(
        "比较的是两份报告，这里有 {count} 份；请给出两个文件",
        "diff compares two reports, not {count}; name two files",
    ),
    "help_show": Wording("在终端里看一份报告", "show a report as a picture in the terminal"),
    "help_render": Wording(
        "转换成规范文本或其他格式", "convert to canonical text or another format"
    ),
    "help_export": Wording(
        "把一份或多份报告的所有单元格导出为表格或数据库，每格一行；xlsx 另有报告、问题两张表",
        "export the cells of one report or many as a table or a database, a row each; xlsx "
        "has sheets of files and of findings as well",
    ),
    "help_doctor": Wording(
        "逐步显示读取过程，供反馈问题时附上", "show a stage of reading, to go with a bug report"
    ),
    "help_schema": Wording("输出 JSON 的模式（JSON Schema）", "print the JSON Schema of the JSON"),
    "help_path": Wording(
        "文件、文件夹（连同子文件夹）或 -（标准输入）",
        "a file, a folder (with its folders) or - for stdin",
    ),
    "help_include": Wording(
        "文件夹里文件名符合该模式的文件也读取，如 '*.csv'；可多次使用",
        "also read files in folders whose names match, such as '*.csv'; may be given several times",
    ),
    "help_stage": Wording(
        "source 各行各格的位置；tree 语法树；cells 每格的地址、状态、值、原文；"
        "roundtrip 写出再读回是否一致；components 读 PDF 和旧版文件的组件是否装好（不需要文件）",
        "source: lines and cells with offsets; tree: syntax trees; cells: address, state, "
        "value, spelling; roundtrip: whether writing and reading back changes anything; "
        "components: whether what reads PDF and old files is installed (needs no file)",
    ),
    "help_output": Wording(
        "写入的文件；输入不止一个或是文件夹时，须为文件夹",
        "the file to write; a folder for several inputs or a folder",
    ),
    "help_table_output": Wording(
        "写入的文件（UTF-8；CSV 带 BOM，可直接用 Excel 打开）",
        "the file to write, in UTF-8; CSV with a byte order mark, for Excel",
    ),
    "help_select": Wording(
        ("只导出这些单元格，如 'requests/*/total'、'三/不予公开/自然人'；可多次使用，取其合并"),
        "only these cells, such as 'requests/*/total' or '三/不予公开/自然人'; may be given "
        "several times",
    ),
    "help_infer": Wording(
        "增加 inferred、inferred_from 两列：没有数字的单元格，按勾稽关系必然是什么数、依据哪些关系",
        "add the columns inferred and inferred_from: what a cell without a number must hold "
        "by the sums of the form, and by which",
    ),
    "help_width": Wording(
        "宽度（字符列数）；默认为终端宽度", "columns to use; those of the terminal if not given"
    ),
    "help_lang": Wording(
        "界面语言；默认按 LC_ALL、LANG，都没有时按系统区域设置",
        "language; from LC_ALL or LANG if not given, and from the system where there are none",
    ),
    "help_verbose": Wording(
        "逐项列出文件夹中没有读取的文件及原因",
        "name each file of a folder that was not read, and why",
    ),
    "help_raw_csv": Wording(
        "CSV 中保留原样（供程序读取）；默认在会被当作公式的内容前加“'”",
        "leave CSV as it is, for programs; otherwise ' is put before what would be a formula",
    ),
    "help_raw_markdown": Wording(
        "Markdown 中保留正文里的 HTML 和链接；默认使其不起作用",
        "leave HTML and links in the words of Markdown as they are; otherwise they have no effect",
    ),
    "help_debug": Wording("出错时显示完整的调用过程", "show tracebacks of faults"),
    "help_help": Wording("显示本说明", "show this help"),
    "help_version": Wording("显示版本", "show the version"),
    "help_claims_show": Wording(
        "在后面列出正文中的数字，以及与表格核对的结果",
        "list what the prose says in numbers behind it, each held against the tables",
    ),
    "help_claims_export": Wording(
        "导出正文中的数字（每个一行），不导出单元格",
        "export what the prose says in numbers, a row each, and no cells",
    ),
    "help_claims_schema": Wording(
        "输出正文所述数字的 JSON 的模式",
        "print the JSON Schema of the claims of the prose",
    ),
    # -- show
    "claims": Wording("正文中的数字", "What the prose says in numbers"),
    "claim_pass": Wording("相符　", "agrees     "),
    "claim_fail": Wording("不符　", "contradicts"),
    "claim_cannot_tell": Wording("无法判断", "cannot tell"),
    "claim_does_not_apply": Wording("不核对", "no cell    "),
    "claim_candidates": Wording("可能是 {cells}", "may be {cells}"),
    "claim_cells": Wording("{first} 等 {count} 格", "{first} and others, {count} cells"),
    "claim_instead": Wording("，应为 {number}", ", which is {number}"),
    "no_title": Wording("（没有标题）", "(no title)"),
    "agency": Wording("机关", "organ"),
    "year": Wording("年度", "year"),
    "edition": Wording("表式", "form"),
    "edition_of": Wording("{year}年", "{year}"),
    "signed": Wording("落款", "signed"),
    "file": Wording("文件", "file"),
    "not_found": Wording("未找到", "not found"),
    "found_by_signature": Wording("据落款", "from the signature"),
    "found_by_preamble": Wording("据正文", "from the text"),
    "found_by_period": Wording("据统计期限", "from the statistics period"),
    "found_by_contact": Wording("据联系方式", "from the contact details"),
    "found_by_page": Wording("据网页", "from the page"),
    "found_by_words": Wording("据用词", "by its words"),
    "outline": Wording("目录", "Outline"),
    "no_headings": Wording("（没有标题层次）", "(no headings)"),
    "holds_table": Wording("有表", "table"),
    "lacks_table": Wording("缺表", "no table"),
    "holds_other_tables": Wording("其他表格 {count}", "other tables: {count}"),
    "holds_pictures": Wording("图 {count}", "pictures: {count}"),
    "statistics_sheet": Wording("政府信息公开情况统计表", "Statistics sheet"),
    "indicators": Wording(
        "共 {count} 行，已识别指标 {known} 行", "{count} {count:row|rows}, {known} of them known"
    ),
    "table_missing": Wording("（文中没有这张表）", "(this table is not in the document)"),
    "cells": Wording("共 {count} 格：{states}", "{count} {count:cell|cells}: {states}"),
    "cells_number": Wording(
        "数字 {count}（非零 {nonzero}）", "{count} {count:number|numbers} ({nonzero} not zero)"
    ),
    "cells_blank": Wording("空白 {count}", "{count} blank"),
    "cells_mark": Wording("符号 {count}", "{count} {count:mark|marks}"),
    "cells_text": Wording("「文字」 {count}", "{count} {count:「text」|「texts」}"),
    "cells_absent": Wording(
        "〔缺〕 {count}（文中没有或无法判定）", "{count} 〔缺〕 (absent or undecidable)"
    ),
    "nothing_noticed": Wording("读取时没有发现问题。", "Nothing was noticed while reading."),
    "noticed": Wording("读取提示 {count} 条", "Noticed while reading: {count}"),
    "at": Wording("{place}：", "{place}: "),
    # -- check, explain
    "no_previous": Wording(
        "{path}：--previous 中没有同一机关（{agency}）的报告",
        "{path}: --previous holds no report of the same organ ({agency})",
    ),
    "no_earlier": Wording(
        "--previous 没有用上：给出的报告（{years} 年）都不早于所检查的报告",
        "--previous was of no use: no report in it (on {years}) is earlier than one checked",
    ),
    "waiver_unmet": Wording(
        "{place} {rule}：本次没有核查 {agency}{year} 年的报告，这条豁免没有用到",
        "{place} {rule}: no report of {agency} on {year} was checked; the waiver was not used",
    ),
    "explain_sentence": Wording("报告中的说法", "What is said of it"),
    "explain_what": Wording(
        "请写明规则（如 govdisclosure explain GD201），或用 --all 列出全部",
        "name a rule, as in `govdisclosure explain GD201`, or give --all, and not both",
    ),
    # -- export
    "progress": Wording("{number}/{count} {path}", "{number}/{count} {path}"),
    "no_cells": Wording(
        "{path}：没有读到法定表格，没有可导出的单元格",
        "{path}: no statutory table was found, so there are no cells to export",
    ),
    "unknown_pattern": Wording(
        "--select {pattern}：没有这样的单元格（{reason}）",
        "--select {pattern}: names no cell ({reason})",
    ),
    "lost_signs": Wording(
        "{count} 行里有 {encoding} 写不出的字，已写成“?”；用 -o 写入文件则不会丢失",
        "{count} {count:line has|lines have} characters that {encoding} lacks, now '?'; "
        "with -o nothing is lost",
    ),
    # -- merge, reconcile, new, and export for other programs
    "help_merge": Wording(
        "汇总多个机关同一年度的报告，写出汇总的报告，并说明无法汇总的内容",
        "add up the reports of several bodies into one, and say what could not be added up",
    ),
    "help_reconcile": Wording(
        "把一份报告与下级各份报告之和逐格核对",
        "compare a report with the sum of the reports below it, cell by cell",
    ),
    "help_new": Wording(
        "写出某一年度的空白格式，可带入上年结转数和机关名称",
        "write the blank form of a year, with the organ and what last year's report carries over",
    ),
    "help_parent": Wording("上级报告", "the report on the whole"),
    "help_year": Wording("报告年度", "the year reported on"),
    "help_agency": Wording("报告机关的名称", "the name of the organ that reports"),
    "help_roster": Wording(
        "应报机关名单（CSV：机关、别名、期限），据此指出缺报、迟报、无法读取的机关",
        "a roster of the bodies that must report (CSV: agency, aliases, due), to name those "
        "that are missing, late or unreadable",
    ),
    "help_last_year": Wording("上年报告", "last year's report"),
    "help_allow": Wording(
        "确认无误后放行：area 政府报告与其下级机关，twice 同一机关的几份报告，"
        "years 其他年度的报告，editions 两种表式的主动公开表；可多次使用",
        "allow what is refused otherwise: area, a government beside bodies under it; twice, "
        "several reports of one body; years, reports on other years; editions, tables of "
        "proactive disclosure of both forms; may be given several times",
    ),
    # -- indicators and series
    **MEASURING,
    "help_collect": Wording(
        "把大量文件读成一个语料库（Parquet 表和 DuckDB 视图）；可随时中断，再次运行只读其余文件",
        "read very many files into a corpus (tables of Parquet, views of DuckDB); it may be "
        "interrupted at any time, and the next run reads the rest only",
    ),
    "help_corpus": Wording("语料库所在文件夹", "the folder of the corpus"),
    "help_serve": Wording(
        "在浏览器里核查：打开网页，拖入报告，看问题、改法和原文位置，下载批注稿",
        "check in the browser: a page to drop reports on, with findings, mends and originals",
    ),
    "help_host": Wording(
        "监听的地址，默认 127.0.0.1（只有本机能用）",
        "the address to listen at; 127.0.0.1 if not given, for this machine alone",
    ),
    "help_port": Wording("端口，默认 8321", "the port; 8321 if not given"),
    "help_allow_host": Wording(
        "网址中可以使用的主机名，如 desk.example；可多次使用",
        "a name by which browsers may call it, such as desk.example; may be given several times",
    ),
    "help_body_limit": Wording(
        "一次上传的文件合计最大多少，如 40MiB（默认）",
        "the largest upload, such as 40MiB (the default)",
    ),
    "help_readers": Wording(
        "同时读取的文件数；默认每个处理器一个",
        "how many files are read at a time; one a processor if not given",
    ),
    "help_open": Wording("同时打开浏览器", "open the browser, too"),
    "serving": Wording(
        "请在浏览器中打开 {address}；按 Ctrl+C 结束",
        "open {address} in a browser; Ctrl+C ends it",
    ),
    "serving_only_here": Wording(
        "其他机器的浏览器会被拒绝；请用 --allow-host 写明它们使用的主机名",
        "browsers of other machines are refused; name the host that they call with --allow-host",
    ),
    "not_listening": Wording(
        "不能监听 {host}:{port}（{reason}）；请换一个 --port",
        "cannot listen at {host}:{port} ({reason}); choose another --port",
    ),
    "help_workers": Wording(
        "同时读取的进程数；默认每个处理器一个",
        "how many processes read; one a processor if not given",
    ),
    "help_seconds": Wording(
        "每个文件最多用多少秒处理器时间（默认 60）；超过即放弃，记为 timed_out",
        "seconds of the processor's time that a file may take (60), before it is given up",
    ),
    "help_retry": Wording(
        "再次读取此前未读成的文件（拒读、崩溃、超时）",
        "read the files again that were refused, crashed or timed out",
    ),
    "collect_progress": Wording(
        "{done}/{count}，每秒 {rate} 个，还需 {remaining}；{statuses}",
        "{done}/{count}, {rate} a second, {remaining} left; {statuses}",
    ),
    "collect_known": Wording("此前已有 {count}", "{count} known before"),
    "collect_status": Wording("{status} {count}", "{count} {status}"),
    "collect_inside": Wording(
        "-o {path}：与输入的文件夹重叠；请选其他文件夹",
        "-o {path}: overlaps with a folder that is read; choose another",
    ),
    "collect_missing": Wording(
        "{path}：没有这个文件或文件夹；请检查路径",
        "{path}: there is no such file or folder; check the path",
    ),
    "collect_broken": Wording(
        "已写入 {count} 个文件的结果；再次运行同一命令即读其余文件",
        "{count} {count:file is|files are} written; run the same command again for the rest",
    ),
    "collect_lost": Wording(
        "{count} 个文件没有读成；原因见表 reports 的 error 列；用 --retry 可再次读取",
        "{count} {count:file|files} could not be read; the column error of reports says why; "
        "--retry reads them again",
    ),
    "collect_head": Wording("本次", "this run"),
    "collect_whole": Wording("语料库", "corpus"),
    "collect_rate": Wording(
        "{format}：{count} 个，每个进程每秒 {rate} 个",
        "{format}: {count} {count:file|files}, {rate} a second and process",
    ),
    "help_one_output": Wording("写入的文件", "the file to write"),
    "help_table": Wording(
        "parquet 写哪一张表：cells 单元格（默认），reports 报告，findings 问题，claims 正文数字",
        "which table goes into parquet: cells (if not given), reports, findings or claims",
    ),
    "nothing_to_merge": Wording(
        "没有可以汇总的 {year} 年报告",
        "there is no report on {year} to add up",
    ),
    "on_other_year": Wording(
        "{count} 份报告不是 {year} 年的，或未写明年度，没有计入：{paths}",
        "{count} {count:report is|reports are} not on {year}, or of no known year: {paths}",
    ),
    "duplicates": Wording(
        "同一机关同一年度的报告：{paths}",
        "reports of one body on one year: {paths}",
    ),
    "off_roster": Wording(
        "{count} 份报告的机关不在名单中，没有计入：{paths}",
        "{count} {count:report is|reports are} of bodies that the roster does not name: {paths}",
    ),
    "standing_late": Wording(
        "迟报（{count}/{all}）：{bodies}",
        "late ({count} of {all}): {bodies}",
    ),
    "standing_unreadable": Wording(
        "报告无法读取，或读不出年度（{count}/{all}）：{bodies}",
        "unreadable, or of no known year ({count} of {all}): {bodies}",
    ),
    "standing_missing": Wording(
        "缺报（{count}/{all}）：{bodies}",
        "missing ({count} of {all}): {bodies}",
    ),
    "only_on": Wording("（只有 {years} 年的）", " (only on {years})"),
    "differences": Wording(
        "{count} 格与下级之和不同：大于下级之和 {own}，小于 {error}，"
        "存量小于下级之和 {joint}，无法判断 {unknown}",
        "{count} {count:cell differs|cells differ} from the sum: {own} more, {error} less, "
        "{joint} less in stocks, {unknown} unknown",
    ),
    "no_last_year": Wording(
        "--previous 是 {year} 年的报告，不是上年（{last}）的",
        "--previous is a report on {year}, not on the year before, {last}",
    ),
    "nothing_carried": Wording(
        "{path}：没有读到结转下年度的数，上年结转留空",
        "{path}: carries nothing over that could be read, so the form has nothing carried in",
    ),
    "option_unfit": Wording("{option} 不能用于 {format}", "{option} does not go with {format}"),
    # -- doctor
    "tree_aligned": Wording(
        "与语法不符，按行标题对应读取",
        "does not follow the grammar; its rows were read by their labels",
    ),
    "needs_path": Wording(
        "doctor {stage} 需要文件；例如 govdisclosure doctor {stage} 年报.docx",
        "doctor {stage} needs a file, as in: govdisclosure doctor {stage} report.docx",
    ),
    "component_apart": Wording("在单独的进程里读取", "reads in a process of its own"),
    "component_within": Wording(
        "在本进程里读取，没有时间和内存的限制",
        "reads in this process, without limits of time and memory",
    ),
    "component_office_missing": Wording(
        "没有找到 LibreOffice；装好后（libreoffice.org）可直接读取旧版文件",
        "LibreOffice is not installed; with it (libreoffice.org) old office files are read",
    ),
    "roundtrip_same": Wording(
        "一致：写出再读回没有变化", "same: written and read back without a change"
    ),
    "roundtrip_differs": Wording(
        "不一致：{path}\n  原来 {before}\n  读回 {after}",
        "differs: {path}\n  before {before}\n  after  {after}",
    ),
    # -- errors
    "unreadable": Wording("无法读取：{reason}", "cannot be read: {reason}"),
    "no_files": Wording(
        "{path}：文件夹里没有 {suffixes} 文件", "{path}: no {suffixes} files in this folder"
    ),
    "needs_folder": Wording(
        "-o {path}：输入不止一个，-o 须指定文件夹，而这是文件或文件名",
        "-o {path}: there are several inputs, which need a folder; this is a file, or named as one",
    ),
    "unknown_suffix": Wording(
        "-o {path}：不能写 {suffix} 文件；可用的后缀：{known}",
        "-o {path}: {suffix} files cannot be written; suffixes that can: {known}",
    ),
    "settings": Wording("按 {path} 中的设置执行", "settings are taken from {path}"),
    "needs_file": Wording(
        "{format} 不能显示在终端里，多份报告也不能连着输出；请用 -o 指定文件或文件夹",
        "{format} cannot be shown in a terminal, nor several reports in a row; "
        "give a file or a folder with -o",
    ),
    "same_output": Wording(
        "-o：{first} 与 {second} 会写入同一个文件 {path}；请分开转换",
        "-o: {first} and {second} would both become {path}; convert them one by one",
    ),
    "one_report": Wording(
        "{format} 只能用于一份报告，这里有 {count} 份", "{format} goes with one report, not {count}"
    ),
    "canonical_file": Wording(
        "{path} 不是 docx 文件；批注加在按《格式》重新排印的 docx 里",
        "{path} is no docx file; the comments are in a docx printed anew as the form prints it",
    ),
    "other_suffix": Wording(
        "-o {path}：带批注的文件须以 {suffix} 结尾，否则 Word 打不开；请改后缀",
        "-o {path}: Word would not open it; the commented file has to end in {suffix}",
    ),
    "overwrites": Wording(
        "-o：{path} 会覆盖输入文件；请换一个位置",
        "-o: {path} would overwrite an input; choose another place",
    ),
    "stdout": Wording("标准输出", "stdout"),
    "interrupted": Wording(
        "已中断；没有写完的文件保持原样",
        "interrupted; files that were not finished are as they were",
    ),
    "terminated": Wording(
        "已被终止；没有写完的文件保持原样",
        "terminated; files that were not finished are as they were",
    ),
    "summary": Wording(
        "共 {count} 项：已读取 {read}，无法读取 {failed}，未读取 {skipped}",
        "{count} {count:entry|entries}: {read} read, {failed} unreadable, {skipped} not read",
    ),
    "summary_way": Wording("（加 -v 逐项列出）", " (-v names them)"),
    "unwritable": Wording("{path}：无法写入（{reason}）", "{path}: cannot be written ({reason})"),
    "no_folder": Wording(
        "{path}：无法写入，因为 {folder} 是文件，不是文件夹；请用 -o 指定别的位置",
        "{path}: cannot be written, for {folder} is a file, not a folder; choose another place "
        "with -o",
    ),
    "our_fault": Wording(
        "{name}：本程序出错（{error}）。请反馈：附上该文件（可删去敏感内容）、"
        "`govdisclosure --version` 的输出和本行；加 --debug 可看详情",
        "{name}: internal error ({error}). Please report it with the file (sensitive "
        "parts taken out), the output of `govdisclosure --version` and this line; "
        "--debug shows more",
    ),
}

say = Wordings(WORDINGS).say


def default_language(
    environment: Mapping[str, str] = os.environ, system: str | None = None
) -> Language:
    """``"zh"`` if LC_ALL, else LANG, else the locale of the system is Chinese; else ``"en"``.

    Args:
        environment: The variables; on Windows they are not set.
        system: The locale of the system; looked up if None.

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
    """The locale for characters, from Python or the system; Windows spells it out."""
    import locale

    try:
        return locale.getlocale()[0] or ""
    except ValueError:  # a name that this module cannot parse
        return locale.setlocale(locale.LC_CTYPE)
