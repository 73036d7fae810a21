# SPDX-License-Identifier: Apache-2.0
"""The house: includes run only downward, public headers name no third party, the engine knows no regulation, one version."""

import pathlib
import re

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include" / "tianya_rules"
CODE = [
    path
    for folder in (ROOT / "include", ROOT / "src")
    for path in sorted(folder.rglob("*"))
    if path.suffix in (".hpp", ".cpp", ".h", ".inc")
]

# What each floor may include beside itself. calendar and expr stand side by side.
BELOW = {"base": set()}
BELOW["calendar"] = {"base"}
BELOW["expr"] = {"base"}
BELOW["facts"] = {"calendar", "expr"} | BELOW["calendar"]
BELOW["rulebook"] = {"facts"} | BELOW["facts"]
BELOW["eval"] = {"rulebook"} | BELOW["rulebook"]
BELOW["report"] = {"eval"} | BELOW["eval"]
FACES = set(BELOW) | {"cli"}
# Headers that stand on no floor: the version, the generated text of rules/, and the one that includes everything for a user.
ANY_FLOOR = {"version.hpp", "embedded_files.inc"}
EVERYTHING = "tianya_rules.hpp"

INCLUDED = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def includes(text):
    """(line, bracket, path) of every include."""
    return [(text.count("\n", 0, m.start()) + 1, m.group(1), m.group(2)) for m in INCLUDED.finditer(text)]


def upward(floor, text):
    """Includes of the project that a file of that floor may not have."""
    allowed = {floor} | (FACES if floor == "cli" else BELOW[floor])
    wrong = []
    for line, _, path in includes(text):
        parts = path.split("/")
        target = parts[1] if parts[0] == "tianya_rules" and len(parts) > 2 else parts[0] if parts[0] == "cli" else None
        if parts[0] == "tianya_rules" and len(parts) == 2 and parts[1] not in ANY_FLOOR and floor != "cli":
            wrong.append((line, path))
        elif target is not None and target not in allowed:
            wrong.append((line, path))
    return wrong


def floor_of(path):
    parts = path.relative_to(ROOT).parts
    if parts[0] == "include":
        return parts[2] if len(parts) > 3 else None
    return "cli" if parts[1] == "cli" else None


@pytest.mark.parametrize(
    "floor, line, wrong",
    [
        ("base", '#include "tianya_rules/base/text.hpp"', False),
        ("base", '#include "tianya_rules/calendar/date.hpp"', True),
        ("calendar", '#include "tianya_rules/expr/type.hpp"', True),
        ("expr", '  #  include <tianya_rules/calendar/date.hpp>', True),
        ("facts", '#include "tianya_rules/expr/type.hpp"', False),
        ("facts", '#include "tianya_rules/rulebook/model.hpp"', True),
        ("eval", '#include "tianya_rules/report/json.hpp"', True),
        ("report", '#include "cli/output.hpp"', True),
        ("eval", '#include "tianya_rules/tianya_rules.hpp"', True),
        ("cli", '#include "tianya_rules/report/json.hpp"', False),
    ],
)
def test_the_floor_test_itself(floor, line, wrong):
    assert bool(upward(floor, line)) == wrong


def test_includes_run_only_downward():
    wrong = []
    for path in CODE:
        floor = floor_of(path)
        if floor is None:
            continue
        assert floor in FACES, f"{path} stands on no known floor"
        wrong += [f"{path.relative_to(ROOT)}:{line}: includes {what}" for line, what in upward(floor, path.read_text("utf-8"))]
    assert not wrong, "\n".join(wrong)


def test_a_compiled_file_holds_bodies_of_one_floor_and_those_below():
    """src/*.cpp compile the bodies; the highest floor of one is the floor that it belongs to."""
    order = ["base", "calendar", "expr", "facts", "rulebook", "eval", "report"]
    for path in sorted((ROOT / "src").glob("*.cpp")):
        floors = {what.split("/")[1] for _, _, what in includes(path.read_text("utf-8")) if what.startswith("tianya_rules/")}
        floors &= set(order)
        assert floors, f"{path.name} compiles nothing"
        assert not {"calendar", "expr"} <= floors or max(map(order.index, floors)) > 2, f"{path.name} mixes calendar and expr"


# The headers of the C++20 standard library, the C ones by their C++ names.
STANDARD = set(
    """
    algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale cmath
    codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime
    cuchar cwchar cwctype deque exception execution filesystem forward_list fstream functional future initializer_list iomanip ios
    iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric optional ostream
    queue random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept
    stop_token streambuf string string_view strstream syncstream system_error thread tuple type_traits typeindex typeinfo
    unordered_map unordered_set utility valarray variant vector version
    """.split()
)
THIRD_PARTY = re.compile(r"\b(YAML::|fmt::|simdjson|nlohmann|re2::|EVP_|hwy::|hn::|HWY_\w+|CLI::|pybind11)")


INTERNAL = re.compile(r"Internal to (the )?(\w+)(/| floor)")


def declaring_headers():
    return [path for path in sorted(INCLUDE.rglob("*.hpp")) if not path.name.endswith("-inl.hpp")]


def public_headers():
    """Those that a user may include: bodies, and what says of itself that it is internal to its floor, are apart."""
    return [path for path in declaring_headers() if not INTERNAL.search(path.read_text("utf-8"))]


def text_of(included):
    path = ROOT / "include" / included
    return path.read_text("utf-8") if path.is_file() else ""


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def test_public_headers_include_only_the_standard_library_and_ours():
    wrong = []
    for path in public_headers():
        text = path.read_text("utf-8")
        for line, _, what in includes(text):
            if what not in STANDARD and not what.startswith("tianya_rules/"):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: includes {what}")
            if what.startswith("tianya_rules/") and INTERNAL.search(text_of(what)) and not what.endswith("-inl.hpp"):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: includes {what}, which is internal")
        for found in THIRD_PARTY.finditer(without_comments(text)):
            wrong.append(f"{path.relative_to(ROOT)}: names {found.group()}")
    assert not wrong, "\n".join(wrong)


def test_header_only_finds_every_body():
    """Every `-inl.hpp` is pulled in by some header that declares: whoever includes that one, header-only, links."""
    reached = set()
    open_files = [path.relative_to(ROOT / "include").as_posix() for path in declaring_headers()]
    while open_files:
        for _, _, what in includes(text_of(open_files.pop())):
            if what.startswith("tianya_rules/") and what not in reached:
                reached.add(what)
                open_files.append(what)
    bodies = {path.relative_to(ROOT / "include").as_posix() for path in INCLUDE.rglob("*-inl.hpp")}
    # Highway's dispatch does not compile in a consumer that uses it, too: header-only has the kernels in plain C++.
    bodies.discard("tianya_rules/eval/kernels_simd-inl.hpp")
    assert bodies, "there are bodies"
    assert bodies <= reached, sorted(bodies - reached)
    compiled = {what for path in (ROOT / "src").glob("*.cpp") for _, _, what in includes(path.read_text("utf-8"))}
    assert compiled & bodies, "src/*.cpp compile bodies"


def test_only_one_file_compiles_highway_for_several_targets():
    users = [path.relative_to(ROOT).as_posix() for path in CODE if re.search(r"#\s*include\s*[<\"]hwy/", path.read_text("utf-8"))]
    for user in users:
        assert user == "src/kernels.cpp" or user.startswith("include/tianya_rules/eval/") and user.endswith("-inl.hpp"), user
    dispatching = [path.relative_to(ROOT).as_posix() for path in CODE if "foreach_target" in without_comments(path.read_text("utf-8"))]
    assert set(dispatching) <= {"src/kernels.cpp"}, dispatching


def test_every_file_names_its_licence_and_every_header_its_floor():
    wrong = []
    headers = set(declaring_headers())
    for path in CODE:
        text = path.read_text("utf-8")
        if not text.startswith("// SPDX-License-Identifier: Apache-2.0\n"):
            wrong.append(f"{path.relative_to(ROOT)}: the first line is not the SPDX identifier")
        floor = floor_of(path)
        if path not in headers or floor is None:
            continue
        internal = INTERNAL.search(text)
        if not re.search(rf"Floor:\s+(///\s+)?{floor}\b", text) and not (internal and internal.group(2) == floor):
            wrong.append(f"{path.relative_to(ROOT)}: says neither `Floor: {floor}` nor `Internal to the {floor} floor`")
    assert not wrong, "\n".join(wrong)


# --- The engine knows no regulation -------------------------------------------------------------------------------------------------

BOOK = ROOT / "rules" / "window_staff"

# Words beside those that the vocabulary declares. English ones match as whole words of an identifier or of prose, in any case.
HAND_LIST_ENGLISH = "staff recall recalls inquiry inquiries rotation rotations bureau clerk clerks headcount roster sanya hainan".split()
HAND_LIST_CHINESE = "窗口 工作人员 办件 退回 咨询 轮岗 人员调整 审批 承诺 首问 补正 政务 三亚 天涯 海南 三月三 便民 社区".split()

# Words of the vocabulary that C++, calendars or an engine for any regulation need, each with its reason.
NEEDED = {
    "case": "a keyword of C++, and upper or lower case",
    "window": "a span of days, in the bounds of provisional deadlines",
    "other": "plain English",
    "none": "plain English, and `Verb::kNone`",
    "said": "plain English",
    "handled": "plain English: a case that a function handles",
    "answered": "plain English",
    "refused": "input that is refused",
    "recorded": "plain English: a day that a notice records",
    "visit": "std::visit, visitors of trees",
    "phone": "plain English",
    "immediate": "plain English",
    "counter": "what counts",
    "left_out": "plain English: what is left out",
    "说明理由": "plain Chinese: to give reasons, as every explanation does",
    "其他": "plain Chinese: other",
    "无": "plain Chinese: none",
}


def vocabulary_terms():
    """Every name and label that the shipped rulebook declares: entities, attributes, enumeration codes; readings; their Chinese labels."""
    names, labels = set(), set()
    facts = yaml.safe_load((BOOK / "facts.yaml").read_text("utf-8"))
    for entity, declared in facts.items():
        names |= {entity, *entity.split("_")}
        labels.add(declared["label"]["zh"])
        for attribute, about in {**declared.get("attributes", {}), **declared.get("derived", {})}.items():
            names |= {attribute, *about.get("labels", {})}
            labels.add(about["label"]["zh"])
            labels |= {label["zh"] for label in about.get("labels", {}).values()}
    readings = yaml.safe_load((BOOK / "readings.yaml").read_text("utf-8"))
    for reading, about in readings.items():
        names |= {reading, *about["answers"]}
    return names, labels


# Answers of readings are plain English words, used for their meaning (three, both, any …): those of two words and more are looked for.
def terms():
    names, labels = vocabulary_terms()
    readings = yaml.safe_load((BOOK / "readings.yaml").read_text("utf-8"))
    plain = {answer for about in readings.values() for answer in about["answers"] if "_" not in answer}
    english = (names - plain - set(NEEDED)) | set(HAND_LIST_ENGLISH)
    chinese = (labels - set(NEEDED)) | set(HAND_LIST_CHINESE)
    return english, chinese


def words_of(text):
    """Each identifier and each of its words, in lower case: `kWindowStaff` gives kwindowstaff, window, staff."""
    for found in re.finditer(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*", text):
        whole = found.group()
        yield found.start(), whole.lower()
        for part in re.finditer(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", whole):
            yield found.start() + part.start(), part.group().lower()


def domain_words(text, english, chinese):
    """(line, word) of every word of the regulation's domain in the text. The project's own name is none."""
    text = re.sub(r"tianya[-_]rules", lambda m: " " * len(m.group()), text, flags=re.I)
    found = {(text.count("\n", 0, at) + 1, word) for at, word in words_of(text) if word in english}
    for label in chinese:
        found |= {(text.count("\n", 0, m.start()) + 1, label) for m in re.finditer(re.escape(label), text)}
    return sorted(found)


@pytest.mark.parametrize(
    "text, word",
    [
        ("int staff = 0;", "staff"),
        ("struct RecallTable {};", "recall"),
        ("// the Bureau decides", "bureau"),
        ('column("received_on")', "received_on"),
        ('label = "办件";', "办件"),
        ("kOpenInquiries", "inquiries"),
        ("#include <tianya_rules/tianya_rules.hpp>", None),
        ("switch (x) { case 1: break; }", None),
        ("stafford", None),
    ],
)
def test_the_word_test_itself(text, word):
    assert [found for _, found in domain_words(text, *terms())][:1] == ([word] if word else [])


def test_the_vocabulary_is_really_read():
    names, labels = vocabulary_terms()
    assert {"staff", "recall", "promised_workdays", "time_limited", "three_or_more"} <= names
    assert {"窗口工作人员", "办件", "即办件"} <= labels


def test_the_engine_holds_no_word_of_this_domain():
    english, chinese = terms()
    found = [
        f"{path.relative_to(ROOT)}:{line}: `{word}`"
        for path in CODE
        for line, word in domain_words(path.read_text("utf-8"), english, chinese)
    ]
    found += [f"{path.relative_to(ROOT)}: its name" for path in CODE if domain_words(path.stem, english, chinese)]
    assert not found, "\n".join(found)


# --- The version, in one place ------------------------------------------------------------------------------------------------------


def test_the_version_stands_in_one_place():
    header = (INCLUDE / "version.hpp").read_text("utf-8")
    version = re.search(r'#define TIANYA_RULES_VERSION "([0-9.]+)"', header).group(1)
    parts = [re.search(rf"#define TIANYA_RULES_VERSION_{name} ([0-9]+)", header).group(1) for name in ("MAJOR", "MINOR", "PATCH")]
    assert ".".join(parts) == version
    built = [ROOT / "CMakeLists.txt", *ROOT.glob("pyproject.toml"), *(ROOT / "cmake").glob("*"), *CODE]
    built += [path for path in (ROOT / "bindings").rglob("*") if path.suffix in (".py", ".pyi", ".cpp", ".hpp", ".toml")]
    again = [
        path.relative_to(ROOT).as_posix()
        for path in built
        if path != INCLUDE / "version.hpp" and re.search(rf"(?<![0-9.]){re.escape(version)}(?![0-9.])", path.read_text("utf-8"))
    ]
    assert not again, f"the version is written again in {again}"


def test_documents_that_the_code_names_are_there():
    """Comments and documents point at pages of docs/; each is written."""
    named = {}
    for folder in ("include", "src", "rules", "bindings", "cmake", "scripts", "tests", "examples", "benchmarks", "fuzz", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".hpp", ".cpp", ".py", ".yaml", ".cmake", ".sh", ".md", ""):
                continue
            if not path.is_file() or "corpus" in path.parts or "__pycache__" in path.parts:
                continue
            for page in re.findall(r"\bdocs/[\w./-]+\.md\b", path.read_text("utf-8")):
                named.setdefault(page, path.relative_to(ROOT).as_posix())
    assert "docs/architecture.md" in named
    missing = [f"{page}, which {by} names" for page, by in named.items() if not (ROOT / page).is_file()]
    assert not missing, missing
