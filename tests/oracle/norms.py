# SPDX-License-Identifier: Apache-2.0
"""The 54 norms under given readings, as trees, in the order in which findings come."""

from . import clock
from .logic import And, Apply, Const, Derived, Fact, IfValue, Is, IsNull, Not, Or, Test

QUOTED_PHRASES = ["不知道", "不清楚", "不归我管"]


class Norm:
    """`met` is the condition of a duty, ban or trigger; a deadline has `done` and `due` instead."""

    def __init__(self, rule, entity, kind, applies=None, met=None, done=None, due=None):
        self.rule, self.entity, self.kind = rule, entity, kind
        self.applies = Const(True) if applies is None else applies
        self.applies = Is(self.applies) if isinstance(self.applies, Const) else self.applies
        self.met, self.done, self.due = met, done, due


def f(name):
    return Is(name)


def flags(names):
    return And(*[Is(name) for name in names.split()])


def equal(name, label):
    return Test(lambda a: a == label, Fact(name))


def compare(name, test):
    return Test(test, Fact(name))


def happened(name):
    return Not(IsNull(Fact(name)))


def constant(truth):
    return Is(Const(truth))


def on_or_before(a, b):
    """a <= b where b may be a due date between bounds."""

    def test(x, y):
        if hasattr(y, "low"):
            return True if x <= y.low else False if x > y.high else None
        return x <= y

    return Test(test, a, b)


def before(a, b):
    """a < b where a may lie between bounds."""

    def test(x, y):
        if hasattr(x, "low"):
            return True if x.high < y else False if x.low >= y else None
        return x < y

    return Test(test, a, b)


def staff_norms(readings):
    least = {"three": 3, "four": 4}[readings["three_or_more"]]
    in_scope = Derived("in_scope", And(f("on_window_duty"), Not(equal("site_kind", "other"))))
    breach = Or if readings["breach_of_both"] == "either" else And
    grounds = [
        And(breach(f("serious_discipline_breach"), f("serious_rules_breach")), f("major_adverse_effect")),
        f("unlawful_act"),
        And(compare("processing_errors", lambda n: n >= least), f("retrained"), equal("post_training_assessment", "incompetent")),
        And(compare("upheld_complaints", lambda n: n >= least), f("mainly_responsible"), f("extremely_bad_effect")),
        equal("assessment_result", "unqualified"),
        f("other_serious_circumstance"),
    ]
    ground = Derived("recall_ground", Or(*grounds))
    diverted = f("diverted_to_other_work")
    if readings["at_will"] == "without_agreement":
        diverted = And(diverted, Not(f("diversion_agreed")))
    closed = constant(readings["closed_grounds"] == "closed")
    triggers = [Norm("art14.%d" % (i + 1), "staff", "trigger", in_scope, g) for i, g in enumerate(grounds)]
    return [
        Norm("art04.assessor", "staff", "duty", And(in_scope, Not(equal("assessment_result", "not_assessed"))),
             equal("assessed_by", "bureau")),
        Norm("art11.1", "staff", "duty", in_scope, f("operates_equipment")),
        Norm("art11.2", "staff", "duty", in_scope, flags("service_minded speaks_clearly completes_matters_well")),
        Norm("art11.3", "staff", "duty", in_scope, flags("neatly_dressed well_mannered courteous civil_language")),
        Norm("art12.stability", "staff", "ban", in_scope, Not(diverted)),
        *triggers,
        Norm("art14.recall", "staff", "duty", And(in_scope, ground), f("recall_decided")),
        Norm("art14.no_ground", "staff", "ban", And(in_scope, f("recall_decided"), closed), ground),
    ]


def absence_norms(readings, hainan):
    leaves = Fact("leaves_on")
    day_ahead = Apply(clock.one_day_before(readings["one_day_ahead"], hainan), leaves)
    not_kept = Not(f("window_kept_running"))
    return [
        Norm("art12.report", "absence", "deadline", not_kept, done=Fact("reported_on"), due=clock.PlainDue(day_ahead)),
        Norm("art12.measures", "absence", "deadline", not_kept, done=Fact("measures_agreed_on"), due=clock.PlainDue(leaves)),
    ]


def rotation_norms(readings, hainan):
    effect, first, last = Fact("takes_effect_on"), Fact("familiarisation_from"), Fact("familiarisation_to")
    month_ahead = Apply(clock.one_month_before(readings["one_month"]), effect)
    week_end = Apply(clock.week_end(readings["one_week"], hainan), first)
    reached = on_or_after_bounds(last, week_end)
    if readings["one_week"] == "seven_days":
        reached = Or(reached, Test(clock.no_workday_between(hainan), last, week_end))
    order = [Not(IsNull(first)), before(week_end, Fact("formalities_on"))]
    if readings["approval_first"] == "required":
        order.append(And(happened("approved_on"), on_or_before(Fact("approved_on"), first)))
    noticed = happened("notice_on")

    def due(rule, done, node):
        return Norm(rule, "rotation", "deadline", done=Fact(done), due=clock.PlainDue(node))

    return [
        due("art13.notice_period", "notice_on", month_ahead),
        Norm("art13.notice_form", "rotation", "duty", noticed, equal("notice_form", "official_letter")),
        Norm("art13.notice_content", "rotation", "duty", noticed, flags("names_persons includes_background")),
        due("art13.approval", "approved_on", effect),
        due("art13.familiarised", "familiarisation_to", effect),
        Norm("art13.familiarisation", "rotation", "duty", And(Not(IsNull(first)), Not(IsNull(last))), reached),
        Norm("art13.order", "rotation", "duty", happened("formalities_on"), And(*order)),
    ]


def on_or_after_bounds(day, end):
    def test(x, y):
        if hasattr(y, "low"):
            return True if x >= y.high else False if x < y.low else None
        return x >= y

    return Test(test, day, end)


def recall_norms():
    letter, successor, formalities = Fact("letter_on"), Fact("successor_proposed_on"), Fact("formalities_on")
    handover, exited = Fact("handover_completed_on"), Fact("exited_on")
    left = Not(IsNull(exited))
    in_order = [Or(IsNull(step), on_or_before(letter, step)) for step in (successor, formalities, handover)]

    def due(rule, done):
        return Norm(rule, "recall", "deadline", done=done, due=clock.PlainDue(exited))

    return [
        Norm("art14.decided_by", "recall", "duty", None, equal("decided_by", "bureau")),
        due("art15.1", letter),
        due("art15.2.successor", successor),
        Norm("art15.2.handling", "recall", "duty", left, f("dealt_with")),
        due("art15.3", formalities),
        Norm("art15.order", "recall", "duty", Not(IsNull(letter)), And(*in_order)),
        Norm("art15.4", "recall", "ban", left, And(Not(IsNull(handover)), on_or_before(handover, exited))),
    ]


def binding_limit(answer):
    prescribed, promised = Fact("prescribed_workdays"), Fact("promised_workdays")
    if answer == "promised":
        return OrValue(promised, prescribed)
    lesser = IfValue(IsNull(promised), prescribed, Apply(min, prescribed, promised))
    return IfValue(IsNull(prescribed), promised, lesser)


class OrValue(IfValue):
    """The first value if it is not null, else the second."""

    def __init__(self, first, second):
        super().__init__(IsNull(first), second, first)


def case_norms(readings, hainan):
    complete, supplemented = f("materials_complete"), Fact("supplemented_on")
    ready = Or(complete, Not(IsNull(supplemented)))
    start = IfValue(complete, Fact("received_on"), supplemented)
    excluded = Fact("excluded_workdays") if readings["excluded_time"] == "left_out" else None
    limit = binding_limit(readings["binding_limit"])
    if readings["after_supplement"] == "restart":
        due = clock.Clock(start, limit, excluded, hainan)
    else:
        none = Const(None)
        pause_from, pause_to = IfValue(complete, none, Fact("supplement_notice_on")), IfValue(complete, none, supplemented)
        due = clock.Clock(Fact("received_on"), limit, excluded, hainan, pause_from, pause_to)
    limited = [equal("item_kind", "time_limited"), ready]
    if readings["conforming_content"] == "granted_only":
        limited.append(Not(f("refused")))
    enough = {"exactly_one": lambda n: n == 1, "one_or_more": lambda n: n >= 1}[readings["one_notice"]]
    done = Fact("completed_on")
    supplement = And(compare("supplement_notices", enough), f("supplement_notice_written"), f("supplement_list_complete"))
    return [
        Norm("art16.3.1", "case", "duty", None, flags("guide_published handled_per_guide")),
        Norm("art16.3.2", "case", "deadline", And(*limited), done=done, due=due),
        Norm("art17.1.refusal", "case", "duty", f("refused"), f("refusal_reason_given")),
        Norm("art17.2.review", "case", "duty", None, f("reviewed_on_spot")),
        Norm("art17.2.immediate", "case", "deadline", And(equal("item_kind", "immediate"), ready), done=done,
             due=clock.PlainDue(start)),
        Norm("art17.2.supplement", "case", "duty", Not(complete), supplement),
        Norm("art18.limit", "case", "deadline", And(*limited), done=done, due=due),
    ]


def inquiry_norms(readings, phrases):
    unresolved, asks = Not(f("resolved_on_spot")), f("asks_about_matter")
    spoken = Test(lambda said: any(phrase in words for words in said for phrase in phrases), Fact("said"))
    shirked = And(spoken, f("used_to_shirk")) if readings["phrase_use"] == "as_pretext" else spoken
    informed = flags("informed_basis informed_time_limit informed_procedure informed_materials informed_in_one_go")

    def duty(rule, applies, met):
        return Norm(rule, "inquiry", "duty", applies, met)

    return [
        duty("art11.4.patience", None, f("patient")),
        duty("art11.4.follow_up", unresolved, flags("issue_recorded issue_reported")),
        duty("art11.4.feedback", And(unresolved, f("outcome_available")), f("feedback_given")),
        duty("art17.1.inform", And(asks, Not(equal("channel", "visit"))), informed),
        duty("art17.3.record", And(equal("channel", "phone"), asks), f("recorded")),
        duty("art19.1", None, Not(equal("handling", "none"))),
        duty("art19.2", Not(f("within_remit")), flags("reason_explained guidance_given")),
        duty("art19.3.manner", None, f("civil_manner")),
        Norm("art19.3.phrases", "inquiry", "ban", None, Not(shirked)),
    ]


def place_norms():
    def duty(rule, entity, met, applies=None):
        return Norm(rule, entity, "duty", applies, met)

    def at_least_breaches(name):
        return Test(lambda a, b: a >= b, Fact(name), Fact("breaches"))

    publishes = "publishes_content publishes_procedure publishes_standards publishes_basis publishes_supervision"
    selected = Test(lambda a, b: a == b, Fact("assigned_staff"), Fact("approved_headcount"))
    dealt = And(at_least_breaches("breaches_dealt_with"), at_least_breaches("breaches_published"))
    return [
        duty("art10.headcount", "site", f("headcount_set_from_workload")),
        duty("art10.selection", "site", selected),
        duty("art10.roster", "site", f("roster_filed"), compare("assigned_staff", lambda n: n > 0)),
        duty("art16.1", "service_commitment", flags(publishes)),
        duty("art16.2", "service_commitment", dealt, compare("breaches", lambda n: n > 0)),
        duty("art08.established_by", "window", equal("established_by", "bureau")),
        duty("art09.unified", "window", flags("unified_workflow unified_standard")),
        duty("art05.norms", "bureau", flags("window_norms_established procedure_norms_established")),
        duty("art05.oversight", "bureau", flags("inspects assesses supervises guides")),
    ]


def all_norms(readings, listed_phrases=None):
    """Norms by entity under complete `readings`."""
    hainan = readings["local_holidays"] == "hainan"
    phrases = QUOTED_PHRASES if readings["banned_phrases"] == "quoted" else listed_phrases
    norms = staff_norms(readings) + absence_norms(readings, hainan) + rotation_norms(readings, hainan) + recall_norms()
    norms += case_norms(readings, hainan) + inquiry_norms(readings, phrases) + place_norms()
    by_entity = {}
    for norm in norms:
        by_entity.setdefault(norm.entity, []).append(norm)
    return by_entity
