"""The texts of argparse in Chinese: usage, errors of usage, headings of help.

Takes a language and makes argparse use it; knows no option.
"""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from govdisclosure.wording import Language, Wording

__all__ = ["CHINESE", "spoken"]

#: Each sentence of argparse that a user can see, in every version of Python, and in Chinese.
CHINESE: Mapping[str, str] = {
    "usage: ": "用法：",
    "%(heading)s:": "%(heading)s：",
    "options": "选项",
    "positional arguments": "位置参数",
    "show this help message and exit": "显示本说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "选项 %(option)s 不明确，可以是 %(matches)s"
    ),
    "expected %s argument": "后面须有 %s 个值",
    "expected at least one argument": "后面至少要有一个值",
    "expected at most one argument": "后面至多有一个值",
    "expected one argument": "后面须有一个值",
    "ignored explicit argument %r": "不带值，却写了 %r",
    "invalid %(type)s value: %(value)r": "值无效：%(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r；可用：%(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "没有 %(value)r，是不是 %(suggestion)r？可用：%(choices)s"
    ),
    "not allowed with argument %s": "不能与参数 %s 同时使用",
    "one of the arguments %s is required": "须有参数 %s 之一",
    "the following arguments are required: %s": "缺少参数：%s",
    "unexpected option string: %s": "此处不能用选项 %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "没有命令 %(parser_name)r；可用：%(choices)s"
    ),
    "unrecognized arguments: %s": "无法识别的参数：%s",
}


@contextmanager
def spoken(language: Language) -> Iterator[None]:
    """Make argparse use *language* inside; it looks up its sentences when it prints them.

    It takes them from ``gettext``, whose catalogues are files of the system, without Chinese.
    """

    def said(one: str, many: str = "", count: int = 1) -> str:
        english = one if count == 1 else many
        return Wording(CHINESE.get(one, english), english).text(language)

    before = {name: vars(argparse)[name] for name in ("_", "ngettext")}
    vars(argparse).update(_=said, ngettext=said)
    try:
        yield
    finally:
        vars(argparse).update(before)
