# SPDX-License-Identifier: Apache-2.0
"""check_table agrees with check on the same random facts, whatever shape the table has."""

import datetime
import pathlib
import random
import sys

import pytest

import tianya_rules as tr

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from oracle.random_facts import Trial  # noqa: E402
from oracle.vocabulary import ENTITIES  # noqa: E402

pa = pytest.importorskip("pyarrow")
SEEDS = range(24)
ARROW_TYPES = {"date": pa.date32(), "date?": pa.date32(), "int": pa.int64(), "int?": pa.int64(), "enum": pa.string(), "list": pa.list_(pa.string()),
               "bool": pa.bool_(), "derived": pa.bool_()}


@pytest.fixture(scope="module")
def book():
    return tr.Rulebook.default()


def cell(attribute, value):
    return datetime.date.fromisoformat(value) if value is not None and attribute.type.startswith("date") else value


def as_arrow(entity, records, rng):
    """Columns with `.known` beside those in which null and absent both occur; some enumerations as dictionaries."""
    columns = {"id": pa.array([record["id"] for record in records])}
    for attribute in ENTITIES[entity]:
        if not any(attribute.name in record for record in records) and rng.random() < 0.5:
            continue
        cells = pa.array([cell(attribute, record.get(attribute.name)) for record in records], ARROW_TYPES[attribute.type])
        if attribute.type == "enum" and rng.random() < 0.5:
            cells = cells.dictionary_encode()
        if attribute.type.startswith("date") and rng.random() < 0.3:
            cells = cells.cast(pa.timestamp(rng.choice(["s", "ms", "us"])))
        columns[attribute.name] = cells
        if attribute.nullable:
            columns[attribute.name + ".known"] = pa.array([attribute.name in record for record in records])
    table = pa.table(columns)
    return pa.concat_tables([table.slice(0, 3), table.slice(3)]) if rng.random() < 0.5 else table


def as_dicts(entity, records, rng):
    return [dict(record) for record in records]


def as_polars(entity, records, rng):
    return pytest.importorskip("polars").from_arrow(as_arrow(entity, records, rng))


def as_pandas(entity, records, rng):
    pytest.importorskip("pandas")
    return as_arrow(entity, records, rng).to_pandas(date_as_object=rng.random() < 0.5)


def options_of(trial):
    readings = dict(trial.readings)
    if trial.phrases:
        readings["banned_phrases"] = ("listed", trial.phrases)
    return {"as_of": trial.as_of, "readings": readings, "assume": trial.assumptions, "published_on": trial.published_on}


@pytest.mark.parametrize("shape", [as_arrow, as_dicts, as_polars, as_pandas])
def test_check_table_agrees_with_check(book, shape):
    compared = 0
    for seed in SEEDS:
        rng = random.Random(seed)
        trial = Trial(rng, per_entity=12)
        options = options_of(trial)
        findings = book.check(trial.facts, **options)
        by_rule = {(f.entity, f.id, f.rule): f for f in findings}
        for entity, records in trial.facts.items():
            result = pa.table(book.check_table(entity, shape(entity, records, rng), details=True, **options))
            result.validate(full=True)
            rules = [norm.id for norm in book if norm.about == entity]
            for row in result.to_pylist():
                for rule in rules:
                    finding = by_rule.pop((entity, row["id"], rule))
                    said = (row[rule], tuple(row[rule + ".possible"]), tuple(row[rule + ".missing"]), tuple(row[rule + ".needs_judgement"]))
                    assert said == (finding.verdict, finding.possible, finding.missing, finding.needs_judgement), (seed, entity, row["id"], rule)
                    if book[rule].kind == "deadline":
                        assert (row[rule + ".due"], row[rule + ".days_late"]) == (finding.due, finding.days_late), (seed, row["id"], rule)
                    compared += 1
        assert by_rule == {}
    assert compared > 10_000


def test_counts_of_what_is_missing_agree(book):
    for seed in SEEDS:
        rng = random.Random(seed)
        trial = Trial(rng, per_entity=12)
        options = options_of(trial)
        for entity, records in trial.facts.items():
            by_facts = book.missing_counts({entity: records}, **options)
            by_table = book.missing_counts_table(entity, as_arrow(entity, records, rng), **options)
            assert by_table == by_facts and by_table.undetermined == by_facts.undetermined, (seed, entity)
