# SPDX-License-Identifier: Apache-2.0
"""The twelve norms in DuckDB: one query an entity over tables of its own, whose logic is three-valued as ours."""

import duckdb
import pyarrow as pa

from tables import AS_OF, LABELS

COMPLIANT, VIOLATED, PENDING, TRIGGERED, NOT_TRIGGERED, NOT_APPLICABLE, UNDETERMINED = range(7)


def settled(outcomes, norm):
    branches = " ".join(f"WHEN {certain} THEN {code}::UTINYINT" for code, certain in outcomes)
    return f'CASE {branches} ELSE {UNDETERMINED}::UTINYINT END AS "{norm}"'


def judged(norm, applies, met, yes_code=COMPLIANT, no_code=VIOLATED):
    if applies is None:
        return settled([(yes_code, met), (no_code, f"NOT {met}")], norm)
    outcomes = [(NOT_APPLICABLE, f"NOT {applies}"), (yes_code, f"{applies} AND {met}"), (no_code, f"{applies} AND NOT {met}")]
    return settled(outcomes, norm)


def triggered(norm, applies, met):
    return judged(norm, applies, met, TRIGGERED, NOT_TRIGGERED)


STAFF_QUERY = f"""
WITH conditions AS (
  SELECT *,
    on_window_duty AND site_kind <> 'other' AS scope,
    serious_discipline_breach AND serious_rules_breach AND major_adverse_effect AS breach,
    processing_errors >= 3 AND retrained AND post_training_assessment = 'incompetent' AS errors,
    upheld_complaints >= 3 AND mainly_responsible AND extremely_bad_effect AS complaints,
  FROM staff),
grounds AS (
  SELECT *,
    breach OR unlawful_act OR errors OR complaints OR assessment_result = 'unqualified' OR other_serious_circumstance AS ground,
    scope AND assessment_result <> 'not_assessed' AS assessed,
  FROM conditions)
SELECT
  {judged("art04.assessor", "assessed", "(assessed_by = 'bureau')")},
  {judged("art11.2", "scope", "(service_minded AND speaks_clearly AND completes_matters_well)")},
  {judged("art11.3", "scope", "(neatly_dressed AND well_mannered AND courteous AND civil_language)")},
  {judged("art12.stability", "scope", "(NOT (diverted_to_other_work AND NOT diversion_agreed))")},
  {triggered("art14.1", "scope", "breach")},
  {triggered("art14.3", "scope", "errors")},
  {triggered("art14.4", "scope", "complaints")},
  {judged("art14.recall", "(scope AND ground)", "recall_decided")},
FROM grounds
"""

CASE_QUERY = f"""
WITH dates AS (
  SELECT *,
    item_kind = 'time_limited' AND (materials_complete OR supplemented_on IS NOT NULL) AS applies,
    CASE WHEN materials_complete THEN received_on WHEN NOT materials_complete THEN supplemented_on END AS start,
    coalesce(completed_on, DATE '{AS_OF}') AS done_or_today,
    least(prescribed_workdays, promised_workdays) AS time_limit,
  FROM cases),
clocks AS (
  SELECT dates.*,
    time_limit IS NULL OR done_or_today <= start
      OR today.rank < first.rank_after + time_limit + coalesce(excluded_workdays, 0) AS in_time,
  FROM dates
  LEFT JOIN workdays first ON first.day = start
  LEFT JOIN workdays today ON today.day = done_or_today)
SELECT
  {judged("art16.3.1", None, "(guide_published AND handled_per_guide)")},
  {judged("art17.1.refusal", "refused", "refusal_reason_given")},
  {judged("art17.2.supplement", "(NOT materials_complete)",
          "(supplement_notices = 1 AND supplement_notice_written AND supplement_list_complete)")},
  {settled([(NOT_APPLICABLE, "NOT applies"),
            (COMPLIANT, "applies AND in_time AND completed_on IS NOT NULL"),
            (PENDING, "applies AND in_time AND completed_on IS NULL"),
            (VIOLATED, "applies AND NOT in_time AND excluded_workdays IS NOT NULL")], "art18.limit")},
FROM clocks
"""


class Peer:
    name = "DuckDB"

    def __init__(self, staff, case, workdays):
        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1")
        for name, labels in LABELS.items():
            self.connection.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(repr(label) for label in labels)})")
        for name, table in [("staff", staff), ("cases", case)]:
            enums = ", ".join(f"{column}::{column} AS {column}" for column in table.column_names if column in LABELS)
            self.connection.register("arrow_table", table)
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * REPLACE ({enums}) FROM arrow_table")
            self.connection.unregister("arrow_table")
        numbers = pa.array(range(workdays.first_day, workdays.first_day + len(workdays.ranks) - 1), pa.int32())
        days = {"day": numbers.cast(pa.date32()), "rank": workdays.ranks[:-1], "rank_after": workdays.ranks[1:]}
        self.connection.register("arrow_table", pa.table(days))
        self.connection.execute("CREATE TABLE workdays AS SELECT * FROM arrow_table")
        self.connection.unregister("arrow_table")
        self.queries = {"staff": STAFF_QUERY, "case": CASE_QUERY}

    def run(self, entity, norms):
        return self.connection.sql(self.queries[entity]).to_arrow_table()

    @staticmethod
    def codes(result, norms):
        return {norm: result.column(norm).to_numpy() for norm in norms}
