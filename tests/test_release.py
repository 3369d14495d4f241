"""What comes with a release: the citation, the hook, the action and the workflows."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from govdisclosure import cli
from govdisclosure.formats import IN_FOLDERS
from govdisclosure.version import __version__
from govdisclosure.wording import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_the_citation_is_of_this_version() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    facts = dict(re.findall(r"^([\w-]+): (.+)$", text, re.MULTILINE))
    assert (facts["version"], facts["license"]) == (__version__, PROJECT["license"])
    assert f"- name: {PROJECT['authors'][0]['name']}\n" in text


def test_the_hook_calls_a_command_for_files_that_are_read() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    facts = dict(re.findall(r"^(?:- |  )(\w+): (.+)$", text, re.MULTILINE))
    program, *arguments = facts["entry"].split()
    assert program in PROJECT["scripts"]
    for language in LANGUAGES:
        assert cli.command_parser(language).parse_args([*arguments, "a.docx"]).paths == ["a.docx"]
    wanted = re.compile(facts["files"])
    read = {suffix for suffix in IN_FOLDERS if wanted.search(f"2023{suffix}")}
    assert {".docx", ".html", ".htm", ".pdf", ".txt", ".md", ".xlsx"} <= read
    assert not wanted.search("2023.py")
    for page in ("en", "zh"):
        assert facts["id"] in (ROOT / "docs" / page / "for-builders.md").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------ the action


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The variables of a runner whose environment for the action is there already."""
    if os.name == "nt" or shutil.which("bash") is None:
        pytest.skip("there is no bash to run the step of the action")
    program = tmp_path / "govdisclosure" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\n[ "$2" = pip ] && exit 0\nexec "{sys.executable}" "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    return {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ACTION_PATH": str(ROOT),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


def act(runner: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step of the action with *inputs*."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    script = textwrap.dedent(text.partition("      run: |\n")[2])
    given = {"PATHS": "", "OPTIONS": "", "SARIF": ""} | inputs
    assert set(re.findall(r"^        (\w+): \$\{\{", text, re.MULTILINE)) == set(given)
    assert "${{" not in script  # an input in a script would be run
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, "-c", script],
        env=os.environ | runner | given,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_action_fails_where_the_check_does(runner: dict[str, str], tmp_path: Path) -> None:
    good = ROOT / "examples" / "report_2021.txt"
    wrong = tmp_path / "a report $(touch no)`touch no`.txt"
    text = good.read_text(encoding="utf-8")
    wrong.write_text(text.replace("50\n", "51\n"), encoding="utf-8")
    assert act(runner, PATHS=str(good)).returncode == 0
    done = act(runner, PATHS=f"{good}\n{wrong}\n", OPTIONS="--lang=en\n--select=GD203\n")
    assert done.returncode == 1, done.stderr
    assert "GD203 row-does-not-add-up" in done.stdout
    assert "GD201" not in done.stdout
    sarif = tmp_path / "findings.sarif"
    assert act(runner, PATHS=str(wrong), SARIF=str(sarif)).returncode == 1
    assert '"GD203"' in sarif.read_text(encoding="utf-8")


# ------------------------------------------------------------------------------ workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_needs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
    assert "pull_request_target" not in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_says_whether_its_actions_are_pinned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    if not all(re.search(r"@[0-9a-f]{40}$", one) for one in uses):
        assert re.search(r"pin\s+(#\s+)?each", text), "unpinned actions, and nothing says so"


@pytest.mark.parametrize(("tag", "code"), [(f"v{__version__}", 0), (f"v{__version__}9", 1)])
def test_a_release_is_refused_under_the_tag_of_another(tag: str, code: int) -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    found = re.search(r"name: The tag is the version\n(?:.*\n)*?.*run: \|\n((?: {10}.*\n)+)", text)
    assert found
    assert "${{" not in found[1]
    bash = shutil.which("bash")
    if os.name == "nt" or bash is None:
        pytest.skip("there is no bash to run the step")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [bash, "-e", "-c", textwrap.dedent(found[1])],
        cwd=ROOT,
        env=os.environ | {"TAG": tag, "PATH": path},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (code, "")


def test_the_pythons_that_are_tested_are_those_of_the_metadata() -> None:
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    found = re.search(r"python: \[(.*)\]", text)
    assert found
    tested = set(re.findall(r"3\.\d+", found[1]))
    named = {one.rpartition(" ")[2] for one in PROJECT["classifiers"]}
    assert tested == {one for one in named if re.fullmatch(r"3\.\d+", one)}
    assert {"ubuntu-latest", "windows-latest", "macos-latest"} <= set(re.findall(r"[\w-]+", text))
