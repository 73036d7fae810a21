# SPDX-License-Identifier: Apache-2.0
"""Runs the program `tianya-rules` for the tests: which binary, in which folder, in which language."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"


def find_program() -> Path:
    """The program under test. That there is none is a failure, never a skip."""
    named = os.environ.get("TIANYA_RULES_CLI")
    candidates = [Path(named)] if named else [ROOT / "build" / preset / "tianya-rules" for preset in ("release", "dev", "asan")]
    for candidate in candidates:
        if candidate.is_file():
            return candidate.resolve()
    raise AssertionError(f"no program to test: build it, or set TIANYA_RULES_CLI (looked at {', '.join(map(str, candidates))})")


@dataclass
class Outcome:
    status: int
    out: str
    err: str


def run(*arguments, stdin: bytes = b"", lang: str = "en", folder: Path = GOLDEN, environment=None) -> Outcome:
    """Runs the program with `--lang` (not added where lang is "")."""
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", **(environment or {})}
    for key in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH", "TMPDIR"):
        if key in os.environ:
            env[key] = os.environ[key]
    command = [str(find_program()), *map(str, arguments)]
    if lang:
        command += ["--lang", lang]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=folder, env=env, timeout=120)
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def without_digests(text: str) -> str:
    """Digests change with every word of a rulebook or calendar; that they are right is tested elsewhere."""
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text)


def compare(name: str, text: str, update: bool) -> None:
    """Compares with tests/golden/expected/<name>, or writes it with --update-golden."""
    path = GOLDEN / "expected" / name
    text = without_digests(text)
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    assert path.is_file(), f"{path} is missing; look at the output, then write it with --update-golden"
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is meant, write it anew with --update-golden"
