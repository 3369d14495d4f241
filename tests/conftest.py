"""What all tests share: how hard hypothesis looks, where the sample reports are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# ---------------------------------------------------------------------------- hypothesis

# No example is too slow to be right, so time is no verdict; every failure prints how to repeat it.
# The quick profile draws the same examples each time, so that equal code has an equal verdict; the
# deep one draws others and is for looking further. All is said here, for on a build machine
# hypothesis would choose otherwise.
settings.register_profile(
    "quick",
    settings.get_profile("default"),
    max_examples=60,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep", settings.get_profile("quick"), max_examples=3000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# ---------------------------------------------------------------------------- sample reports

#: Real reports with their expected readings; they are not part of the checkout, and may be missing.
SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLES = Path(os.environ.get("GOVDISCLOSURE_SAMPLES") or SHARED / "samples")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample reports; the test is skipped where there is none."""
    if not SAMPLES.is_dir():
        pytest.skip("there are no sample reports; GOVDISCLOSURE_SAMPLES says where they are")
    return SAMPLES


# ---------------------------------------------------------------------------- README


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the fence that closes a block of the README out of what its last example should say."""
    for item in items:
        if isinstance(item, pytest.DoctestItem) and item.path.suffix == ".md":
            for example in item.dtest.examples:
                example.want = example.want.partition("```")[0]
                if example.exc_msg is not None:
                    example.exc_msg = example.exc_msg.partition("```")[0]
