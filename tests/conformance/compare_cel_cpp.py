# SPDX-License-Identifier: Apache-2.0
"""Compares this library's answers with cel-cpp's (the wheel cel-expr-python, which also needs protobuf).

    build/release/tianya_rules_answers 100000 | python3 tests/conformance/compare_cel_cpp.py

Disagreements of a kind that docs/cel.md explains are counted, all others printed. The exit status is 1 where one is unexplained.
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


def written(number):
    """string(double) in this library's words, which differ for infinities and NaN."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return PRINTED.eval(data={"x": number}).plain_value()


def written_function():
    """`written(…)`: what `string(…)` is here, to see whether a disagreement comes from nothing else."""
    overloads = [cel.Overload(f"written_{name}", cel.Type.STRING, [kind], impl=impl)
                 for name, kind, impl in (("int", cel.Type.INT, str), ("bool", cel.Type.BOOL, lambda flag: str(flag).lower()),
                                          ("string", cel.Type.STRING, str), ("double", cel.Type.DOUBLE, written))]
    return cel.FunctionDecl("written", overloads)


VARIABLES = {name + digit: kind for name, kind in TYPES.items() for digit in "1234"}
PRINTED = cel.NewEnv(variables={"x": cel.Type.DOUBLE}).compile("string(x)")
ENVIRONMENT = cel.NewEnv(variables=VARIABLES, functions=[written_function()])


def explanation(expr, facts, ours, refused):
    """Which of docs/cel.md's differences this is, or nothing."""
    if refused:
        # cel-cpp takes an element of `[]` for the first type that its first use admits, and keeps to it.
        return "the type of an empty list" if "[]" in expr and "no matching overload" in refused else None
    theirs, _ = evaluated(ENVIRONMENT.compile(expr.replace("string(", "written(")), facts)
    return "infinities and NaN as text" if same(ours, theirs) else None


def main():
    counts = collections.Counter()
    for line in sys.stdin:
        test = json.loads(line)
        counts["compared"] += 1
        ours = plain(test["answer"])
        facts = {name: plain(value) for name, value in test["facts"].items()}
        theirs, why, refused = None, "", ""
        try:
            theirs, why = evaluated(ENVIRONMENT.compile(test["expr"]), facts)
        except RuntimeError as refusal:
            why = refused = f"refused: {refusal}"
        if same(ours, theirs):
            counts["errors on both sides"] += ours is None
            continue
        reason = explanation(test["expr"], facts, ours, refused)
        counts[reason or "unexplained"] += 1
        if reason is None:
            print(f"{test['seed']}: {test['expr']}\n  {facts}\n  ours {ours!r}, theirs {theirs!r} {why}")
    print("; ".join(f"{name}: {count:,}" for name, count in counts.items()))
    return 1 if counts["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
