# SPDX-License-Identifier: Apache-2.0
"""The shipped rulebook as text, read with PyYAML alone: its wording, quotes, names and order.

The library's own loader checks much of this again; this test shares no code with it.
"""

import pathlib
import re
import unicodedata

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOK = ROOT / "rules" / "window_staff"
FIXTURE = ROOT / "tests" / "data" / "window_staff_regulation.txt"

# rule, about, kind, bearer: in the order of findings.
NORMS = """
art04.assessor staff duty bureau
art05.norms bureau duty bureau
art05.oversight bureau duty bureau
art08.established_by window duty bureau
art09.unified window duty bureau
art10.headcount site duty bureau
art10.selection site duty site
art10.roster site duty site
art11.1 staff duty staff
art11.2 staff duty staff
art11.3 staff duty staff
art11.4.patience inquiry duty staff
art11.4.follow_up inquiry duty staff
art11.4.feedback inquiry duty staff
art12.stability staff ban site
art12.report absence deadline site
art12.measures absence deadline site
art13.notice_period rotation deadline site
art13.notice_form rotation duty site
art13.notice_content rotation duty site
art13.approval rotation deadline site
art13.familiarised rotation deadline site
art13.familiarisation rotation duty site
art13.order rotation duty site
art14.1 staff trigger bureau
art14.2 staff trigger bureau
art14.3 staff trigger bureau
art14.4 staff trigger bureau
art14.5 staff trigger bureau
art14.6 staff trigger bureau
art14.recall staff duty bureau
art14.no_ground staff ban bureau
art14.decided_by recall duty bureau
art15.1 recall deadline bureau
art15.2.successor recall deadline site
art15.2.handling recall duty site
art15.3 recall deadline staff
art15.order recall duty site
art15.4 recall ban staff
art16.1 service_commitment duty site
art16.2 service_commitment duty site
art16.3.1 case duty staff
art16.3.2 case deadline staff
art17.1.inform inquiry duty staff
art17.1.refusal case duty staff
art17.2.review case duty staff
art17.2.immediate case deadline staff
art17.2.supplement case duty staff
art17.3.record inquiry duty staff
art18.limit case deadline staff
art19.1 inquiry duty staff
art19.2 inquiry duty staff
art19.3.manner inquiry duty staff
art19.3.phrases inquiry ban staff
"""

# reading: its answers, the default first.
READINGS = {
    "three_or_more": ["three", "four"],
    "one_month": ["calendar_month", "forward", "thirty_days", "month_and_a_day"],
    "one_week": ["seven_days", "five_workdays"],
    "one_day_ahead": ["one_day", "one_workday"],
    "binding_limit": ["shorter", "promised"],
    "after_supplement": ["restart", "pause"],
    "excluded_time": ["left_out", "counted"],
    "conforming_content": ["any_outcome", "granted_only"],
    "local_holidays": ["national", "hainan"],
    "breach_of_both": ["both", "either"],
    "banned_phrases": ["quoted", "listed"],
    "phrase_use": ["as_pretext", "uttered"],
    "at_will": ["without_agreement", "any"],
    "one_notice": ["exactly_one", "one_or_more"],
    "closed_grounds": ["closed", "open"],
    "approval_first": ["not_required", "required"],
}

# Attributes in order: name, type; `+` is a range from 0, `!` a judged fact. Every entity but two ends with site_id.
ATTRIBUTES = {
    "staff": """site_kind enum, on_window_duty bool, operates_equipment bool!, service_minded bool!, speaks_clearly bool!,
        completes_matters_well bool!, neatly_dressed bool!, well_mannered bool!, courteous bool!, civil_language bool!,
        diverted_to_other_work bool, diversion_agreed bool, serious_discipline_breach bool!, serious_rules_breach bool!,
        major_adverse_effect bool!, unlawful_act bool, processing_errors int+, retrained bool, post_training_assessment enum,
        upheld_complaints int+, mainly_responsible bool!, extremely_bad_effect bool!, assessment_result enum, assessed_by enum,
        other_serious_circumstance bool!, recall_decided bool""",
    "absence": "staff_id string, leaves_on date, window_kept_running bool, reported_on date?, measures_agreed_on date?",
    "rotation": """takes_effect_on date, notice_on date?, notice_form enum, names_persons bool, includes_background bool,
        approved_on date?, familiarisation_from date?, familiarisation_to date?, formalities_on date?""",
    "recall": """staff_id string, decided_by enum, letter_on date?, successor_proposed_on date?, dealt_with bool,
        formalities_on date?, handover_completed_on date?, exited_on date?""",
    "case": """item_kind enum, received_on date, materials_complete bool, reviewed_on_spot bool, supplement_notices int+,
        supplement_notice_on date?, supplement_notice_written bool, supplement_list_complete bool, supplemented_on date?,
        prescribed_workdays int?+, promised_workdays int?+, excluded_workdays int+, completed_on date?, guide_published bool,
        handled_per_guide bool, refused bool, refusal_reason_given bool""",
    "inquiry": """channel enum, asks_about_matter bool, informed_basis bool, informed_time_limit bool, informed_procedure bool,
        informed_materials bool, informed_in_one_go bool, recorded bool, within_remit bool, handling enum, reason_explained bool,
        guidance_given bool, said list<string>, used_to_shirk bool!, civil_manner bool!, patient bool!, resolved_on_spot bool,
        issue_recorded bool, issue_reported bool, outcome_available bool, feedback_given bool""",
    "site": "headcount_set_from_workload bool, approved_headcount int+, assigned_staff int+, roster_filed bool",
    "service_commitment": """publishes_content bool, publishes_procedure bool, publishes_standards bool, publishes_basis bool,
        publishes_supervision bool, breaches int+, breaches_dealt_with int+, breaches_published int+""",
    "window": "established_by enum, unified_workflow bool, unified_standard bool",
    "bureau": """window_norms_established bool, procedure_norms_established bool, inspects bool, assesses bool, supervises bool,
        guides bool""",
}

CODES = {
    "staff.site_kind": "community_service_department resident_service_centre village_service_station other",
    "staff.post_training_assessment": "not_assessed competent incompetent",
    "staff.assessment_result": "not_assessed qualified unqualified",
    "staff.assessed_by": "bureau site other",
    "rotation.notice_form": "official_letter other_written oral",
    "recall.decided_by": "bureau site other",
    "case.item_kind": "immediate time_limited",
    "inquiry.channel": "counter phone visit",
    "inquiry.handling": "answered handled transferred guided none",
    "window.established_by": "bureau other",
}

KINDS = {"requires": "duty", "forbids": "ban", "when": "trigger", "deadline": "deadline"}


class StrictLoader(yaml.SafeLoader):
    """PyYAML keeps the last of duplicate keys and resolves aliases: both are refused here."""

    def compose_node(self, parent, index):
        assert not self.check_event(yaml.AliasEvent), "an alias"
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"a duplicate key near {node.start_mark}"
        return super().construct_mapping(node, deep)


def load(name):
    return yaml.load((BOOK / name).read_text(encoding="utf-8"), StrictLoader)


@pytest.fixture(scope="module")
def regulation():
    return load("regulation.yaml")


@pytest.fixture(scope="module")
def facts():
    return load("facts.yaml")


@pytest.fixture(scope="module")
def readings():
    return load("readings.yaml")


@pytest.fixture(scope="module")
def norms(regulation):
    merged = {}
    for name in regulation["norms"]:
        for norm, body in load(name).items():
            assert norm not in merged
            merged[norm] = body
    return merged


def squeeze(text):
    return re.sub(r"\s", "", text)


def units(outline):
    """Every unit with its items below it, in the order of the text."""
    for unit in outline:
        yield unit
        yield from units(unit.get("items", []))


@pytest.fixture(scope="module")
def by_label(regulation):
    labels = [unit["label"] for unit in units(regulation["outline"])]
    assert len(labels) == len(set(labels))
    return {unit["label"]: unit for unit in units(regulation["outline"])}


def pieces(unit):
    """(label, which, words) of the unit and its items: a quote lies within one of them."""
    for one in units([unit]):
        for which in ("heading", "text"):
            if which in one:
                yield one["label"], which, squeeze(one[which])


def places(unit, quote):
    found = []
    for label, which, words in pieces(unit):
        found += [(label, which, match.start()) for match in re.finditer(f"(?={re.escape(squeeze(quote))})", words)]
    return found


def quotes_in(node):
    """Every `quote` and `quotes` anywhere below."""
    if isinstance(node, list):
        for item in node:
            yield from quotes_in(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "quote":
                yield value
            elif key == "quotes":
                yield from value
            else:
                yield from quotes_in(value)


def test_outline_is_the_text(regulation):
    printed = "".join(
        unit.get("marker", unit["label"]) + unit.get("heading", "") + unit.get("text", "") for unit in units(regulation["outline"])
    )
    assert squeeze(printed) == squeeze(FIXTURE.read_text(encoding="utf-8"))


def test_all_norms_in_order(norms):
    assert list(norms) == [line.split()[0] for line in NORMS.split("\n") if line]
    assert len(norms) == 54


@pytest.mark.parametrize("row", NORMS.strip().split("\n"))
def test_norm(row, norms, by_label):
    rule, about, kind, bearer = row.split()
    norm = norms[rule]
    source = norms[norm["same_as"]] if "same_as" in norm else norm
    assert source["about"] == about
    assert source["bearer"] == bearer
    verbs = [verb for verb in (*KINDS, "same_as") if verb in norm]
    assert len(verbs) == 1
    assert [KINDS[verb] for verb in KINDS if verb in source] == [kind]
    assert norm["title"]["zh"] and norm["title"]["en"]
    unit = by_label[norm["cites"]]
    quotes = list(quotes_in(norm))
    assert quotes
    for quote in quotes:
        assert len(places(unit, quote)) == 1, f"{quote} in {norm['cites']}"


def test_readings(readings, by_label):
    assert {name: list(reading["answers"]) for name, reading in readings.items()} == READINGS
    assert list(readings) == list(READINGS)
    for name, reading in readings.items():
        assert [answer for answer, body in reading["answers"].items() if body.get("default")] == READINGS[name][:1]
        assert reading["answers"][READINGS[name][0]]["basis"]
        for labelled in (reading, *reading["answers"].values()):
            assert labelled["label"]["zh"] and labelled["label"]["en"]
        assert reading["question"]["zh"] and reading["question"]["en"]
        for quote in quotes_in(reading):
            assert len(places(by_label[reading["cites"]], quote)) == 1, quote


def test_vocabulary(facts, by_label):
    assert list(facts) == list(ATTRIBUTES)
    for name, entity in facts.items():
        attributes = entity["attributes"]
        told = [
            f"{key} {body['type']}" + "+" * (body.get("min") == 0) + "!" * body.get("judged", False)
            for key, body in attributes.items()
        ]
        assert told == re.split(r",\s+", ATTRIBUTES[name]) + ["site_id string"] * (name not in ("site", "bureau"))
        assert "id" not in attributes
        assert ("site_id" in attributes) == (name not in ("site", "bureau"))
        labels = [attribute["label"]["zh"] for attribute in attributes.values()]
        assert len(labels) == len(set(labels)), name
        for attribute in attributes.values():
            assert attribute["label"]["en"] and attribute["description"]["zh"] and attribute["description"]["en"]
            assert ("labels" in attribute) == (attribute["type"] == "enum")
    codes = {
        f"{name}.{key}": " ".join(body["labels"])
        for name, entity in facts.items()
        for key, body in entity["attributes"].items()
        if "labels" in body
    }
    assert codes == CODES
    assert list(facts["staff"]["derived"]) == ["in_scope", "recall_ground"]
    for derived in facts["staff"]["derived"].values():
        for quote in quotes_in(derived):
            assert len(places(by_label[derived["cites"]], quote)) == 1, quote


def test_every_word_is_claimed_or_set_aside(regulation, facts, readings, norms, by_label):
    claimed = {(label, which): set() for unit in by_label.values() for label, which, _ in pieces(unit)}

    def claim(found, length):
        assert len(found) == 1, found
        label, which, begin = found[0]
        claimed[label, which].update(range(begin, begin + length))

    holders = [*norms.values(), *facts["staff"]["derived"].values(), *readings.values(), *regulation["parameters"].values()]
    for holder in holders:
        for quote in quotes_in(holder):
            claim(places(by_label[holder["cites"]], quote), len(squeeze(quote)))
    for wording in regulation["non_operative"]:
        assert wording["reason"]["zh"] and wording["reason"]["en"]
        unit, quote = by_label[wording["cites"]], wording["quote"]
        if "within" not in wording:
            claim(places(unit, quote), len(squeeze(quote)))
            continue
        context = places(unit, wording["within"])
        assert len(context) == 1 and wording["within"].count(quote) == 1
        label, which, begin = context[0]
        claim([(label, which, begin + wording["within"].index(quote))], len(quote))

    left = []
    for unit in by_label.values():
        words = squeeze(unit.get("text", ""))
        for at, char in enumerate(words):
            if not unicodedata.category(char).startswith("P") and at not in claimed[unit["label"], "text"]:
                left.append(f"{unit['label']}: {char} in …{words[max(0, at - 5):at + 6]}…")
    assert not left


def test_files_are_plain_block_yaml():
    for path in BOOK.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# SPDX-License-Identifier: Apache-2.0\n"), path
        assert not re.search(r"^\s*[\w.]+:\s*[>|&*!]", text, re.M), f"{path}: folded scalar, anchor, alias or tag"
