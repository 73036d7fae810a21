# SPDX-License-Identifier: Apache-2.0
"""Everybody judges the same rows, in turns, and is compared with us verdict by verdict."""

import gc
import statistics
import time
from typing import NamedTuple

import numpy as np

from contestants import Engine, Roofline, Workdays
from tables import CASE_NORMS, STAFF_NORMS, bytes_a_row, case_table, judged_columns, staff_table

NORMS = {"staff": STAFF_NORMS, "case": CASE_NORMS}


class Contest:
    def __init__(self, rows, seed):
        self.rows = rows
        self.tables = {"staff": staff_table(rows, seed), "case": case_table(rows, seed)}
        self.bytes_in = sum(bytes_a_row(table) for table in self.tables.values())
        self.bytes_out = len(STAFF_NORMS) + len(CASE_NORMS)
        self.contestants = [Roofline(self.tables), Engine(self.tables), *self.peers()]

    def peers(self):
        # Imported here: a process that is asked for nothing else needs none of them.
        import peer_duckdb
        import peer_numpy
        import peer_polars

        workdays = Workdays()
        staff, case = (judged_columns(table) for table in self.tables.values())
        return [module.Peer(staff, case, workdays) for module in (peer_numpy, peer_polars, peer_duckdb)]

    def compare(self):
        """Raises where any peer differs from us about any verdict. Returns how many were compared, and how many outcomes occur."""
        compared, seen = 0, set()
        for entity, norms in NORMS.items():
            engine = self.contestants[1]
            ours = engine.codes(engine.run(entity, norms), norms)
            seen |= {(norm, int(code)) for norm in norms for code in np.unique(ours[norm])}
            for peer in self.contestants[2:]:
                theirs = peer.codes(peer.run(entity, norms), norms)
                for norm in norms:
                    differing = np.flatnonzero(ours[norm] != theirs[norm])
                    if len(differing) > 0 or len(ours[norm]) != len(theirs[norm]):
                        row = int(differing[0])
                        raise SystemExit(
                            f"{peer.name} differs about {norm} in {len(differing)} rows; row {row}: {theirs[norm][row]}, we say"
                            f" {ours[norm][row]}; {self.tables[entity].slice(row, 1).to_pylist()}"
                        )
                    compared += len(differing) + self.rows
        return compared, len(seen)

    def measure(self, rounds):
        """Nanoseconds a row: {name: {entity: [one figure a round]}}. Everybody has a turn in every round. Processor time of the
        process, all its threads together: what another program takes away meanwhile is not counted."""
        times = {one.name: {entity: [] for entity in NORMS} for one in self.contestants}
        gc.collect()
        gc.disable()
        try:
            for turn in range(rounds + 1):  # the first warms up
                for entity, norms in NORMS.items():
                    for one in self.contestants:
                        start = time.process_time_ns()
                        result = one.run(entity, norms)
                        took = time.process_time_ns() - start
                        del result
                        if turn > 0:
                            times[one.name][entity].append(took / self.rows)
        finally:
            gc.enable()
        return times


class Line(NamedTuple):
    """One contestant, ns a row: medians over the rounds, and of the ratios to the roofline of the same round."""

    name: str
    staff: float
    case: float
    both: float  # the twelve norms over a row of staff and a row of case
    rounds: list
    ratio: float


def summary(times):
    def sums(entities):
        return [staff + case for staff, case in zip(entities["staff"], entities["case"])]

    floor = sums(times["roofline"])
    lines = []
    for name, entities in times.items():
        rounds = sums(entities)
        ratio = statistics.median(mine / lowest for mine, lowest in zip(rounds, floor))
        staff, case = (statistics.median(entities[entity]) for entity in NORMS)
        lines.append(Line(name, staff, case, statistics.median(rounds), rounds, ratio))
    return lines
