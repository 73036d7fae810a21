# SPDX-License-Identifier: Apache-2.0
"""The examples in C++: projects of their own that find the installed library, compiled or header-only, and say what the program says."""

import json
import os
import pathlib
import subprocess

import pytest
from cli_runner import find_program

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The case that the examples judge.
FACTS = {
    "as_of": "2026-11-23",
    "case": [
        {
            "id": "C-17",
            "item_kind": "time_limited",
            "received_on": "2026-09-21",
            "materials_complete": True,
            "prescribed_workdays": 10,
            "promised_workdays": None,
            "excluded_workdays": 0,
            "completed_on": "2026-10-14",
        }
    ],
}


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", timeout=1200, **options)
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The build that the program under test is of, installed into a folder of its own."""
    prefix = tmp_path_factory.mktemp("prefix")
    run("cmake", "--install", find_program().parent, "--prefix", prefix)
    return prefix


def build(project, installed, folder, build_type):
    run(
        "cmake", "-S", ROOT / "examples" / project, "-B", folder, "-G", "Ninja",
        f"-DCMAKE_PREFIX_PATH={installed}", f"-DCMAKE_BUILD_TYPE={build_type}", *ccache(),
    )
    # Not one warning in a user's build.
    built = run("cmake", "--build", folder)
    assert "warning:" not in built, built
    return folder


def ccache():
    found = [os.path.join(folder, "ccache") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    return [f"-DCMAKE_CXX_COMPILER_LAUNCHER={path}" for path in found if os.access(path, os.X_OK)][:1]


@pytest.fixture(scope="module")
def linked(installed, tmp_path_factory):
    return build("link_from_cpp", installed, tmp_path_factory.mktemp("link_from_cpp"), "Release")


@pytest.fixture(scope="module")
def explained(tmp_path_factory):
    """What the program itself explains of each violated norm, in the form of the examples' output."""
    facts = tmp_path_factory.mktemp("facts") / "facts.json"
    facts.write_text(json.dumps(FACTS), encoding="utf-8")
    program = str(find_program())
    checked = subprocess.run([program, "check", facts, "--format", "json", "--only", "violated"], capture_output=True, encoding="utf-8")
    assert checked.returncode == 3, checked.stderr
    rules = [finding["rule"] for finding in json.loads(checked.stdout)["findings"]]
    explain = [program, "explain", facts, "--subject", "C-17", "--lang", "zh", "--rule"]
    # What other readings would change is asked of the rulebook, and so no part of one finding's explanation.
    return "".join(f"{rule} {run(*explain, rule).split('换其他读法：')[0]}\n" for rule in rules)


def same_text(one, other):
    """White space at the ends of lines and empty lines aside."""
    lines = [[line.rstrip() for line in text.splitlines() if line.strip()] for text in (one, other)]
    return lines[0] == lines[1]


def test_a_program_links_the_installed_library(linked, explained):
    said = run(linked / "judge_one")
    assert said.startswith("art16.3.2 "), said
    assert "art18.limit " in said and "逾期 2 天" in said
    assert same_text(said, explained), f"{said}\n--- the program says:\n{explained}"


def test_the_hot_path_judges_one_case_after_the_other(linked):
    assert run(linked / "hot_path").splitlines() == [
        "completed on 2026-10-09: compliant",
        "completed on 2026-10-12: compliant",
        "completed on 2026-10-13: violated",
    ]


def test_a_program_compiles_the_whole_library_from_its_headers(linked, installed, tmp_path):
    # Without optimisation: what it takes to compile is what this test takes.
    folder = build("header_only", installed, tmp_path, "Debug")
    program = folder / "header_only"
    assert run(program) == run(linked / "judge_one")
    needed = run("ldd", program)
    assert "tianya_rules" not in needed, needed


def test_the_installed_program_runs(installed):
    assert run(installed / "bin" / "tianya-rules", "version").startswith("tianya-rules ")


def test_the_package_says_its_version(installed, tmp_path):
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(asks LANGUAGES CXX)\n"
        "find_package(tianya_rules REQUIRED)\nmessage(STATUS \"found <${tianya_rules_VERSION}>\")\n"
    )
    version = run(installed / "bin" / "tianya-rules", "version").split()[1]
    configured = run("cmake", "-S", tmp_path, "-B", tmp_path / "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={installed}")
    assert f"found <{version}>" in configured
