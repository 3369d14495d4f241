"""The sources of rules: the articles, forms and notes that several rules cite.

Words only; a source used by one rule is written in that rule.
"""

from govdisclosure.wording import Wording

__all__ = ["ARTICLE_49", "ARTICLE_50", "FORM_2019", "FORM_2021", "FORM_NOTE", "PRACTICE", "SHEET"]

ARTICLE_49 = Wording(
    "《中华人民共和国政府信息公开条例》第四十九条",
    "Regulations on Open Government Information, article 49",
)
ARTICLE_50 = Wording(
    "《中华人民共和国政府信息公开条例》第五十条",
    "Regulations on Open Government Information, article 50",
)
FORM_2021 = Wording(
    "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
    "form of the annual report, 国办公开办函〔2021〕30号",
)
FORM_2019 = Wording(
    "《政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
    "trial form of the annual report, 国办公开办函〔2019〕60号",
)
FORM_NOTE = Wording(
    "表三左上角注：第一项加第二项之和，等于第三项加第四项之和",
    "the note in the corner of table three: items one and two together equal items three and four",
)
PRACTICE = Wording(
    "各地审核年度报告的通行做法", "what offices that check annual reports do in practice"
)
SHEET = Wording(
    "《政府信息公开情况统计表》（国办发〔2014〕32号）各指标的含义",
    "what the indicators of the statistics sheet mean, 国办发〔2014〕32号",
)
