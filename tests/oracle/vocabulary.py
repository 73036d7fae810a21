# SPDX-License-Identifier: Apache-2.0
"""Entities and attributes in the vocabulary's order, with the type of each; `!` marks what a person has to judge."""

_TEXT = {
    "staff": """site_kind:enum=community_service_department/resident_service_centre/village_service_station/other on_window_duty
        operates_equipment! service_minded! speaks_clearly! completes_matters_well! neatly_dressed! well_mannered! courteous!
        civil_language! diverted_to_other_work diversion_agreed serious_discipline_breach! serious_rules_breach!
        major_adverse_effect! unlawful_act processing_errors:int retrained
        post_training_assessment:enum=not_assessed/competent/incompetent upheld_complaints:int mainly_responsible!
        extremely_bad_effect! assessment_result:enum=not_assessed/qualified/unqualified assessed_by:enum=bureau/site/other
        other_serious_circumstance! recall_decided in_scope:derived recall_ground:derived""",
    "absence": "leaves_on:date window_kept_running reported_on:date? measures_agreed_on:date?",
    "rotation": """takes_effect_on:date notice_on:date? notice_form:enum=official_letter/other_written/oral names_persons
        includes_background approved_on:date? familiarisation_from:date? familiarisation_to:date? formalities_on:date?""",
    "recall": """decided_by:enum=bureau/site/other letter_on:date? successor_proposed_on:date? dealt_with formalities_on:date?
        handover_completed_on:date? exited_on:date?""",
    "case": """item_kind:enum=immediate/time_limited received_on:date materials_complete reviewed_on_spot supplement_notices:int
        supplement_notice_on:date? supplement_notice_written supplement_list_complete supplemented_on:date?
        prescribed_workdays:int? promised_workdays:int? excluded_workdays:int completed_on:date? guide_published
        handled_per_guide refused refusal_reason_given""",
    "inquiry": """channel:enum=counter/phone/visit asks_about_matter informed_basis informed_time_limit informed_procedure
        informed_materials informed_in_one_go recorded within_remit handling:enum=answered/handled/transferred/guided/none
        reason_explained guidance_given said:list used_to_shirk! civil_manner! patient! resolved_on_spot issue_recorded
        issue_reported outcome_available feedback_given""",
    "site": "headcount_set_from_workload approved_headcount:int assigned_staff:int roster_filed",
    "service_commitment": """publishes_content publishes_procedure publishes_standards publishes_basis publishes_supervision
        breaches:int breaches_dealt_with:int breaches_published:int""",
    "window": "established_by:enum=bureau/other unified_workflow unified_standard",
    "bureau": "window_norms_established procedure_norms_established inspects assesses supervises guides",
}


class Attribute:
    def __init__(self, word):
        self.judged = "!" in word
        name, _, rest = word.replace("!", "").partition(":")
        self.name, (self.type, _, labels) = name, (rest or "bool").partition("=")
        self.labels = labels.split("/") if labels else []
        self.nullable = self.type.endswith("?")


ENTITIES = {entity: [Attribute(word) for word in text.split()] for entity, text in _TEXT.items()}

READINGS = {
    "three_or_more": ["three", "four"],
    "one_month": ["calendar_month", "forward", "thirty_days", "month_and_a_day"],
    "one_week": ["seven_days", "five_workdays"],
    "one_day_ahead": ["one_day", "one_workday"],
    "binding_limit": ["shorter", "promised"],
    "after_supplement": ["restart", "pause"],
    "excluded_time": ["left_out", "counted"],
    "conforming_content": ["any_outcome", "granted_only"],
    "local_holidays": ["national", "hainan"],
    "breach_of_both": ["both", "either"],
    "banned_phrases": ["quoted", "listed"],
    "phrase_use": ["as_pretext", "uttered"],
    "at_will": ["without_agreement", "any"],
    "one_notice": ["exactly_one", "one_or_more"],
    "closed_grounds": ["closed", "open"],
    "approval_first": ["not_required", "required"],
}
