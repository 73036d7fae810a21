# SPDX-License-Identifier: Apache-2.0
"""The twelve norms in Polars: lazy expressions over native columns. Its logic is three-valued as ours; blanks need no word."""

import polars as pl
from polars import col

from tables import AS_OF_DAY, LABELS

COMPLIANT, VIOLATED, PENDING, TRIGGERED, NOT_TRIGGERED, NOT_APPLICABLE, UNDETERMINED = range(7)


def settled(outcomes):
    """A condition that is unknown counts as not met; where none is certain the verdict is UNDETERMINED."""
    first, *more = outcomes
    chain = pl.when(first[1]).then(pl.lit(first[0], pl.UInt8))
    for code, certain in more:
        chain = chain.when(certain).then(pl.lit(code, pl.UInt8))
    return chain.otherwise(pl.lit(UNDETERMINED, pl.UInt8))


def judged(applies, met, yes_code=COMPLIANT, no_code=VIOLATED):
    if applies is None:
        return settled([(yes_code, met), (no_code, ~met)])
    return settled([(yes_code, applies & met), (no_code, applies & ~met), (NOT_APPLICABLE, ~applies)])


def triggered(applies, met):
    return judged(applies, met, TRIGGERED, NOT_TRIGGERED)


def label(name, value):
    return pl.lit(value, pl.Enum(LABELS[name]))


def staff_query(staff):
    scope = col("on_window_duty") & (col("site_kind") != label("site_kind", "other"))
    breach = col("serious_discipline_breach") & col("serious_rules_breach") & col("major_adverse_effect")
    incompetent = col("post_training_assessment") == label("post_training_assessment", "incompetent")
    errors = (col("processing_errors") >= 3) & col("retrained") & incompetent
    complaints = (col("upheld_complaints") >= 3) & col("mainly_responsible") & col("extremely_bad_effect")
    result = col("assessment_result")
    unqualified = result == label("assessment_result", "unqualified")
    ground = breach | col("unlawful_act") | errors | complaints | unqualified | col("other_serious_circumstance")
    manner = col("neatly_dressed") & col("well_mannered") & col("courteous") & col("civil_language")
    assessed = scope & (result != label("assessment_result", "not_assessed"))
    return staff.lazy().select(
        judged(assessed, col("assessed_by") == label("assessed_by", "bureau")).alias("art04.assessor"),
        judged(scope, col("service_minded") & col("speaks_clearly") & col("completes_matters_well")).alias("art11.2"),
        judged(scope, manner).alias("art11.3"),
        judged(scope, ~(col("diverted_to_other_work") & ~col("diversion_agreed"))).alias("art12.stability"),
        triggered(scope, breach).alias("art14.1"),
        triggered(scope, errors).alias("art14.3"),
        triggered(scope, complaints).alias("art14.4"),
        judged(scope & ground, col("recall_decided")).alias("art14.recall"),
    )


def with_clock(cases, workdays):
    """Columns for art18.limit, in steps: Polars would work out again what several conditions share."""
    ranks, first_day = pl.lit(pl.Series(workdays.ranks)), workdays.first_day
    complete, supplemented = col("materials_complete"), col("supplemented_on")
    prescribed, promised = col("prescribed_workdays"), col("promised_workdays")
    return cases.with_columns(
        applies=(col("item_kind") == label("item_kind", "time_limited")) & (complete | supplemented.is_not_null()),
        # Unlike when/then, a condition that is unknown must leave the start unknown.
        start=pl.when(complete).then(col("received_on")).when(~complete).then(supplemented).to_physical(),
        done=col("completed_on").is_not_null(),
        day=col("completed_on").to_physical().fill_null(AS_OF_DAY),
        limit=pl.coalesce(pl.when(prescribed <= promised).then(prescribed).otherwise(promised), prescribed),
    ).with_columns(
        start_rank=ranks.gather((col("start") - (first_day - 1)).cast(pl.UInt32)),
        day_rank=ranks.gather((col("day") - first_day).cast(pl.UInt32)),
    ).with_columns(
        in_time=col("limit").is_null()
        | (col("day") <= col("start"))
        | (col("day_rank") < col("start_rank") + col("limit") + col("excluded_workdays").fill_null(0)),
    )


def case_query(case, workdays):
    incomplete = ~col("materials_complete")
    notice = (col("supplement_notices") == 1) & col("supplement_notice_written") & col("supplement_list_complete")
    applies, in_time, done = col("applies"), col("in_time"), col("done")
    limit = [
        (COMPLIANT, applies & in_time & done),
        (PENDING, applies & in_time & ~done),
        (VIOLATED, applies & ~in_time & col("excluded_workdays").is_not_null()),
        (NOT_APPLICABLE, ~applies),
    ]
    return with_clock(case.lazy(), workdays).select(
        judged(None, col("guide_published") & col("handled_per_guide")).alias("art16.3.1"),
        judged(col("refused"), col("refusal_reason_given")).alias("art17.1.refusal"),
        judged(incomplete, notice).alias("art17.2.supplement"),
        settled(limit).alias("art18.limit"),
    )


def native(table):
    enums = {name: pl.Enum(LABELS[name]) for name in table.column_names if name in LABELS}
    return pl.from_arrow(table).cast(enums).rechunk()


class Peer:
    name = "Polars"

    def __init__(self, staff, case, workdays):
        assert pl.thread_pool_size() == 1, "POLARS_MAX_THREADS=1 must be set before polars is imported"
        self.queries = {"staff": staff_query(native(staff)), "case": case_query(native(case), workdays)}

    def run(self, entity, norms):
        return self.queries[entity].collect()

    @staticmethod
    def codes(result, norms):
        return {norm: result[norm].to_numpy() for norm in norms}
