# SPDX-License-Identifier: Apache-2.0
"""First contacts: at the counter, by telephone, or of people who just come by."""

from planting import Plant, one_false, plant, set_to
from sites import careless_of

INQUIRIES, FAULTS = 7000, 130
INFORMED = ["informed_basis", "informed_time_limit", "informed_procedure", "informed_materials", "informed_in_one_go"]
POLITE = ["您好，请问办理什么业务？", "请稍等。", "请您先填这张表。", "材料齐了，我马上受理。", "您慢走。", "这项业务在二楼，我带您过去。"]
HARMLESS = ["您要是不清楚怎么填，我来帮您。", "不知道您带身份证了没有？", "政策我不清楚的地方，我问了再回复您。"]
SHIRKING = ["这个我不知道，你问别人去。", "不归我管，找别的窗口。", "我也不清楚，你自己上网查。"]


def clean_inquiry(number, site, dice):
    channel = dice.weighted({"counter": 55, "phone": 35, "visit": 10})
    asks, ours, solved = dice.chance(0.8), dice.chance(0.9), dice.chance(0.85)
    record = {"id": "IN-%04d" % number, "site_id": site.name, "channel": channel, "asks_about_matter": asks}
    if asks:
        record.update({name: True for name in INFORMED})
    record.update(recorded=channel == "phone" or dice.chance(0.2), within_remit=ours)
    handling = {"answered": 60, "handled": 30, "guided": 10} if ours else {"transferred": 50, "guided": 50}
    record["handling"] = dice.weighted(handling)
    if not ours:
        record.update(reason_explained=True, guidance_given=True)
    record["said"] = [dice.pick(POLITE) for _ in range(dice.between(0, 3))]
    if dice.chance(0.04):  # a listed phrase, but nobody was put off with it
        record["said"].append(dice.pick(HARMLESS))
        record["used_to_shirk"] = False
    record.update(civil_manner=True, patient=True, resolved_on_spot=solved)
    if not solved:
        known = dice.chance(0.7)
        record.update(issue_recorded=True, issue_reported=True, outcome_available=known)
        if known:
            record["feedback_given"] = True
    return record


def shirk(record, dice):
    record["said"].append(dice.pick(SHIRKING))
    record["used_to_shirk"] = True


def asks_at_window(record):
    return record["asks_about_matter"] and record["channel"] != "visit"


def asks_by_phone(record):
    return record["asks_about_matter"] and record["channel"] == "phone"


PLANTS = [
    Plant("art11.4.patience", set_to(patient=False), weight=2),
    Plant("art11.4.follow_up", one_false("issue_recorded", "issue_reported"), fits=lambda r: not r["resolved_on_spot"], weight=6),
    Plant("art11.4.feedback", set_to(feedback_given=False), fits=lambda r: r.get("outcome_available"), weight=8),
    Plant("art17.1.inform", one_false(*INFORMED), fits=asks_at_window, weight=6),
    Plant("art17.3.record", set_to(recorded=False), fits=asks_by_phone, weight=6),
    Plant("art19.1", set_to(handling="none"), weight=1),
    Plant("art19.2", one_false("reason_explained", "guidance_given"), fits=lambda r: not r["within_remit"], weight=6),
    Plant("art19.3.manner", set_to(civil_manner=False), weight=2),
    Plant("art19.3.phrases", shirk, weight=2),
]


def inquiry_records(sites, dice, planted):
    busy = {site: site.busy for site in sites}
    records = [clean_inquiry(n + 1, dice.weighted(busy), dice) for n in range(INQUIRIES)]
    plant("inquiry", records, PLANTS, FAULTS, dice, planted, careless_of(sites))
    return records
