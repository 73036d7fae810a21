# SPDX-License-Identifier: Apache-2.0
"""Both READMEs do what they say: every snippet is run, and prints what stands below it; what they name is there."""

import os
import pathlib
import re
import subprocess
import sys

import pytest
from cli_runner import find_program

ROOT = pathlib.Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.zh-CN.md"]
# Languages of snippets that are run or compiled, and how many of each a README has at least.
RUN = {"sh": 1, "python": 1, "cpp": 1}

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def blocks(readme):
    """[(language, text)] in order."""
    return [(m.group(1), m.group(2)) for m in BLOCK.finditer((ROOT / readme).read_text("utf-8"))]


def snippets(readme, language):
    """[(snippet, the `text` block right below it, or None)]"""
    found = blocks(readme)
    after = [*found[1:], ("", "")]
    return [(text, below[1] if below[0] == "text" else None) for (kind, text), below in zip(found, after) if kind == language]


def run(command, folder, env=None):
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def without_trailing_space(text):
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def compare(said, written, readme, update):
    """Compares with the `text` block, or writes it anew with --update-golden."""
    assert written is not None, "no output stands below the snippet"
    if update:
        path = ROOT / readme
        whole = path.read_text("utf-8")
        old = f"```text\n{written}```"
        assert whole.count(old) == 1
        path.write_text(whole.replace(old, f"```text\n{without_trailing_space(said)}\n```"), encoding="utf-8")
        return
    assert without_trailing_space(said) == without_trailing_space(written)


@pytest.mark.parametrize("readme", READMES)
def test_every_kind_of_snippet_is_there(readme):
    for language, least in RUN.items():
        assert len(snippets(readme, language)) >= least, f"{readme} has no {language}"
    assert {language for language, _ in blocks(readme)} <= {*RUN, "text", "cmake", ""}


@pytest.mark.parametrize("readme", READMES)
def test_the_shell_snippets_run(readme, tmp_path, update_golden):
    path = os.pathsep.join([str(find_program().parent), os.environ["PATH"]])
    for snippet, written in snippets(readme, "sh"):
        compare(run(["bash", "-ec", snippet], tmp_path, {"PATH": path, "LC_ALL": "C"}), written, readme, update_golden)


@pytest.mark.parametrize("readme", READMES)
def test_the_python_snippets_run(readme, tmp_path, update_golden):
    for number, (snippet, written) in enumerate(snippets(readme, "python")):
        script = tmp_path / f"snippet_{number}.py"
        script.write_text(snippet, encoding="utf-8")
        compare(run([sys.executable, str(script)], tmp_path), written, readme, update_golden)


@pytest.mark.parametrize("readme", READMES)
def test_the_cpp_snippets_are_the_examples_that_are_built_and_run(readme):
    examples = {path: path.read_text("utf-8") for path in (ROOT / "examples").rglob("*.cpp")}
    for snippet, _ in snippets(readme, "cpp"):
        # tests/python/test_examples.py compiles them against the installed library, and runs them.
        same = [path.name for path, text in examples.items() if text.endswith(snippet)]
        assert same == ["judge_one.cpp"], "the snippet is no longer the example"


@pytest.mark.parametrize("readme", READMES)
def test_what_the_readme_names_is_there(readme):
    text = (ROOT / readme).read_text("utf-8")
    named = set(re.findall(r"`(?:\./)?((?:[\w.-]+/)+[\w.-]*|[A-Z]+\.md|LICENSE)`", text))
    named |= set(re.findall(r"\]\(([^)#:]+)\)", text))
    assert len(named) > 10
    built = {path for path in named if path.startswith(("build/", ".venv/"))}
    missing = [path for path in sorted(named - built) if not (ROOT / path).exists()]
    assert not missing, missing


def test_both_say_the_same():
    """Chapter by chapter: as many headings, snippets and rows of tables."""
    shapes = []
    for readme in READMES:
        text = BLOCK.sub("", (ROOT / readme).read_text("utf-8"))
        shapes.append(([language for language, _ in blocks(readme)], text.count("\n## "), text.count("\n| ")))
    assert shapes[0] == shapes[1]
