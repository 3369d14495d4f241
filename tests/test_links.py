"""Links to the site: made from one constant, in every output, and none as long as it is empty."""

import json
import tomllib
from pathlib import Path

import pytest

from govdisclosure import cli, site
from govdisclosure.rules.handbook import EXPLAINED

ROOT = Path(__file__).resolve().parent.parent
WRONG = "examples/report_2021.txt"
ADDRESS = "https://docs.example.org"


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    """A report in which a total is wrong."""
    path = tmp_path / "wrong.txt"
    text = (ROOT / WRONG).read_text(encoding="utf-8")
    path.write_text(text.replace(" 50\n", " 51\n").replace("\t50\n", "\t51\n"), encoding="utf-8")
    return str(path)


def outputs(wrong: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    found = {}
    for name in ("sarif", "html"):
        cli.main(["check", wrong, "--select", "GD203", "--format", name, "--lang", "en"])
        found[name] = capsys.readouterr().out
    cli.main(["explain", "GD203", "--lang", "en"])
    found["explain"] = capsys.readouterr().out
    return found


def test_every_output_links_to_the_page_of_the_rule(
    wrong: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "SITE", ADDRESS)
    page = f"{ADDRESS}/en/reference/rules/GD203.html"
    found = outputs(wrong, capsys)
    rules = json.loads(found["sarif"])["runs"][0]["tool"]["driver"]["rules"]
    uris = {rule["id"]: rule.get("helpUri") for rule in rules}
    assert uris["GD203"] == page
    assert set(uris) <= {rule.code for rule in EXPLAINED}
    assert f'<a href="{page}">GD203</a>' in found["html"]
    assert f"<{page}>" in found["explain"]


@pytest.mark.skipif(bool(site.SITE), reason="the site has an address")
def test_there_is_no_link_without_an_address(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = outputs(wrong, capsys)
    assert "helpUri" not in found["sarif"]
    assert "GD203" in found["html"]
    assert "<a href" not in found["html"].partition("<article")[2].partition("</article>")[0]
    assert "http" not in found["explain"]


def test_the_metadata_have_the_address_of_the_site() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("urls", {}).get("Documentation", "") == site.SITE
