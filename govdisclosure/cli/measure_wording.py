"""The sentences of ``indicators`` and ``series``, in Chinese and in English.

Knows nothing of reports; :mod:`govdisclosure.cli.wording` has them among all others.
"""

from collections.abc import Mapping

from govdisclosure.wording import Wording

__all__ = ["MEASURING"]

#: Each sentence by its name.
MEASURING: Mapping[str, Wording] = {
    "help_indicators": Wording(
        "计算指标：各份报告的值及所据单元格、合计和位次；同一年度的报告一起比较",
        "work out indicators: each report's with its cells, all combined, and ranks "
        "among the reports on one year",
    ),
    "help_series": Wording(
        "一个机关历年的一个单元格或指标；表式变化处和缺数的年度照实标出",
        "a cell or an indicator of one body through the years, with gaps and changes of form",
    ),
    "help_key": Wording(
        "指标，如 closing_rate，可多次使用；默认全部",
        "an indicator, such as closing_rate; may be given several times; all if not given",
    ),
    "help_min_n": Wording(
        "分母小于它的不排位次；默认 10",
        "give no rank where the denominator is smaller; 10 if not given",
    ),
    "help_allow_overlap": Wording(
        "确认无误后放行：area 政府报告与其下级机关，twice 同一机关的几份报告；可多次使用",
        "allow what is refused otherwise: area, a government beside bodies under it; twice, "
        "several reports of one body; may be given several times",
    ),
    "help_infer_measures": Wording(
        "没有数字而可由勾稽关系推出的，取推出的数，并注明",
        "where no number is printed take what follows from the sums, and say so",
    ),
    "help_what": Wording(
        "单元格地址，如 requests/received_new/total；或指标，如 closing_rate",
        "an address, such as requests/received_new/total, or an indicator, such as closing_rate",
    ),
    "help_body": Wording(
        "机关名称；各份报告属于几个机关时必填",
        "the name of the body; needed where the reports are of several",
    ),
    "unknown_measure": Wording(
        "没有这个指标或单元格：{what}（{reason}）", "no such indicator or cell: {what} ({reason})"
    ),
    "unknown_body": Wording(
        "没有名为 {body} 的机关的报告；现有：{bodies}",
        "no report is of {body}; there are {bodies}",
    ),
    "several_bodies": Wording(
        "各份报告属于几个机关，请用 --body 指定一个：{bodies}",
        "the reports are of several bodies; name one with --body: {bodies}",
    ),
    "nothing_to_measure": Wording(
        "没有可以计算的报告；请检查给出的路径", "there is no report to work with; check the paths"
    ),
    "undated": Wording(
        "以下报告未写明年度，没有列入：{paths}",
        "these reports name no year and were left out: {paths}",
    ),
    "unnamed": Wording(
        "以下报告未写明机关，没有列入：{paths}",
        "these reports name no body and were left out: {paths}",
    ),
    "nothing_dated": Wording("没有写明年度的报告", "no report names a year"),
    "one_picture": Wording(
        "一个 svg 文件只有一幅图，而这里有 {count} 幅；请用 --key 选一个指标，"
        "只给一个年度的报告，或写成 html",
        "an svg file holds one picture, and there are {count}; choose one indicator with "
        "--key and give the reports on one year, or write html",
    ),
}
