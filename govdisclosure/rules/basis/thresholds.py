"""The meaning of the rules' thresholds, in words; a local rule-book may change each.

Words only, one table; a test proves that every threshold of the catalogue has its words.
"""

from collections.abc import Mapping

from govdisclosure.wording import Wording

__all__ = ["MEANINGS"]

_COPIED: Mapping[str, Wording] = {
    "least_share": Wording(
        "相同文字占该部分的百分比，达到即报",
        "the share of like text, in per cent, that is reported",
    ),
    "characters": Wording(
        "该部分文字少于这么多字的不比较", "a section with fewer characters is not compared"
    ),
}

#: By code, then by the name in the rule-book.
MEANINGS: Mapping[str, Mapping[str, Wording]] = {
    "GD214": {
        "factor": Wording(
            "收费金额达到上年的多少倍即报",
            "how many times last year's fees this year's are when they are reported",
        )
    },
    "GD312": {
        "tariff": Wording("信息处理费应是多少元的整数倍", "what the fee is a multiple of, in yuan")
    },
    "GD405": _COPIED,
    "GD505": {
        "departments": Wording(
            "政府部门（含乡镇、街道）公布报告的期限，月、日连写",
            "the deadline of departments, month and day as one number",
        ),
        "governments": Wording(
            "人民政府公布报告的期限，月、日连写",
            "the deadline of governments, month and day as one number",
        ),
    },
    "GD902": {
        "places": Wording(
            "收费金额最多的小数位数，以万元计", "the most decimal places of fees in 10,000 yuan"
        )
    },
    "GD916": {
        "characters": Wording(
            "第一部分最多的汉字数", "the most Chinese characters that section one may have"
        )
    },
    "GD941": {
        "times": Wording(
            "与上年相比超过多少倍即报，增减相同",
            "the change in times since last year, up or down, above which it is reported",
        ),
        "least": Wording(
            "两年的数都小于此数的不报", "where both years have fewer than this nothing is reported"
        ),
    },
    "GD945": _COPIED,
}
