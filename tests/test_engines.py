"""The kernel under engines: the blocks of ``docs/en/collecting.md`` give the table it gives alone.

Among the files is one over which the reader dies, and one over which it hangs.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import deadly
from tests.test_batch import report_of
from tests.test_documents import BLOCKS
from tests.test_frames import needs_arrow

ROOT = Path(__file__).resolve().parents[1]
#: Each engine with its package, and what else it needs, by its name and whether it is there.
ENGINES = {
    "ray": ("ray", None),
    "spark": ("pyspark", "java"),
    "daft": ("daft", None),
}
ENGLISH = {
    block.name: block.text
    for block in BLOCKS
    if block.page == "docs/en/collecting.md" and block.name
}


def test_every_named_block_is_one_of_an_engine_and_equal_in_both_languages() -> None:
    named = [block for block in BLOCKS if block.language == "python" and block.name]
    assert {block.page for block in named} == {"docs/en/collecting.md", "docs/zh/collecting.md"}
    assert set(ENGLISH) == set(ENGINES)
    assert all(block.text == ENGLISH[block.name] for block in named)
    assert all(len(text.split("\n\n")) <= 4 for text in ENGLISH.values())


@needs_arrow
@pytest.mark.slow("engines")
@pytest.mark.parametrize("engine", ENGINES)
def test_its_table_is_that_of_the_kernel_alone(engine: str, tmp_path: Path) -> None:
    package, program = ENGINES[engine]
    if find_spec(package) is None:
        pytest.skip(f"the extra {engine} is not installed")
    if program is not None and shutil.which(program) is None:
        pytest.skip(f"there is no {program}, which {engine} runs on")
    import pyarrow as pa
    from pyarrow import parquet

    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_bytes(report_of(number))
    (folder / "05.html").write_bytes((ROOT / "examples" / "report_2021.md").read_bytes())
    (folder / "killed.txt").write_bytes(deadly.KILLED)
    (folder / "refused.docx").write_bytes(b"PK\3\4 nothing")
    (folder / "waits.txt").write_bytes(deadly.WAITS)
    text = ENGLISH[engine].replace("govdisclosure.batch", "tests.deadly")
    text = text.replace('"reports', f'"{folder}').replace('"rows"', f'"{tmp_path / "rows"}"')
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()

    paths = sorted(map(str, folder.iterdir()))
    contents = [Path(one).read_bytes() for one in paths]
    alone = deadly.parse_batch(pa.RecordBatch.from_pydict({"path": paths, "content": contents}))
    parts = sorted((tmp_path / "rows").glob("**/*.parquet"))
    found = [row for part in parts for row in parquet.read_table(part).to_pylist()]
    assert sorted(found, key=lambda row: str(row["path"])) == alone.to_pylist()
    assert sorted({row["status"] for row in found}) == [
        "crashed", "read", "refused", "timed_out",
    ]  # fmt: skip
