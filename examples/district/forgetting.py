# SPDX-License-Identifier: Apache-2.0
"""What nobody wrote down. A fact that is left out never makes a finding worse than undetermined, so every record without a fault
may lose some; one with a fault has been looked into, and is complete."""

SHARES = {
    "staff": {
        "operates_equipment": 0.06, "service_minded": 0.06, "speaks_clearly": 0.04, "completes_matters_well": 0.08,
        "neatly_dressed": 0.05, "well_mannered": 0.05, "courteous": 0.05, "civil_language": 0.05, "diversion_agreed": 0.3,
        "major_adverse_effect": 0.1, "unlawful_act": 0.02, "post_training_assessment": 0.05, "mainly_responsible": 0.2,
        "extremely_bad_effect": 0.1, "other_serious_circumstance": 0.03, "recall_decided": 0.01, "assessed_by": 0.04,
    },
    "absence": {"window_kept_running": 0.04, "reported_on": 0.03, "measures_agreed_on": 0.06},
    "rotation": {"notice_form": 0.05, "includes_background": 0.06, "approved_on": 0.04, "familiarisation_to": 0.08,
                 "formalities_on": 0.05},
    "recall": {"dealt_with": 0.1, "handover_completed_on": 0.08, "successor_proposed_on": 0.05},
    "case": {
        "supplement_notice_on": 0.02, "supplement_list_complete": 0.05, "prescribed_workdays": 0.01, "promised_workdays": 0.02,
        "excluded_workdays": 0.04, "completed_on": 0.01, "reviewed_on_spot": 0.02, "handled_per_guide": 0.02, "item_kind": 0.002,
        "refusal_reason_given": 0.05, "materials_complete": 0.003,
    },
    "inquiry": {"civil_manner": 0.12, "patient": 0.12, "used_to_shirk": 0.2, "informed_in_one_go": 0.05, "recorded": 0.03,
                "said": 0.03, "resolved_on_spot": 0.02, "feedback_given": 0.08, "issue_reported": 0.05, "within_remit": 0.01},
    "site": {"headcount_set_from_workload": 0.03, "roster_filed": 0.03},
    "service_commitment": {"publishes_supervision": 0.04, "breaches_published": 0.04},
    "window": {"unified_standard": 0.03},
}


def forget(entity, records, dice, planted):
    for record in records:
        if planted.is_faulty(entity, record):
            continue
        for name, share in SHARES.get(entity, {}).items():
            if dice.chance(share):
                record.pop(name, None)
