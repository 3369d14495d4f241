"""Two sequences side by side: every item is in one run, however much is left unmatched."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure.comparison import matching
from govdisclosure.comparison.matching import runs

ITEMS = st.text("甲乙丙丁0123456789", max_size=20)


@pytest.fixture(params=[matching._MOST_WORK, 8, 0], autouse=True)
def _limited(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_MOST_WORK", request.param)


@given(ITEMS, ITEMS)
def test_every_item_is_in_one_run(old: str, new: str) -> None:
    found = list(runs(old, new))
    assert "".join(old[run.old] for run in found) == old
    assert "".join(new[run.new] for run in found) == new
    assert all((old[run.old] == new[run.new]) is run.is_same for run in found)
    assert all(one.is_same is not two.is_same for one, two in pairwise(found))


@given(ITEMS, ITEMS, ITEMS)
def test_both_ends_are_matched_however_much_is_between(old: str, new: str, ends: str) -> None:
    found = list(runs(ends + old + ends, ends + new + ends))
    assert sum(run.old.stop - run.old.start for run in found if run.is_same) >= len(ends)


def test_what_is_in_both_once_is_matched_first() -> None:
    found = [run.old for run in runs("甲甲乙甲丙甲", "甲乙甲甲丙") if run.is_same]
    assert "甲甲乙甲丙甲"[found[0]].startswith("甲")
    assert any("乙" in "甲甲乙甲丙甲"[one] for one in found)
    assert any("丙" in "甲甲乙甲丙甲"[one] for one in found)
