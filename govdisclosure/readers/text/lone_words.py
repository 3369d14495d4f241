"""CSV records with words in only one field become lines, such as the title of a report.

Takes a text and gives one of the same length, so that offsets into one are offsets into the other:
quotes and separators around such words become blanks. Knows nothing of tables or reports.
"""

import re

__all__ = ["without_separators"]

_RECORD = re.compile(
    r'^(?:(?:"")?[,;\t])*'
    r'(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<bare>[^",;\t\r\n]+))'
    r'(?:[,;\t](?:"")?)*(?=\r?$)',
    re.MULTILINE,
)


def without_separators(text: str) -> str:
    r"""The text with records of one field reduced to their words.

    Example:
        >>> without_separators('"某某局2023年年度报告",,\n规章,0,0\n,,5')
        ' 某某局2023年年度报告   \n规章,0,0\n,,5'
    """
    return _RECORD.sub(_words, text)


def _words(record: re.Match[str]) -> str:
    words = record["bare"] or record["quoted"].replace('""', '"')
    if not any(map(str.isalpha, words)):
        return record[0]
    before = " " * (record.start("bare" if record["bare"] else "quoted") - record.start())
    return before + words.ljust(len(record[0]) - len(before))
