"""Radicals that a browser prints in place of ideographs: the organ is the same organ."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Final

import pytest

import govdisclosure as gd
from govdisclosure.characters import fold_radicals

from .dialects import make_facts
from .dialects.text_dialects import own_cells

#: Every radical that Unicode's own table takes for an ideograph, and some that it does not.
KANGXI: Final = {
    unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)
}
SUPPLEMENT: Final = dict(
    zip("民青西长雨食飞马鱼黾齐齿龙", "⺠⻘⻄⻓⻗⻝⻜⻢⻥⻪⻬⻮⻰", strict=True)
)
#: Names of places, of organs, and of years, in which radicals are frequent.
PLACES: Final = ("青石县", "长风市", "龙门镇", "大黾山县", "雨山区", "马鼻镇", "齐河县", "飞鱼口区")
ORGANS: Final = ("水利局", "民政局", "人力资源和社会保障局", "文化和旅游局", "金融工作办公室")


def draw(rng: Random) -> tuple[str, str]:
    """A report without radicals, and the same with some of them."""
    name = rng.choice(PLACES) + rng.choice(ORGANS)
    lines = [
        f"{name}{rng.randrange(2019, 2025)}年政府信息公开工作年度报告",
        f"如有疑问，请与{name}联系。",
        "一、总体情况",
        "全年公开信息3条。",
        *([name] if rng.random() < 0.5 else []),
        "2024年1月18日",
    ]
    if rng.random() < 0.3:
        lines[0] = "政府信息公开工作年度报告"
    text = "\n".join(lines)
    known = KANGXI | SUPPLEMENT
    printed = (known.get(one, one) if rng.random() < 0.8 else one for one in text)
    return text, "".join(printed)


@pytest.mark.parametrize("seed", range(60))
def test_an_organ_is_the_same_whatever_signs_print_it(seed: int) -> None:
    clean, printed = map(gd.parse, draw(Random(seed)))
    assert clean.agency is not None
    assert printed.agency == clean.agency
    assert printed.title == clean.title
    assert printed.closing == clean.closing
    assert printed.year == clean.year
    assert gd.agency(printed) == gd.agency(clean)
    assert gd.parse(gd.render(printed)) == printed
    assert gd.from_json(gd.to_json(printed)) == printed


def test_exports_name_one_organ_and_the_text_stays() -> None:
    text, _ = own_cells(make_facts("2021", 7), Random(7))
    clean, printed = gd.parse(text), gd.parse("".join(KANGXI.get(one, one) for one in text))
    names = [{one.agency for one in gd.iter_records(report)} for report in (clean, printed)]
    assert len(names[0]) == 1
    assert names[1] == names[0]
    assert printed.requests is not None
    assert "⼀、" in {label.text[:2] for label in printed.requests.labels}
    assert gd.parse("⻘⽯县局2023年政府信息公开年度报告\n⽂字。").preamble == (
        gd.Paragraph(text="⽂字。"),
    )


def test_radicals_become_what_they_look_like() -> None:
    assert fold_radicals("".join(KANGXI.values())) == "".join(KANGXI)
    assert fold_radicals("".join(SUPPLEMENT.values())) == "".join(SUPPLEMENT)
    assert fold_radicals("（１）①〔缺〕") == "（１）①〔缺〕"


def test_a_report_made_by_hand_reads_back() -> None:
    report = gd.Report(title="⻘⽯县商务局2023年政府信息公开工作年度报告")
    assert report.agency == "青石县商务局"
    assert gd.parse(gd.render(report)) == report
