# SPDX-License-Identifier: Apache-2.0
"""Three-valued conditions as trees of small nodes.

A node yields a `Bool` (can be true, can be false, some of the doubt is an error) or a `Value` (known, null, absent, error).
`sweep` goes back from a verdict in doubt and names what the doubt rests on: `what` is "absent" for facts that nobody told us,
"error" for the codes of errors, "unpublished" for days that no notice has settled.
"""

import collections

Bool = collections.namedtuple("Bool", "t f e u")  # u: some of the doubt is an unpublished day
TRUE, FALSE = Bool(True, False, False, False), Bool(False, True, False, False)
UNKNOWN, FAILED = Bool(True, True, False, False), Bool(True, True, True, False)
UNPUBLISHED = Bool(True, True, False, True)

Value = collections.namedtuple("Value", "state data")
NULL, ABSENT = Value("null", None), Value("absent", None)


def known(data):
    return Value("known", data)


def failed(code):
    return Value("error", code)


class Failure(Exception):
    """Raised by a function of known operands that has no value; `code` is what a finding lists."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Row:
    """One record: its facts after assumptions and events, and a memory of what each node yielded."""

    def __init__(self, facts):
        self.facts, self.memory = facts, {}

    def get(self, node):
        if id(node) not in self.memory:
            self.memory[id(node)] = node.compute(self)
        return self.memory[id(node)]


def in_doubt(result, what):
    if isinstance(result, Bool):
        return result.e if what == "error" else result.u if what == "unpublished" else result.t and result.f
    if what == "error":
        return result.state == "error"
    if what == "unpublished":
        return result.state == "known" and getattr(result.data, "provisional", False)
    return result.state in ("absent", "error")


class Node:
    sides = ()

    def passes(self, row, side):
        """Whether doubt in the side can reach this node's value."""
        return True

    def own(self, row, what):
        """What this node itself adds to the answer."""
        return ()

    def sweep(self, row, what, found):
        found.update(self.own(row, what))
        for side in self.sides:
            if in_doubt(row.get(side), what) and self.passes(row, side):
                side.sweep(row, what, found)


class Const(Node):
    def __init__(self, data):
        self.value = NULL if data is None else known(data)

    def compute(self, row):
        return self.value


class Fact(Node):
    def __init__(self, name):
        self.name = name

    def compute(self, row):
        if self.name not in row.facts:
            return ABSENT
        data = row.facts[self.name]
        return NULL if data is None else known(data)

    def own(self, row, what):
        return [self.name] if what == "absent" and row.get(self).state == "absent" else ()


class Is(Node):
    """A bool fact, or a value node, as a condition."""

    def __init__(self, node):
        self.sides = (Fact(node) if isinstance(node, str) else node,)

    def compute(self, row):
        value = row.get(self.sides[0])
        if value.state == "known":
            return TRUE if value.data else FALSE
        return FAILED if value.state == "error" else UNKNOWN


class IsNull(Node):
    def __init__(self, node):
        self.sides = (node,)

    def compute(self, row):
        state = row.get(self.sides[0]).state
        return {"null": TRUE, "known": FALSE, "absent": UNKNOWN, "error": FAILED}[state]


class Test(Node):
    """A predicate of known operands: returns True, False, or None where it turns on an unpublished day. Null among the operands
    is an error, but that equality is two-valued."""

    def __init__(self, test, *sides, null=None):
        self.test, self.sides, self.null = test, sides, null

    def compute(self, row):
        values = [row.get(side) for side in self.sides]
        if any(v.state == "error" for v in values):
            return FAILED
        if any(v.state == "absent" for v in values):
            return UNKNOWN
        if any(v.state == "null" for v in values):
            if self.null is None:
                return FAILED
            return TRUE if self.null(*[v.data for v in values]) else FALSE
        try:
            answer = self.test(*[v.data for v in values])
        except Failure:
            return FAILED
        return UNPUBLISHED if answer is None else TRUE if answer else FALSE

    def own(self, row, what):
        values = [row.get(side) for side in self.sides]
        if what == "unpublished" and row.get(self).u:
            return ["unpublished"]
        if what != "error" or any(v.state in ("error", "absent") for v in values):
            return ()
        if any(v.state == "null" for v in values):
            return ["null_operand"] if self.null is None else ()
        try:
            self.test(*[v.data for v in values])
        except Failure as failure:
            return [failure.code]
        return ()


class Apply(Node):
    """A function of known operands that yields a value."""

    def __init__(self, function, *sides):
        self.function, self.sides = function, sides

    def compute(self, row):
        values = [row.get(side) for side in self.sides]
        for value in values:
            if value.state == "error":
                return value
        if any(v.state == "absent" for v in values):
            return ABSENT
        if any(v.state == "null" for v in values):
            return failed("null_operand")
        try:
            return known(self.function(*[v.data for v in values]))
        except Failure as failure:
            return failed(failure.code)

    def own(self, row, what):
        states = [row.get(side).state for side in self.sides]
        result = row.get(self)
        return [result.data] if what == "error" and result.state == "error" and "error" not in states else ()


class Not(Node):
    def __init__(self, side):
        self.sides = (side,)

    def compute(self, row):
        b = row.get(self.sides[0])
        return Bool(b.f, b.t, b.e, b.u)


class And(Node):
    def __init__(self, *sides):
        self.sides = sides

    def compute(self, row):
        all_ = [row.get(side) for side in self.sides]
        t, f = all(b.t for b in all_), any(b.f for b in all_)
        return Bool(t, f, t and any(b.e for b in all_), t and any(b.u for b in all_))


class Or(Node):
    def __init__(self, *sides):
        self.sides = sides

    def compute(self, row):
        all_ = [row.get(side) for side in self.sides]
        t, f = any(b.t for b in all_), all(b.f for b in all_)
        return Bool(t, f, f and any(b.e for b in all_), f and any(b.u for b in all_))


class IfValue(Node):
    """c ? a : b over values: unknown where c is."""

    def __init__(self, condition, yes, no):
        self.sides = (condition, yes, no)

    def compute(self, row):
        condition, yes, no = (row.get(side) for side in self.sides)
        if not condition.f:
            return yes
        if not condition.t:
            return no
        if condition.e:
            return failed(None)
        for branch in (yes, no):
            if branch.state == "error":
                return branch
        return ABSENT

    def passes(self, row, side):
        condition = row.get(self.sides[0])
        return side is self.sides[0] or (condition.t if side is self.sides[1] else condition.f)


class Derived(Node):
    """A derived fact: used as given where its derivation is unknown."""

    def __init__(self, name, side):
        self.name, self.sides = name, (side,)

    def compute(self, row):
        derived = row.get(self.sides[0])
        given = row.facts.get(self.name)
        if given is None or not (derived.t and derived.f):
            return derived
        return TRUE if given else FALSE
