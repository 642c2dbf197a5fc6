#!/usr/bin/env python3
"""附件3 的另一种算法：不用本程序，直接从 form1、form2 的 CSV 数出各单位、各月的 新增 和 累计。

用法：python3 tally.py > tally.csv（在 expected 文件夹中运行）
"""
import csv
import datetime
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MONTHS = ["2019-09", "2019-10", "2019-11", "2019-12"]
UNITS = ["990201", "990202", "990281", "990299"]
POSTS = ["治安岗", "交警岗", "巡特警岗", "群防群治"]


def rows(form, month, unit):
    path = ROOT / form / month / (unit + ".csv")
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def state(unit, last):
    """最近一次上报的体检、隐患；月份编号 last 从 0 起，-1 为行动开始之前。"""
    campuses, hazards = {}, {}
    for month in MONTHS[: last + 1]:
        for row in rows("form1", month, unit):
            campuses[row["学校名称"]] = row
        for row in rows("form2", month, unit):
            hazards[row["学校名称"], row["涉校风险隐患"], row["排查日期"]] = row
    return list(campuses.values()), list(hazards.values())


def figures(units, last):
    day = datetime.date.fromisoformat(MONTHS[max(last, 0)] + "-25")
    campuses, hazards = [], []
    for unit in units:
        more, found = state(unit, last)
        campuses += more
        hazards += found
    done = [h for h in hazards if h["隐患整改情况"] == "已完成"]
    doing = [h for h in hazards if h["隐患整改情况"] == "正在整改中"]
    late = [h for h in doing if datetime.date.fromisoformat(h["整改时限"]) < day]
    closed = [c for c in campuses if c["封闭化管理"] == "是"]
    linked = [
        c for c in campuses
        if c["紧急报警按钮"] == "有效" and c["紧急报警联网"] == "已联网" and c["视频监控联网"] == "已联网"
    ]
    urban = [c for c in campuses if c["城乡"] == "城市" and c["学校类别"] != "幼儿园"]
    guarded = [c for c in urban if int(c["专职保安员数（人）"]) >= 1]
    counts = [len(campuses), len(hazards), len(done), len(doing), len(late)]
    rates = [(len(done), len(hazards)), (len(closed), len(campuses)), (len(linked), len(campuses)), (len(guarded), len(urban))]
    posts = [sum(c["护学岗"] == post for c in campuses) for post in POSTS]
    return counts, rates, posts


KEYS = ["schoolsChecked", "risksFound", "risksCompleted", "risksInProgress", "risksOverdue"]
RATES = ["completionRate", "closedRate", "linkedRate", "guardedRate"]
POST_KEYS = ["publicOrderPosts", "trafficPosts", "patrolPosts", "communityPosts"]

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["unit", "month", "figure", "increase", "total", "whole"])
for code, units in [("990200", UNITS)] + [(unit, [unit]) for unit in UNITS]:
    for last, month in enumerate(MONTHS):
        now, before = figures(units, last), figures(units, last - 1)
        for key, new, old in zip(KEYS, now[0], before[0]):
            out.writerow([code, month, key, new - old, new, ""])
        for key, (part, whole) in zip(RATES, now[1]):
            out.writerow([code, month, key, "", part, whole])
        for key, new, old in zip(POST_KEYS, now[2], before[2]):
            out.writerow([code, month, key, new - old, new, ""])
