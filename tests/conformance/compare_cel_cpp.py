# SPDX-License-Identifier: Apache-2.0
"""Compares this library's answers with cel-cpp's (the wheel cel-expr-python, which also needs protobuf).

    build/release/tianya_rules_answers 100000 | python3 tests/conformance/compare_cel_cpp.py

Every disagreement is printed; those of a kind that docs/cel.md explains are only counted. The exit status is 1 where one is unexplained.
"""

import collections
import json
import math
import sys

from cel_expr_python import cel

TYPES = {"n": cel.Type.INT, "x": cel.Type.DOUBLE, "b": cel.Type.BOOL, "s": cel.Type.STRING, "l": cel.Type.List(cel.Type.STRING)}


def plain(value):
    """A value of the program's as Python has it; an error as None."""
    (kind, inner), = value.items()
    if kind == "list":
        return [plain(one) for one in inner]
    return {"error": lambda v: None, "int": int, "double": float, "bool": bool, "string": str}[kind](inner)


def same(ours, theirs):
    if isinstance(ours, list):
        return isinstance(theirs, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, float) and isinstance(theirs, float):
        return (math.isnan(ours) and math.isnan(theirs)) or (ours == theirs and math.copysign(1, ours) == math.copysign(1, theirs))
    return type(ours) is type(theirs) and ours == theirs


def evaluated(program, facts):
    answer = program.eval(data=facts)
    if answer.type() == cel.Type.ERROR:
        return None, str(answer.plain_value())
    return answer.plain_value(), ""


def not_words(value):
    """What string() makes of infinities and NaN, in our words."""
    if isinstance(value, list):
        return [not_words(one) for one in value]
    if not isinstance(value, str):
        return value
    for theirs, ours in (("-nan", "NaN"), ("nan", "NaN"), ("-inf", "-Infinity"), ("inf", "Infinity")):
        value = value.replace(theirs, ours)
    return value


def explanation(expr, ours, theirs):
    """Which of docs/cel.md's differences this is, or nothing."""
    if "string(" in expr and same(ours, not_words(theirs)):
        return "infinities and NaN as text"
    return None


def main():
    environment = cel.NewEnv(variables={name + digit: kind for name, kind in TYPES.items() for digit in "1234"})
    counts = collections.Counter()
    for line in sys.stdin:
        test = json.loads(line)
        counts["compared"] += 1
        ours = plain(test["answer"])
        facts = {name: plain(value) for name, value in test["facts"].items()}
        try:
            theirs, why = evaluated(environment.compile(test["expr"]), facts)
        except RuntimeError as refusal:
            theirs, why = None, f"refused: {refusal}"
            counts["refused by cel-cpp"] += 1
        if same(ours, theirs):
            counts["errors on both sides"] += ours is None
            continue
        reason = explanation(test["expr"], ours, theirs)
        counts[reason or "unexplained"] += 1
        if reason is None:
            print(f"{test['seed']}: {test['expr']}\n  {facts}\n  ours {ours!r}, theirs {theirs!r} {why}")
    print("; ".join(f"{name}: {count:,}" for name, count in counts.items()))
    return 1 if counts["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
