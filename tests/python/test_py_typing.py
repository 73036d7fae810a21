# SPDX-License-Identifier: Apache-2.0
"""The package is typed: mypy finds nothing in it, nor in a program that uses it; stubs and extension say the same; all is documented."""

import inspect
import os
import pathlib
import subprocess
import sys

import pytest

import tianya_rules as tr
from tianya_rules import _core

USE = '''
import datetime
from typing import Optional
import tianya_rules as tr

book = tr.Rulebook.default()
findings = book.check({"case": [{"id": "C-17", "received_on": datetime.date(2026, 9, 21)}]}, as_of="2026-11-23",
                      readings={"banned_phrases": ("listed", ["x"]), "one_month": "forward"}, assume={"case.excluded_workdays": 0})
first: tr.Finding = findings.violated[0]
due: Optional[datetime.date] = first.due
text: str = first.explain("en")
table: tr.ArrowTable = book.check_table("case", [{}], as_of=datetime.date(2026, 11, 23), rules=["art18.*"], nulls={"completed_on": "null"})
norm: tr.Norm = book["art14.3"]
reveal_type(findings[0:2])
book.check({}, as_off="2026-11-23")
'''


def mypy(*arguments, cwd):
    pytest.importorskip("mypy")
    package = pathlib.Path(tr.__file__).resolve().parents[1]
    env = dict(os.environ)
    if package.name != "site-packages":  # run from the sources: mypy looks for installed packages only
        env["MYPYPATH"] = str(package)
    command = [sys.executable, "-m", "mypy", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


def test_the_package_is_typed(root):
    done = mypy("--config-file", root / "pyproject.toml", cwd=root)
    assert done.returncode == 0, done.stdout


def test_a_program_that_uses_it(root, tmp_path):
    path = tmp_path / "use.py"
    path.write_text(USE, encoding="utf-8")
    said = mypy("--config-file", root / "pyproject.toml", path, cwd=tmp_path).stdout
    assert 'Revealed type is "list[tianya_rules._core.Finding]"' in said.replace("builtins.", "")
    assert 'Unexpected keyword argument "as_off"' in said and "Found 1 error" in said, said


def test_stubs_and_extension_say_the_same(root):
    """Every class and method of the stub exists, and every public one of the extension is in the stub."""
    import ast

    stub = ast.parse((root / "bindings" / "python" / "tianya_rules" / "_core.pyi").read_text(encoding="utf-8"))
    classes = {node.name: {item.name for item in node.body if isinstance(item, ast.FunctionDef)} for node in stub.body if isinstance(node, ast.ClassDef)}
    built = {name: value for name, value in vars(_core).items() if inspect.isclass(value)}
    assert set(classes) == set(built)
    for name, methods in classes.items():
        public = {method for method in vars(built[name]) if not method.startswith("_")}
        assert {method for method in methods if not method.startswith("_")} == public, name
    functions = {node.name for node in stub.body if isinstance(node, ast.FunctionDef)}
    assert functions == {name for name, value in vars(_core).items() if inspect.isroutine(value) and not name.startswith("_")}


def test_everything_public_is_documented():
    for name in tr.__all__:
        thing = getattr(tr, name)
        if not inspect.isclass(thing):
            continue
        assert (thing.__doc__ or "").strip(), name
        for method, value in vars(thing).items():
            if not method.startswith("_") and inspect.isfunction(value) and name in ("Rulebook", "ArrowTable", "Norm"):
                assert (value.__doc__ or "").strip(), f"{name}.{method}"


def test_the_version_stands_in_one_place(root):
    header = (root / "include" / "tianya_rules" / "version.hpp").read_text(encoding="utf-8")
    assert f'#define TIANYA_RULES_VERSION "{tr.__version__}"' in header
