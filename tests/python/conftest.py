# SPDX-License-Identifier: Apache-2.0
"""What every test shares: where the project is, and how its program is run."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def find_cli():
    """The program: TIANYA_RULES_CLI, else the release build's, else any build's."""
    named = os.environ.get("TIANYA_RULES_CLI")
    if named:
        return pathlib.Path(named)
    found = [ROOT / "build" / "release" / "tianya-rules", *sorted(ROOT.glob("build/*/tianya-rules"))]
    return next((path for path in found if path.is_file()), found[0])


class Cli:
    """Runs the program; `run("check", "facts.json")` gives a CompletedProcess with text."""

    def __init__(self, path):
        self.path = path

    def run(self, *arguments, stdin=None, cwd=ROOT, env=None):
        return subprocess.run(
            [str(self.path), *map(str, arguments)],
            input=stdin, capture_output=True, encoding="utf-8", cwd=cwd, env=env, timeout=300, check=False,
        )


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def cli():
    path = find_cli()
    assert path.is_file(), f"{path} is not built: cmake --preset release && cmake --build --preset release"
    return Cli(path)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing with them")


@pytest.fixture
def update_golden(request):
    """Whether golden files are to be written: only by this explicit switch."""
    return request.config.getoption("--update-golden")
