"""Words that titles, signatures and dates of reports are made of, as parts of patterns.

Knows neither lines nor documents; all patterns are for narrow text.
"""

__all__ = ["DATE", "FOOTER", "MATTER", "REPORT", "SIGNING", "SUBJECT", "YEAR", "YEAR_DIGITS"]

_DIGITS = "〇○O零一二三四五六七八九"
#: The digits of a year that is reported on.
YEAR_DIGITS = rf"(?:(?:19|20)[0-9]{{2}}|二[〇○O零][{_DIGITS}]{{2}})"
#: A year as titles name it; in brackets at the end of a title it does not need 年.
YEAR = rf"(?P<year>{YEAR_DIGITS})(?:年(?:度|份)?|(?=\)$))"
#: What a report is about.
SUBJECT = "(?:政府信息|政府政务|政务|信息)"
MATTER = f"{SUBJECT}(?:依法)?公开"
#: What a title says about its subject, up to its end.
REPORT = (
    rf"{MATTER}(?:工作|情况)?的?(?:{YEAR})?(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?"
    r"(?:报告|年报)(?:的报告)?(?:\([^()]{1,20}\))?"
)
#: An organ that signs, recognised by the end of its name.
SIGNING = (
    r"[\u4e00-\u9fff]{2,28}[局厅部委院处站队所办会府校司团室心镇乡道馆社行](?:\((?:盖|公)章\))?"
)
#: How what a page prints below a report begins.
FOOTER = "版权所有(?!者)|[主承]办(?:单位)?[:：]|网站标识码|备案号"
#: A date that closes a report, whether or not it exists.
DATE = (
    rf"(?:[0-9]{{4}}|[{_DIGITS}]{{4}}) ?年 ?"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|元) ?月 ?"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?日"
)
