# SPDX-License-Identifier: Apache-2.0
"""Findings as HTML for a notebook: the same as `check` says, readable on white and on black."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ._tables import VERDICTS

if TYPE_CHECKING:
    from ._findings import Findings
    from ._rulebook import Rulebook

_LABELS = {
    "zh": dict(zip(VERDICTS, ("合规", "违反", "未到期", "触发", "未触发", "不适用", "无法认定"))),
    "en": dict(zip(VERDICTS, ("compliant", "violated", "pending", "triggered", "not triggered", "not applicable", "undetermined"))),
}
_WORST_FIRST = ("violated", "triggered", "undetermined", "pending", "compliant", "not_triggered", "not_applicable")
_WORDS = {
    "zh": {"as_of": "截至", "findings": "项认定", "norm": "条款", "bearer": "责任", "due": "应于", "first": "前 {} 项违反", "none": "没有违反。",
           "rest": "其余 {} 项：<code>findings.violated</code>；全部认定：<code>findings.to_pandas()</code>；理由：<code>finding.explain(\"zh\")</code>",
           "all": "全部认定：<code>findings.to_pandas()</code>；理由：<code>finding.explain(\"zh\")</code>", "fine": "其余条款没有需要注意的。"},
    "en": {"as_of": "as of", "findings": "findings", "norm": "norm", "bearer": "who must act", "due": "due", "first": "the first {} violations",
           "none": "No violations.",
           "rest": "{} more: <code>findings.violated</code>; everything: <code>findings.to_pandas()</code>; why: <code>finding.explain(\"en\")</code>",
           "all": "everything: <code>findings.to_pandas()</code>; why: <code>finding.explain(\"en\")</code>", "fine": "Nothing to note about the other norms."},
}
# Borders and text take the page's own colour; nothing is told by colour alone.
_CELL = "padding:2px 10px;text-align:right;color:inherit;border-bottom:1px solid rgba(128,128,128,.35);background:transparent"
_NAME = "padding:2px 10px;text-align:left;color:inherit;border-bottom:1px solid rgba(128,128,128,.35);background:transparent"


def _text(text: object, lang: str) -> str:
    from ._rulebook import in_language

    return escape(in_language(text, lang)) if isinstance(text, dict) else escape(str(text))


def findings_html(findings: Findings, book: Rulebook, lang: str, limit: int) -> str:
    if lang not in _WORDS:
        raise ValueError(f'lang is "zh" or "en", not {lang!r}')
    words = _WORDS[lang]
    head = f"<div><b>{_text(book.title, lang)}</b></div><div>{words['as_of']} {findings.as_of} · {len(findings):,} {words['findings']}</div>"
    body = _counts_table(findings, book, lang) + _violations(findings, book, lang, limit)
    return f'<div style="color:inherit;font-family:sans-serif;line-height:1.45">{head}{body}</div>'


def _counts_table(findings: Findings, book: Rulebook, lang: str) -> str:
    """Counts by norm: those with anything that needs attention, worst first, then a line for all."""
    counts: dict[str, dict[str, int]] = {}
    for finding in findings:
        row = counts.setdefault(finding.rule, dict.fromkeys(VERDICTS, 0))
        row[finding.verdict] += 1
    columns = [verdict for verdict in _WORST_FIRST if findings.summary[verdict]]
    notable = [rule for rule, row in counts.items() if any(row[verdict] for verdict in _WORST_FIRST[:4])]
    notable.sort(key=lambda rule: [-counts[rule][verdict] for verdict in _WORST_FIRST])
    head = "".join(f'<th scope="col" style="{_CELL}">{_LABELS[lang][verdict]}</th>' for verdict in columns)
    lines = [f'<tr><th scope="col" style="{_NAME}">{_WORDS[lang]["norm"]}</th>{head}</tr>']
    for rule in notable:
        norm = book[rule]
        name = f"{escape(norm.cites)}　{_text(norm.title, lang)} <code>{escape(rule)}</code>"
        lines.append(_line(name, [counts[rule][verdict] for verdict in columns]))
    lines.append(_line("<b>∑</b>", [findings.summary[verdict] for verdict in columns]))
    table = f'<table style="border-collapse:collapse;margin:6px 0;color:inherit">{"".join(lines)}</table>'
    return table + ("" if len(notable) == len(counts) else f"<div>{_WORDS[lang]['fine']}</div>")


def _line(name: str, counts: list[int]) -> str:
    cells = "".join(f'<td style="{_CELL}">{count or "·":{"," if count else ""}}</td>' for count in counts)
    return f'<tr><th scope="row" style="{_NAME};font-weight:normal">{name}</th>{cells}</tr>'


def _violations(findings: Findings, book: Rulebook, lang: str, limit: int) -> str:
    words = _WORDS[lang]
    violated = findings.violated
    if not violated:
        return f"<div>{words['none']}</div><div>{words['all']}</div>"
    items = []
    for finding in violated[:limit]:
        norm = book[finding.rule]
        entity = _text(book.entities[finding.entity]["label"], lang)
        bearer = _text(book.bearers[finding.bearer], lang)
        items.append(
            f'<li style="margin:4px 0"><b>✗ {_LABELS[lang]["violated"]}</b> {entity} {escape(finding.id)} · {escape(norm.cites)}　'
            f"{_text(norm.title, lang)}（{words['bearer']}：{bearer}）<br>{escape(finding.message(lang))}</li>"
            if lang == "zh"
            else f'<li style="margin:4px 0"><b>✗ {_LABELS[lang]["violated"]}</b> {entity} {escape(finding.id)} · {escape(norm.cites)} '
            f"{_text(norm.title, lang)} ({words['bearer']}: {bearer})<br>{escape(finding.message(lang))}</li>"
        )
    more = len(violated) - limit
    rest = words["rest"].format(f"{more:,}") if more > 0 else words["all"]
    shown = min(limit, len(violated))
    return f"<div>{words['first'].format(shown)}</div><ul style=\"margin:4px 0;padding-left:20px\">{''.join(items)}</ul><div>{rest}</div>"
