# SPDX-License-Identifier: Apache-2.0
"""The places: invented names, how many people each has, how carefully each works. Their commitments, windows; the Bureau."""

from planting import Plant, one_false, plant, set_to

DEPARTMENTS = "云帆 海棠湾里 朝阳渡 椰林 南屏 金沙岸 望岳 临港 碧湖 清溪 长堤 新渡 翠屏 双塘".split()
CENTRES = """榕荫 听涛 霞光 鹭洲 兰馨 珊瑚巷 望潮 晴川 南桥 花港 白帆 星湖 莲塘 竹苑 晨曦 书院里 和顺里 灯塔 渔歌 青榄 石桥 沙洲
    文澜 锦程 康乐里 东篱 西渡 梧桐里""".split()
VILLAGES = """云岭 椰风 榕溪 潮音 霞坡 兰溪 鹭鸣 珊田 莲坡 竹溪 松坳 桂岭 稻香 泉水头 石牛 青坡 白石 红棉 木棉坡 黄槐 上渡 下渡
    大榕树 小榄 南山口 北塘 东坡田 西岭脚 龙眼坡 荔枝沟头 芒果坡 甘泉 鹧鸪岭 水车 油茶岭 山兰 五指坡 新寨 老寨 三江口""".split()
KINDS = [
    ("community_service_department", "大社区社会事务受理服务部", DEPARTMENTS, (8, 14), 12),
    ("resident_service_centre", "居便民综合服务中心", CENTRES, (3, 6), 4),
    ("village_service_station", "村便民服务站", VILLAGES, (2, 4), 2),
]
WORSE_SITES = 3


class Site:
    """`busy`: how many of the cases come here; `careless`: how likely a fault is, 1 being usual."""

    def __init__(self, name, kind, people, busy):
        self.name, self.kind, self.people, self.busy, self.careless = name, kind, people, busy, 1


def all_sites(dice):
    sites = []
    for kind, ending, names, (fewest, most), busy in KINDS:
        sites += [Site(name + ending, kind, dice.between(fewest, most), busy) for name in names]
    # Not in the smallest places: what is wrong with a site must show in its numbers.
    for site in dice.some([s for s in sites if s.kind != "village_service_station"], WORSE_SITES):
        site.careless = 14 if site.kind == "resident_service_centre" else 6
    return sites


def careless_of(sites):
    """A weight for `plant`: the carelessness of the site that a record belongs to."""
    careless = {site.name: site.careless for site in sites}
    return lambda record: careless[record.get("site_id", record["id"])]


def site_records(sites, dice, planted):
    records = []
    for site in sites:
        records.append(
            {
                "id": site.name,
                "headcount_set_from_workload": True,
                "approved_headcount": site.people,
                "assigned_staff": site.people,
                "roster_filed": True,
            }
        )

    def too_few(record, dice):
        record["approved_headcount"] += dice.between(1, 2)

    plants = [
        Plant("art10.headcount", set_to(headcount_set_from_workload=False)),
        Plant("art10.selection", too_few),
        Plant("art10.roster", set_to(roster_filed=False)),
    ]
    plant("site", records, plants, 8, dice, planted, careless_of(sites))
    return records


PUBLISHED = ["publishes_content", "publishes_procedure", "publishes_standards", "publishes_basis", "publishes_supervision"]


def commitment_records(sites, dice, planted):
    records = []
    for number, site in enumerate(sites, 1):
        breaches = dice.weighted({0: 70, 1: 15, 2: 10, 4: 5})
        record = {"id": "SC-%03d" % number, "site_id": site.name}
        record.update({name: True for name in PUBLISHED})
        record.update(breaches=breaches, breaches_dealt_with=breaches, breaches_published=breaches)
        records.append(record)

    def unanswered(record, dice):
        record[dice.pick(["breaches_dealt_with", "breaches_published"])] -= 1

    plants = [
        Plant("art16.1", one_false(*PUBLISHED)),
        Plant("art16.2", unanswered, fits=lambda record: record["breaches"] > 0),
    ]
    plant("service_commitment", records, plants, 9, dice, planted, careless_of(sites))
    return records


def window_records(sites, dice, planted):
    records = []
    for site in sites:
        for _ in range(max(1, site.people // 2)):
            facts = {"established_by": "bureau", "unified_workflow": True, "unified_standard": True}
            records.append({"id": "W-%03d" % (len(records) + 1), "site_id": site.name, **facts})
    plants = [
        Plant("art08.established_by", set_to(established_by="other")),
        Plant("art09.unified", one_false("unified_workflow", "unified_standard")),
    ]
    plant("window", records, plants, 7, dice, planted, careless_of(sites))
    return records


def bureau_records(dice, planted):
    """One record a quarter: what the Bureau reported of itself."""
    norms, oversight = ["window_norms_established", "procedure_norms_established"], ["inspects", "assesses", "supervises", "guides"]
    records = [{"id": "2026-Q%d" % quarter, **{name: True for name in norms + oversight}} for quarter in range(1, 5)]
    plants = [Plant("art05.norms", one_false(*norms)), Plant("art05.oversight", one_false(*oversight))]
    plant("bureau", records, plants, 2, dice, planted)
    return records
