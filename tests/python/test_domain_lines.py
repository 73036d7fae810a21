# SPDX-License-Identifier: Apache-2.0
"""tests/domain_lines.md names tests that exist, and all that the tests of the description hold."""

import re

from conftest import ROOT

NAMED = set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", (ROOT / "tests" / "domain_lines.md").read_text(encoding="utf-8")))


def names_in(path):
    return {(path.name, name) for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}


def test_every_test_that_is_named_exists():
    existing = set().union(*(names_in(path) for path in (ROOT / "tests" / "python").glob("test_*.py")))
    assert len(NAMED) > 50 and NAMED - existing == set()


def test_every_test_of_a_line_is_named():
    about_lines = set().union(*(names_in(ROOT / "tests" / "python" / ("test_domain_%s.py" % part))
                                for part in ("verdicts", "readings", "facts", "output")))
    assert about_lines - NAMED == {("test_domain_verdicts.py", "test_the_bearer_stands_in_every_finding")}
