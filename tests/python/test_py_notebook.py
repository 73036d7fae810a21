# SPDX-License-Identifier: Apache-2.0
"""Findings in a notebook."""

import html.parser
import re

import pytest

import tianya_rules as tr


class Balance(html.parser.HTMLParser):
    """Whether every element is closed; collects the text."""

    def __init__(self, text):
        super().__init__()
        self.open, self.words, self.tags = [], [], set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def findings(ids=("C-1",)):
    case = {"item_kind": "time_limited", "materials_complete": True, "received_on": "2026-09-21", "promised_workdays": 10,
            "prescribed_workdays": None, "excluded_workdays": 0, "completed_on": "2026-10-14", "refused": False}
    return tr.Rulebook.default().check({"case": [{**case, "id": name} for name in ids]}, as_of="2026-11-23")


@pytest.mark.parametrize("lang, words", [("zh", ["截至 2026-11-23", "违反", "第十八条", "逾期 2 天"]),
                                         ("en", ["as of 2026-11-23", "violated", "第十八条", "2 days after"])])
def test_says_what_check_says(lang, words):
    page = Balance(findings().to_html(lang))
    text = "".join(page.words)
    assert page.open == [] and all(word in text for word in words)
    assert not {"script", "style", "img", "a"} & page.tags


def test_ids_are_text():
    evil = '<script>alert("x")</script>&"\''
    page = findings([evil])._repr_html_()
    assert evil not in page and "<script" not in page
    assert evil in "".join(Balance(page).words)


def test_worst_first_and_no_more_than_asked_for():
    many = findings([f"C-{i}" for i in range(30)])
    page = many.to_html("en", limit=4)
    assert page.count("<li") == 4 and "56 more" in page and many.to_html("en").count("<li") == 10
    rows = re.findall(r"<code>(art[\w.]+)</code></th>", page)
    assert rows[0] in ("art16.3.2", "art18.limit") and len(rows) == len(set(rows))


def test_reads_on_white_and_on_black():
    """Text has the page's own colour, and nothing is painted behind it."""
    page = findings().to_html()
    colours = set(re.findall(r"(?<![-\w])(?:color|background(?:-color)?):([^;\"]+)", page))
    assert colours <= {"inherit", "transparent"}


def test_language_is_one_of_two():
    with pytest.raises(ValueError):
        findings().to_html("fr")
