# SPDX-License-Identifier: Apache-2.0
"""The rows that are judged: a year of window staff and of cases as Arrow tables, from a seed.

Bools and validity are bits, dates date32, counts int32, enumerations dictionaries of int8. A null is *nobody told us*, but in a
column of type `date?` or `int?` (NULLABLE) *nothing happened* or *there is none*. All columns hold some: a tenth of what a person
must appraise is left blank, and one in fifty of what is recorded.
"""

import datetime

import numpy as np
import pyarrow as pa

AS_OF = datetime.date(2026, 11, 23)
AS_OF_DAY = (AS_OF - datetime.date(1970, 1, 1)).days
SEED = 20261123

STAFF_NORMS = [
    "art04.assessor",
    "art11.2",
    "art11.3",
    "art12.stability",
    "art14.1",
    "art14.3",
    "art14.4",
    "art14.recall",
]
CASE_NORMS = ["art16.3.1", "art17.1.refusal", "art17.2.supplement", "art18.limit"]

LABELS = {
    "site_kind": ["community_service_department", "resident_service_centre", "village_service_station", "other"],
    "post_training_assessment": ["not_assessed", "competent", "incompetent"],
    "assessment_result": ["not_assessed", "qualified", "unqualified"],
    "assessed_by": ["bureau", "site", "other"],
    "item_kind": ["immediate", "time_limited"],
}
NULLABLE = ["supplemented_on", "prescribed_workdays", "promised_workdays", "completed_on"]
RECORD_BLANK, APPRAISAL_BLANK = 0.02, 0.1

# Attribute: how often it is true.
STAFF_RECORDS = {
    "on_window_duty": 0.95,
    "diverted_to_other_work": 0.04,
    "diversion_agreed": 0.7,
    "unlawful_act": 0.002,
    "retrained": 0.2,
    "recall_decided": 0.02,
}
STAFF_APPRAISALS = {
    "service_minded": 0.97,
    "speaks_clearly": 0.98,
    "completes_matters_well": 0.95,
    "neatly_dressed": 0.98,
    "well_mannered": 0.98,
    "courteous": 0.97,
    "civil_language": 0.99,
    "serious_discipline_breach": 0.02,
    "serious_rules_breach": 0.02,
    "major_adverse_effect": 0.01,
    "mainly_responsible": 0.3,
    "extremely_bad_effect": 0.02,
    "other_serious_circumstance": 0.003,
}
CASE_RECORDS = {
    "materials_complete": 0.87,
    "supplement_notice_written": 0.96,
    "supplement_list_complete": 0.96,
    "guide_published": 0.99,
    "handled_per_guide": 0.99,
    "refused": 0.03,
    "refusal_reason_given": 0.97,
}


class Columns:
    """Arrow columns as they are filled, all of one length, from one stream of random numbers."""

    def __init__(self, rows, rng):
        self.rows, self.rng, self.columns = rows, rng, {}

    def chance(self, share):
        return self.rng.random(self.rows, dtype=np.float32) < share

    def add(self, name, values, blank, kind=None):
        """`blank`: a share of all rows, or which rows."""
        mask = self.chance(blank) if isinstance(blank, float) else blank
        self.columns[name] = pa.array(values, type=kind, mask=mask)

    def add_bools(self, shares, blank):
        for name, share in shares.items():
            self.add(name, self.chance(share), blank)

    def add_labels(self, name, shares, blank=RECORD_BLANK):
        codes = self.rng.choice(len(shares), size=self.rows, p=shares).astype(np.int8)
        mask = self.chance(blank)
        self.columns[name] = pa.DictionaryArray.from_arrays(pa.array(codes, mask=mask), pa.array(LABELS[name]))

    def table(self, prefix):
        ids = pa.array([f"{prefix}-{number:07}" for number in range(self.rows)])
        return pa.table({"id": ids, **self.columns})


def staff_table(rows, seed=SEED):
    columns = Columns(rows, np.random.default_rng([seed, 1]))
    rng = columns.rng
    columns.add_bools(STAFF_RECORDS, RECORD_BLANK)
    columns.add_bools(STAFF_APPRAISALS, APPRAISAL_BLANK)
    columns.add("processing_errors", rng.poisson(0.8, rows).astype(np.int32), RECORD_BLANK)
    columns.add("upheld_complaints", rng.poisson(0.4, rows).astype(np.int32), RECORD_BLANK)
    columns.add_labels("site_kind", [0.3, 0.3, 0.38, 0.02])
    columns.add_labels("post_training_assessment", [0.8, 0.15, 0.05])
    columns.add_labels("assessment_result", [0.1, 0.89, 0.01])
    columns.add_labels("assessed_by", [0.93, 0.05, 0.02])
    return columns.table("ST")


def case_table(rows, seed=SEED):
    columns = Columns(rows, np.random.default_rng([seed, 2]))
    rng = columns.rng
    columns.add_bools(CASE_RECORDS, RECORD_BLANK)
    columns.add_labels("item_kind", [0.42, 0.58])
    received = (AS_OF_DAY - rng.integers(0, 365, rows)).astype(np.int32)
    columns.add("received_on", received, RECORD_BLANK, pa.date32())
    # Supplemented are most of those whose materials were not complete, and a few more by mistake.
    complete = columns.columns["materials_complete"].fill_null(True).to_numpy(zero_copy_only=False)
    supplemented = received + rng.integers(1, 30, rows, dtype=np.int32)
    never = np.where(complete, columns.chance(0.995), columns.chance(0.12)) | (supplemented > AS_OF_DAY)
    columns.add("supplemented_on", supplemented, never, pa.date32())
    prescribed = rng.choice([0, 3, 5, 7, 10, 15, 20, 30], rows).astype(np.int32)
    promised = (prescribed * rng.random(rows, dtype=np.float32)).astype(np.int32) + 1
    columns.add("prescribed_workdays", prescribed, 0.05)
    columns.add("promised_workdays", promised, 0.25)
    excluded = np.where(columns.chance(0.06), rng.integers(1, 20, rows), 0).astype(np.int32)
    columns.add("excluded_workdays", excluded, RECORD_BLANK)
    # Completed within the limit, counted roughly in calendar days; one in twenty takes longer.
    start = np.where(complete, received, supplemented)
    taken = np.minimum(prescribed, promised) * np.where(columns.chance(0.05), 3.0, 1.2) * rng.random(rows)
    completed = (start + taken).astype(np.int32)
    columns.add("completed_on", completed, columns.chance(0.02) | (completed > AS_OF_DAY), pa.date32())
    notices = np.where(complete, 0, rng.choice([0, 1, 2], rows, p=[0.02, 0.93, 0.05])).astype(np.int32)
    columns.add("supplement_notices", notices, RECORD_BLANK)
    return columns.table("CA")


def judged_columns(table):
    """All but the ids, which nobody looks into."""
    return table.drop_columns(["id"])


def bytes_a_row(table):
    """What whoever judges must read."""
    return judged_columns(table).nbytes / max(1, table.num_rows)
