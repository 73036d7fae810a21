# SPDX-License-Identifier: Apache-2.0
"""The twelve norms in NumPy, as somebody writes them who knows it well: bytes, blocks that stay in the cache, no copies.

A bool is two arrays: `yes`, what is known to be true, and `maybe`, what may be true (`yes` or blank); what may be false is then
`~yes`. Conditions are joined in both, and a verdict stands where one outcome alone is left.
"""

import numpy as np

from tables import AS_OF_DAY, LABELS

BLOCK = 32 * 1024
LIMITS, NO_LIMIT = ["prescribed_workdays", "promised_workdays"], 1_000_000
COMPLIANT, VIOLATED, PENDING, TRIGGERED, NOT_TRIGGERED, NOT_APPLICABLE, UNDETERMINED = range(7)


class Columns:
    """A table as NumPy has it: values, and a mask of the blanks. Under it a code is -1, a limit NO_LIMIT, all else zero."""

    def __init__(self, table):
        self.values, self.blank, self.rows = {}, {}, table.num_rows
        for name in table.column_names:
            column = table.column(name).combine_chunks()
            self.blank[name] = column.is_null().to_numpy(zero_copy_only=False)
            if name in LABELS:
                self.values[name] = column.indices.fill_null(-1).to_numpy()
            elif str(column.type) == "bool":
                self.values[name] = column.fill_null(False).to_numpy(zero_copy_only=False)
            else:
                self.values[name] = column.cast("int32").fill_null(NO_LIMIT if name in LIMITS else 0).to_numpy()


class Block:
    """Rows [first, last) of a table."""

    def __init__(self, columns, first):
        self.columns, self.rows = columns, slice(first, first + BLOCK)

    def values(self, name):
        return self.columns.values[name][self.rows]

    def blank(self, name):
        return self.columns.blank[name][self.rows]

    def true(self, name):
        yes = self.values(name)
        return yes, yes | self.blank(name)

    def false(self, name):
        yes = self.values(name)
        return ~(yes | self.blank(name)), ~yes

    def equal(self, name, label):
        yes = self.values(name) == LABELS[name].index(label)
        return yes, yes | self.blank(name)

    def unequal(self, name, label):
        maybe = self.values(name) != LABELS[name].index(label)
        return maybe & ~self.blank(name), maybe

    def at_least(self, name, bound):
        yes = self.values(name) >= bound
        return yes, yes | self.blank(name)


def both(*conditions):
    yes, maybe = conditions[0]
    for more_yes, more_maybe in conditions[1:]:
        yes, maybe = yes & more_yes, maybe & more_maybe
    return yes, maybe


def either(*conditions):
    yes, maybe = conditions[0]
    for more_yes, more_maybe in conditions[1:]:
        yes, maybe = yes | more_yes, maybe | more_maybe
    return yes, maybe


def negated(condition):
    return ~condition[1], ~condition[0]


def settle(out, outcomes):
    """UNDETERMINED, but where an outcome is certain; no two are. Arithmetic on bytes: a look-up would cost a gather."""
    out[:] = UNDETERMINED
    for code, certain in outcomes:
        out -= certain.view(np.uint8) * np.uint8(UNDETERMINED - code)


def judge(out, applies, met, yes_code=COMPLIANT, no_code=VIOLATED):
    sure, maybe = applies
    settle(out, [(yes_code, sure & met[0]), (no_code, sure & ~met[1]), (NOT_APPLICABLE, ~maybe)])


def trigger(out, applies, met):
    judge(out, applies, met, TRIGGERED, NOT_TRIGGERED)


def judge_staff(b, out):
    scope = both(b.true("on_window_duty"), b.unequal("site_kind", "other"))
    judge(out[0], both(scope, b.unequal("assessment_result", "not_assessed")), b.equal("assessed_by", "bureau"))
    judge(out[1], scope, both(b.true("service_minded"), b.true("speaks_clearly"), b.true("completes_matters_well")))
    manner = both(b.true("neatly_dressed"), b.true("well_mannered"), b.true("courteous"), b.true("civil_language"))
    judge(out[2], scope, manner)
    judge(out[3], scope, negated(both(b.true("diverted_to_other_work"), b.false("diversion_agreed"))))
    breach = both(b.true("serious_discipline_breach"), b.true("serious_rules_breach"), b.true("major_adverse_effect"))
    trigger(out[4], scope, breach)
    incompetent = b.equal("post_training_assessment", "incompetent")
    errors = both(b.at_least("processing_errors", 3), b.true("retrained"), incompetent)
    trigger(out[5], scope, errors)
    complaints = both(b.at_least("upheld_complaints", 3), b.true("mainly_responsible"), b.true("extremely_bad_effect"))
    trigger(out[6], scope, complaints)
    unqualified = b.equal("assessment_result", "unqualified")
    ground = either(breach, b.true("unlawful_act"), errors, complaints, unqualified, b.true("other_serious_circumstance"))
    judge(out[7], both(scope, ground), b.true("recall_decided"))


def chosen(condition, a, b):
    """np.where without its branch, which costs five times as much where the condition is as good as random."""
    return b + (a - b) * condition


def judge_limit(b, out, ranks, first_day):
    complete = b.true("materials_complete")
    supplemented = ~b.blank("supplemented_on")
    applies = both(b.equal("item_kind", "time_limited"), either(complete, (supplemented, supplemented)))
    start = chosen(complete[0], b.values("received_on"), b.values("supplemented_on"))
    # Known: received where complete, supplemented where certainly not; the latter's blanks are outside `applies`.
    start_known = (complete[0] & ~b.blank("received_on")) | ~complete[1]
    not_done = b.blank("completed_on")
    day = b.values("completed_on") + not_done * np.int32(AS_OF_DAY)
    limit = np.minimum(b.values("prescribed_workdays"), b.values("promised_workdays"))
    unlimited = limit == NO_LIMIT
    # A day is in time up to the start, or while fewer working days than the limit lie between.
    end_rank = ranks.take(start - (first_day - 1), mode="clip") + limit + b.values("excluded_workdays")
    in_time = (day <= start) | (ranks.take(day - first_day, mode="clip") < end_rank)
    sure = applies[0]
    in_time = ((in_time & start_known) | unlimited) & sure
    late = sure & start_known & ~in_time & ~b.blank("excluded_workdays")
    settle(out, [(COMPLIANT, in_time & ~not_done), (PENDING, in_time & not_done), (VIOLATED, late), (NOT_APPLICABLE, ~applies[1])])


def judge_case(b, out, ranks, first_day):
    always = (np.True_, np.True_)
    judge(out[0], always, both(b.true("guide_published"), b.true("handled_per_guide")))
    judge(out[1], b.true("refused"), b.true("refusal_reason_given"))
    once = b.values("supplement_notices") == 1
    once = (once, once | b.blank("supplement_notices"))
    notice = both(once, b.true("supplement_notice_written"), b.true("supplement_list_complete"))
    judge(out[2], b.false("materials_complete"), notice)
    judge_limit(b, out[3], ranks, first_day)


class Peer:
    name = "NumPy"

    def __init__(self, staff, case, workdays):
        self.tables = {"staff": Columns(staff), "case": Columns(case)}
        self.first_day = workdays.first_day
        self.ranks = workdays.ranks

    def run(self, entity, norms):
        columns = self.tables[entity]
        out = np.empty((len(norms), columns.rows), np.uint8)
        for first in range(0, columns.rows, BLOCK):
            block, part = Block(columns, first), out[:, first : first + BLOCK]
            if entity == "staff":
                judge_staff(block, part)
            else:
                judge_case(block, part, self.ranks, self.first_day)
        return out

    @staticmethod
    def codes(result, norms):
        return dict(zip(norms, result))
