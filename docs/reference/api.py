"""The public names of the package, with their docstrings.

Takes ``__all__`` of the package and of its public modules, and gives a page for each part of it, in
reStructuredText, which autodoc writes itself in.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module

import govdisclosure
from docs.pages import Page, contents, heading
from govdisclosure.wording import Language, Wording

__all__ = ["MODULES", "pages", "part_of"]

#: Modules besides the root whose ``__all__`` is public.
MODULES = ("govdisclosure.crosswalk", "govdisclosure.batch", "govdisclosure.strategies")
_FOLDER = "reference/api"
_TITLE = Wording("Python 接口", "The Python API")
_WHAT = Wording(
    "用 `import govdisclosure as gd` 导入；`gd` 中的名称和本页所列模块是公开接口，其余随时会变。"
    "说明文字取自源代码，为英文。",
    "`import govdisclosure as gd` gives the names below; they and the modules listed here are "
    "public, and everything else may change at any time.",
)
#: The parts of the root, by the first part of the module that a name comes from; a part without a
#: title here goes under the name of its module.
_PARTS: Mapping[str, Wording] = {
    "api": Wording("读取与打印", "Reading and printing"),
    "model": Wording("报告的结构", "What a report consists of"),
    "forms": Wording("表式", "The forms"),
    "source": Wording("出处与位置", "Places in a file"),
    "text": Wording("单元格状态", "States of cells"),
    "selection": Wording("查找", "Finding cells and words"),
    "composition": Wording("由数字生成报告", "Reports from numbers"),
    "codec": Wording("JSON", "JSON"),
    "records": Wording("记录", "Records"),
    "rules": Wording("核查", "Checking"),
    "findings": Wording("核查结果", "Findings"),
    "writers": Wording("写出文件", "Written files"),
    "sums": Wording("按勾稽关系推算", "What follows from sums"),
    "claims": Wording("正文中的数字", "Numbers in the prose"),
    "measures": Wording("指标", "Indicators"),
    "charts": Wording("图表", "Charts"),
    "comparison": Wording("两份报告的差异", "Differences of two reports"),
    "collection": Wording("多份报告", "Many reports"),
    "frames": Wording("数据表", "Tables of many reports"),
    "errors": Wording("异常", "Exceptions"),
}
_MODULE_TITLES: Mapping[str, Wording] = {
    "govdisclosure.crosswalk": Wording(
        "两版表式与统计表的对应", "What is comparable between forms"
    ),
    "govdisclosure.batch": Wording("成批处理", "Batches of files"),
    "govdisclosure.strategies": Wording("供测试使用的随机报告", "Random reports for tests"),
}
_MEMBERS = (
    "   :members:",
    "   :undoc-members:",
    "   :inherited-members: BaseException, Enum, tuple, dict",
)


def part_of(name: str) -> str:
    """The part of the root that *name* belongs to: the first part of its module.

    Example:
        >>> part_of("Report"), part_of("read"), part_of("agency")
        ('model', 'api', 'api')
    """
    thing = getattr(govdisclosure, name)
    module = getattr(thing, "__module__", None) or _home(name, thing)
    return module.partition(".")[2].partition(".")[0] or "api"


def pages(language: Language) -> Iterator[Page]:
    """The page that leads to the parts, and the page of each."""
    parts: dict[str, list[str]] = {}
    for name in govdisclosure.__all__:
        parts.setdefault(part_of(name), []).append(name)
    order = [*(one for one in _PARTS if one in parts), *(sorted(parts.keys() - _PARTS.keys()))]
    modules = [name.rpartition(".")[2] for name in MODULES]
    text = [heading(_TITLE.text(language)), _WHAT.text(language) + "\n"]
    yield Page(f"{_FOLDER}/index.md", "\n".join([*text, contents([*order, *modules])]))
    for part in order:
        title = _PARTS.get(part, Wording(part, part)).text(language)
        yield _page(part, title, "govdisclosure", sorted(parts[part], key=_by_kind))
    for module in MODULES:
        title = _MODULE_TITLES[module].text(language)
        short = module.rpartition(".")[2]
        yield _page(short, f"{short}: {title}", module, import_module(module).__all__)


def _home(name: str, thing: object) -> str:
    """The module of a name that does not know it itself, such as a constant."""
    for module, held in list(sys.modules.items()):
        is_own = module.startswith("govdisclosure.") and name in getattr(held, "__all__", ())
        if is_own and getattr(held, name) is thing:
            return module
    return ""


def _by_kind(name: str) -> tuple[bool, bool, str]:
    """Functions first, then classes, then exceptions, each by name."""
    thing = getattr(govdisclosure, name)
    is_error = inspect.isclass(thing) and issubclass(thing, Exception)
    return (is_error, inspect.isclass(thing), name)


def _page(part: str, title: str, module: str, names: list[str]) -> Page:
    lines = [title, "=" * (2 * len(title)), "", f".. currentmodule:: {module}", ""]
    for name in names:
        thing = getattr(import_module(module), name)
        lines += [name, "-" * len(name), ""]  # so that the page's own contents and search have it
        if inspect.isclass(thing):
            kind = "autoexception" if issubclass(thing, Exception) else "autoclass"
            lines += [f".. {kind}:: {module}.{name}", *_MEMBERS, ""]
        elif callable(thing):
            lines += [f".. autofunction:: {module}.{name}", ""]
        else:
            lines += [f".. autodata:: {module}.{name}", "   :no-value:", ""]
    return Page(f"{_FOLDER}/{part}.rst", "\n".join(lines))
