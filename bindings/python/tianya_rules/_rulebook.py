# SPDX-License-Identifier: Apache-2.0
"""A rulebook, and what is asked of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Optional, Union

from . import _core
from ._errors import Diagnostic, refusal
from ._facts import Facts, facts_json
from ._findings import Findings
from ._options import Assumptions, DateLike, Nulls, Readings, check_options, table_options
from ._tables import ArrowTable, table_source

LocalizedText = Mapping[str, str]
"""A text by language: ``{"zh": …, "en": …}``; a rulebook of one language has only that one."""


def in_language(text: LocalizedText, lang: str) -> str:
    """The text in ``lang``, else in what there is."""
    return text.get(lang) or next(iter(text.values()), "")


@dataclass(frozen=True)
class Norm:
    """One norm of a rulebook."""

    id: str
    """``art14.3``"""
    cites: str
    """The text unit that it rests on, as printed."""
    kind: str
    """``duty``, ``ban``, ``trigger`` or ``deadline``"""
    title: LocalizedText
    bearer: str
    """Id of who must act, or is in breach."""
    about: str
    """The kind of record that it judges."""
    quotes: tuple[str, ...]
    """The words of the text that it rests on; each occurs exactly once in what it cites."""
    same_as: Optional[str]
    """The norm whose conditions and deadline it shares."""
    inferred: LocalizedText
    """How it is inferred, where the text does not say it outright; empty otherwise."""
    _book: Rulebook = field(repr=False, compare=False)

    def show(self, lang: str = "zh", readings: Optional[Readings] = None) -> str:
        """The norm in plain words beside its wording, as a lawyer would check it. ``lang``: ``"zh"`` or ``"en"``."""
        return self._book.show(self.id, lang, readings)


class Answer(NamedTuple):
    """One answer to the question of a reading."""

    id: str
    label: LocalizedText
    basis: LocalizedText
    given: bool
    """Whether the caller gives a list with it: ``readings={"…": (id, [...])}``."""


class Reading(NamedTuple):
    """A question that the wording leaves open, and its answers."""

    id: str
    label: LocalizedText
    question: LocalizedText
    default: str
    answers: tuple[Answer, ...]


class MissingCount(NamedTuple):
    """An absent attribute, and how many undetermined findings wait for it."""

    entity: str
    attribute: str
    findings: int
    needs_judgement: bool
    """Whether it is a person's appraisal, not a record."""


class MissingCounts(list[MissingCount]):
    """The attributes that most findings wait for, most first."""

    undetermined: int = 0
    """All undetermined findings."""


class Rulebook:
    """A rulebook: its norms, readings and vocabulary, and the checks that it makes. Immutable; threads may share it.

    >>> book = Rulebook.default()
    >>> findings = book.check({"case": [{"id": "C-17", "received_on": "2026-09-21"}]}, as_of="2026-11-23")
    """

    def __init__(self, core: _core.Rulebook, source: Optional[str]) -> None:
        """Not for callers: use :meth:`default` or :meth:`load`."""
        self._core = core
        self._source = source
        head = core.head()
        self.id: str = head["id"]
        self.digest: str = head["digest"]
        """``sha256:…`` over its files."""
        self.title: LocalizedText = head["title"]
        self.issuer: LocalizedText = head["issuer"]
        self.bearers: Mapping[str, LocalizedText] = head["bearers"]
        """Label of each bearer, by id."""
        self._norms: dict[str, Norm] = {norm["id"]: Norm(**norm, _book=self) for norm in core.norms()}
        self._entities: dict[str, Mapping[str, Any]] = {entity["name"]: entity for entity in core.entities()}

    @classmethod
    def default(cls) -> Rulebook:
        """The rulebook that the package carries."""
        return cls(_core.Rulebook.shipped(""), None)

    @classmethod
    def load(cls, path: Union[str, os.PathLike[str]]) -> Rulebook:
        """A folder of YAML. TianyaRulesError with every problem of it at once."""
        folder = os.fspath(path)
        return cls(_core.Rulebook.load(folder), folder)

    @property
    def warnings(self) -> list[Diagnostic]:
        """What `lint` says of it."""
        return self._core.warnings()

    @property
    def rules(self) -> list[str]:
        """Ids of all norms, in the order of findings."""
        return list(self._norms)

    @property
    def readings(self) -> dict[str, Reading]:
        """The questions that the wording leaves open, by id."""
        found = {}
        for reading in self._core.readings():
            reading["answers"] = tuple(Answer(**answer) for answer in reading["answers"])
            found[reading["id"]] = Reading(**reading)
        return found

    @property
    def entities(self) -> dict[str, Mapping[str, Any]]:
        """The vocabulary: each kind of record with its label and attributes (name, type, label, description, range, labels)."""
        return dict(self._entities)

    def __getitem__(self, rule: str) -> Norm:
        """The norm of that id. KeyError, with the nearest ids, where there is none."""
        if rule not in self._norms:
            import difflib

            near = difflib.get_close_matches(rule, self._norms, 3)
            raise KeyError(f"no rule is called {rule!r}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
        return self._norms[rule]

    def __iter__(self) -> Iterator[Norm]:
        return iter(self._norms.values())

    def __len__(self) -> int:
        return len(self._norms)

    def __contains__(self, rule: object) -> bool:
        return rule in self._norms

    def show(self, rule: str, lang: str = "zh", readings: Optional[Readings] = None) -> str:
        """A norm in plain words beside its wording, under the given readings. ``lang``: ``"zh"`` or ``"en"``."""
        if lang not in ("zh", "en"):
            raise ValueError(f'lang is "zh" or "en", not {lang!r}')
        self[rule]
        return self._core.show(self.rules.index(rule), lang, check_options(readings=readings))

    def check(
        self,
        facts: Facts,
        as_of: Optional[DateLike] = None,
        readings: Optional[Readings] = None,
        assume: Optional[Assumptions] = None,
        published_on: Optional[DateLike] = None,
        known_on: Optional[DateLike] = None,
        rules: Union[str, Iterable[str], None] = None,
        lenient: bool = False,
    ) -> Findings:
        """Judges every record by every rule about it.

        ``facts``: entity -> list of records (mappings with an ``id``; a missing key says that nobody told us, None that nothing happened
        or there is none; dates as ``datetime.date`` or ISO text; NumPy scalars are fine), or the same as JSON text, or a JSON file.
        ``as_of``: the day as of which to judge; here or in the facts.
        ``readings``: reading -> answer, where not the default. ``assume``: ``"entity.attribute"`` -> its value where it is absent.
        ``published_on``: commencement; before it nothing applies. ``known_on``: the working calendar as it was known that day.
        ``rules``: ids or globs (``"art18.*"``); all by default.
        ``lenient``: a cell of a wrong value becomes an error value, with a warning, instead of a refusal of everything.

        TianyaRulesError, with every problem at once, where facts or options cannot be used. The GIL is released meanwhile.
        """
        options: dict[str, Any] = {
            "as_of": as_of,
            "readings": readings,
            "assume": assume,
            "published_on": published_on,
            "known_on": known_on,
            "rules": rules if rules is None or isinstance(rules, str) else list(rules),
            "lenient": lenient,
        }
        text, name = facts_json(facts)
        found = self._core.check_json(text, check_options(**options), name)
        return Findings(found, (self, text, {key: value for key, value in options.items() if value}))

    def check_table(
        self,
        entity: str,
        table: Any,
        as_of: Optional[DateLike] = None,
        rules: Union[str, Iterable[str], None] = None,
        rename: Optional[Mapping[str, Optional[str]]] = None,
        nulls: Nulls = None,
        details: bool = False,
        readings: Optional[Readings] = None,
        assume: Optional[Assumptions] = None,
        published_on: Optional[DateLike] = None,
        known_on: Optional[DateLike] = None,
        lenient: bool = False,
    ) -> ArrowTable:
        """Judges a table of one kind of records, a row each, in a few nanoseconds a row.

        ``table``: anything with ``__arrow_c_stream__`` or ``__arrow_c_array__`` (pandas, polars, pyarrow, DuckDB), a dict of NumPy arrays,
        or a list of dicts. Columns are attributes by name or by label; a missing column is absent in every row; other columns are
        left alone. ``rename``: column -> attribute, or None to leave the column alone.
        ``nulls``: what a null says in a column whose type has ``?``: ``"null"`` (nothing happened, there is none) or ``"absent"`` (nobody
        told us), for all or by column. Without it such a column is refused. Where both occur, a bool column ``<attribute>.known`` says
        which (False: absent). In a list of dicts a missing key is absent and None is null.
        ``details``: adds ``<rule>.possible``, ``.missing``, ``.needs_judgement``, and of deadlines ``.due`` and ``.days_late``.
        Other options as in :meth:`check`; ``as_of`` is required.

        The result has ``id`` (passed through; without one the row number, from 0), then a column of verdicts for each rule.
        TianyaRulesError, naming column, row (from 0) and value, where the table cannot be used. The GIL is released meanwhile.
        """
        options = check_options(as_of, readings, assume, published_on, known_on, rules, lenient)
        table_opts = table_options(rename, nulls, details, lenient)
        source = table_source(table, self._attribute_of(entity), rename)
        return ArrowTable(self._core.check_table(entity, source, options, table_opts))

    def _attribute_of(self, entity: str) -> dict[str, Mapping[str, Any]]:
        """The entity's attributes by name and, where it is one attribute's alone, by label."""
        found: dict[str, Mapping[str, Any]] = {}
        attributes = self._entities[entity]["attributes"] if entity in self._entities else []
        labels = [label for attribute in attributes for label in attribute["label"].values()]
        for attribute in attributes:
            for label in attribute["label"].values():
                if labels.count(label) == 1:
                    found[label] = attribute
        found.update((attribute["name"], attribute) for attribute in attributes)
        return found

    def missing_counts(
        self,
        facts: Facts,
        as_of: Optional[DateLike] = None,
        readings: Optional[Readings] = None,
        assume: Optional[Assumptions] = None,
        published_on: Optional[DateLike] = None,
        known_on: Optional[DateLike] = None,
        rules: Union[str, Iterable[str], None] = None,
        lenient: bool = False,
    ) -> MissingCounts:
        """Which absent attribute blocks how many findings, most first: what is most worth asking for. Options as in :meth:`check`."""
        text, name = facts_json(facts)
        options = check_options(as_of, readings, assume, published_on, known_on, rules, lenient)
        return _missing_counts(self._core.missing_of_facts(text, options, name))

    def missing_counts_table(
        self,
        entity: str,
        table: Any,
        as_of: Optional[DateLike] = None,
        rules: Union[str, Iterable[str], None] = None,
        rename: Optional[Mapping[str, Optional[str]]] = None,
        nulls: Nulls = None,
        readings: Optional[Readings] = None,
        assume: Optional[Assumptions] = None,
        published_on: Optional[DateLike] = None,
        known_on: Optional[DateLike] = None,
        lenient: bool = False,
    ) -> MissingCounts:
        """The same for a table of one kind of records. Arguments as in :meth:`check_table`."""
        options = check_options(as_of, readings, assume, published_on, known_on, rules, lenient)
        source = table_source(table, self._attribute_of(entity), rename)
        return _missing_counts(self._core.missing_of_table(entity, source, options, table_options(rename, nulls, False, lenient)))

    def sensitivity(
        self,
        facts: Facts,
        as_of: Optional[DateLike] = None,
        readings: Optional[Readings] = None,
        assume: Optional[Assumptions] = None,
        published_on: Optional[DateLike] = None,
        known_on: Optional[DateLike] = None,
        rules: Union[str, Iterable[str], None] = None,
        lenient: bool = False,
    ) -> dict[str, Any]:
        """Which findings change when one reading is answered otherwise, one at a time from those in force. Options as in :meth:`check`.

        ``flips``: dicts with ``reading``, ``answer``, ``rule``, ``subject``, ``from``, ``to`` (possible verdicts), ``due_from``, ``due_to``;
        ``skipped``: answers that need a list which nobody gave.
        """
        text, name = facts_json(facts)
        options = check_options(as_of, readings, assume, published_on, known_on, rules, lenient)
        return self._core.sensitivity(text, options, name)

    def __repr__(self) -> str:
        return f"<Rulebook {self.id}: {len(self)} rules, {self.digest[:19]}…>"

    def __reduce__(self) -> Any:
        return _open_again, (self._source, self.digest)


def _missing_counts(found: tuple[int, list[tuple[str, str, int, bool]]]) -> MissingCounts:
    counts = MissingCounts(MissingCount(*row) for row in found[1])
    counts.undetermined = found[0]
    return counts


def _open_again(source: Optional[str], digest: str) -> Rulebook:
    book = Rulebook.default() if source is None else Rulebook.load(source)
    if book.digest != digest:
        raise refusal("other-rulebook", f"the rulebook {source or book.id} is not the one that was pickled: {book.digest}, not {digest}")
    return book
