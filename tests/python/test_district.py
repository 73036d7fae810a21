# SPDX-License-Identifier: Apache-2.0
"""The example district: what was planted in it is found, and nothing else is. Once by the program, once by the slow judge."""

import collections
import hashlib
import json
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from oracle.judge import judge  # noqa: E402
from oracle.vocabulary import ENTITIES  # noqa: E402

DISTRICT = ROOT / "examples" / "district"
BOOK = ROOT / "rules" / "window_staff"
LEAST = {"staff": 300, "case": 20000, "inquiry": 5000, "absence": 500, "rotation": 50, "recall": 20, "site": 72,
         "service_commitment": 72, "window": 100, "bureau": 1}


def generate(folder, *options):
    command = [sys.executable, "-B", str(DISTRICT / "generate.py"), "--out", str(folder), *options]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    return generate(tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="module")
def facts(district):
    return {entity: read_lines(district / (entity + ".ndjson")) for entity in ENTITIES}


@pytest.fixture(scope="module")
def planted(district):
    return json.loads((district / "planted.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report(cli, district):
    """(exit status, findings that are violated or triggered, all else of the report, the file)"""
    path = district / "report.jsonl"
    files = sorted(district.glob("*.ndjson"))
    as_of = (district / "as_of").read_text(encoding="utf-8").strip()
    options = ["--as-of", as_of, "--format", "ndjson", "--only", "violated,triggered", "-o", path]
    done = cli.run("check", *files, *options)
    assert done.returncode in (0, 3, 4), done.stderr
    *findings, rest = read_lines(path)
    return done.returncode, findings, rest, path


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def expected(planted):
    """{(rule, entity, id): verdict} with all that follows."""
    wanted = {}
    for entry in planted["planted"]:
        for rule, verdict in [(entry["rule"], entry["verdict"])] + [(f["rule"], f["verdict"]) for f in entry["follows"]]:
            key = (rule, entry["entity"], entry["id"])
            assert key not in wanted, key
            wanted[key] = verdict
    return wanted


def differences(wanted, found):
    """The first few on each side, so that a failure can be read."""
    lost = sorted(key for key in wanted if found.get(key) != wanted[key])
    extra = sorted(key for key in found if key not in wanted)
    return {"planted but not found": lost[:10], "found but not planted": extra[:10]} if lost or extra else {}


def digests(folder):
    names = [entity + ".ndjson" for entity in ENTITIES] + ["as_of", "planted.json"]
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def test_it_is_as_large_as_a_district(facts):
    assert {entity: len(facts[entity]) for entity in facts if len(facts[entity]) < LEAST[entity]} == {}
    kinds = collections.defaultdict(set)
    for member in facts["staff"]:
        kinds[member.get("site_kind")].add(member["site_id"])
    assert len(kinds["community_service_department"]) >= 12
    assert len(kinds["resident_service_centre"] | kinds["village_service_station"]) >= 60


def test_every_record_belongs_to_a_site(facts):
    sites = {site["id"] for site in facts["site"]}
    for entity in set(ENTITIES) - {"site", "bureau"}:
        assert {record["site_id"] for record in facts[entity]} <= sites, entity


def test_every_attribute_is_told_and_many_are_sometimes_not(facts):
    partly = 0
    for entity, attributes in ENTITIES.items():
        for attribute in attributes:
            told = sum(attribute.name in record for record in facts[entity])
            assert told or attribute.type == "derived", (entity, attribute.name)
            partly += 0 < told < len(facts[entity])
    assert partly >= 40


def test_it_is_one_year(facts):
    received = [case["received_on"] for case in facts["case"]]
    assert "2025-11-24" <= min(received) and max(received) <= "2026-11-23"
    assert {day[:7] for day in received} == {"2025-11", "2025-12", *("2026-%02d" % month for month in range(1, 12))}


def test_every_norm_is_planted(planted):
    norms = [rule for name in yaml.safe_load((BOOK / "regulation.yaml").read_text(encoding="utf-8"))["norms"]
             for rule in yaml.safe_load((BOOK / name).read_text(encoding="utf-8"))]
    assert len(norms) == 54
    assert {rule for rule, _, _ in expected(planted)} == set(norms)


def test_a_seed_gives_the_same_bytes_and_another_gives_others(district, tmp_path):
    first = digests(district)
    assert digests(generate(tmp_path / "again", "--seed", "1")) == first
    other = digests(generate(tmp_path / "other", "--seed", "2"))
    # There is little to vary of the Bureau.
    assert {name for name in first if first[name] == other[name]} <= {"as_of", "bureau.ndjson"}


@pytest.mark.parametrize("seed", [1, 11])
def test_the_slow_judge_finds_what_was_planted_and_nothing_else(seed, tmp_path):
    folder = generate(tmp_path, "--seed", str(seed))
    facts = {entity: read_lines(folder / (entity + ".ndjson")) for entity in ENTITIES}
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    findings = judge(facts, planted["as_of"])
    found = {(f["rule"], f["entity"], f["id"]): f["verdict"] for f in findings if f["verdict"] in ("violated", "triggered")}
    assert differences(expected(planted), found) == {}
    assert sum(f["verdict"] == "undetermined" for f in findings) > 0.01 * len(findings)
    assert sum(f["verdict"] == "pending" for f in findings) > 100


def test_the_program_finds_what_was_planted_and_nothing_else(report, planted):
    status, findings, _, _ = report
    found = {(f["rule"], f["subject"]["type"], f["subject"]["id"]): f["verdict"] for f in findings}
    assert len(found) == len(findings)
    assert differences(expected(planted), found) == {}
    assert status == 3


def test_the_program_counts_as_the_slow_judge_does(report, facts, planted):
    _, _, rest, _ = report
    verdicts = collections.Counter(f["verdict"] for f in judge(facts, planted["as_of"]))
    assert {name: count for name, count in rest["summary"].items() if count} == verdicts
    assert rest["as_of"] == planted["as_of"]


def test_the_worst_sites_are_those_that_were_made_worse(report, district, planted):
    _, _, _, path = report
    command = [sys.executable, "-B", str(DISTRICT / "worst_sites.py"), str(district), str(path), "--count", "4"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60)
    listed = [line.split(maxsplit=2)[:2] for line in done.stdout.splitlines()]
    assert {site for _, site in listed[:3]} == set(planted["worse_sites"])
    assert int(listed[2][0]) > 1.5 * int(listed[3][0])
