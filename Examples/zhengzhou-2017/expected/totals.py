#!/usr/bin/env python3
"""按最笨的办法重算全市各月的新增与合计，用来核对程序的结果。

用法：python3 totals.py strict|partial > 全市.csv
只用到 Python 自带的库；读的是本示例的原始文件，不经过护校。
"""
import csv, io, json, os, re, sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEMPLATES = os.path.join(HERE, "..", "..", "Templates")
MONTHS = [(2017, m) for m in range(4, 13)] + [(2018, 1)]


def text(path):
    raw = open(path, "rb").read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def table(path, delimiter=","):
    return list(csv.DictReader(io.StringIO(text(path), newline=""), delimiter=delimiter))


def whole(value):
    value = value.strip().replace(",", "").rstrip("起")
    return 0 if value == "/" else int(value)


indicators = [row for row in csv.DictReader(l for l in open(os.path.join(TEMPLATES, "zhengzhou-progress.csv"), encoding="utf-8")
                                            if not l.startswith("#"))]
keys = [row["key"] for row in indicators]
is_stock = {row["key"]: row["kind"] == "stock" for row in indicators}
titles = {}
for row in indicators:
    titles.setdefault(row["title"], []).append(row["key"])
by_number = {int(row["no"]): row["key"] for row in indicators}

units = table(os.path.join(HERE, "units.csv"))
code_of = {}
for unit in units:
    for name in (unit["代码"], unit["名称"], unit["简称"]):
        if name:
            code_of[name] = unit["代码"]
parents = {unit["上级代码"] for unit in units}
leaves = [unit for unit in units if unit["代码"] not in parents]


def month(value):
    numbers = re.findall(r"\d+", value)
    return int(numbers[0]), int(numbers[1])


def heading(name):
    """列名 → (key, 是否期末数)；不是指标时为 None。"""
    name = name.strip()
    level = name.endswith("（期末）")
    name = name[:-4] if level else name
    if name in keys:
        return name, level
    if re.match(r"\d+", name):
        return by_number[int(re.match(r"\d+", name).group())], level
    for candidate in (name, re.sub(r"（[^（]*）$", "", name)):
        if len(titles.get(candidate, [])) == 1:
            return titles[candidate][0], level
    return None


reports = {}  # (code, month) → (version, {key: (number, is level)})


def keep(code, when, version, figures):
    if (code, when) not in reports or reports[code, when][0] < version:
        reports[code, when] = (version, figures)


folder = os.path.join(HERE, "submissions")
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    if name.endswith(".json"):
        for entry in json.loads(text(path))["submissions"]:
            keep(code_of[entry["unit"]], month(entry["period"]), entry.get("version", 1),
                 {key: (number, False) for key, number in entry["figures"].items()})
        continue
    first = text(path).splitlines()[0]
    for row in table(path, max(",\t;", key=first.count)):
        who = row.get("代码") or row.get("单位") or row.get("单位名称") or row.get("填报单位")
        when = row.get("期间") or row.get("报表期间") or row.get("月份")
        figures = {heading(c)[0]: (whole(v), heading(c)[1]) for c, v in row.items() if heading(c)}
        keep(code_of[who], month(when), int(row.get("版本") or 1), figures)

opening = {row["代码"]: {k: int(v) for k, v in row.items() if k in keys} for row in table(os.path.join(HERE, "opening.csv"))}


def walk(unit, key, partial):
    """一个单位一个指标逐月的 (新增, 合计)；None 为缺报。"""
    code = unit["代码"]
    total = opening.get(code, {}).get(key, 0) if is_stock[key] else 0
    for when in MONTHS:
        if unit["首报期间"] and when < month(unit["首报期间"]) or unit["末报期间"] and when > month(unit["末报期间"]):
            yield 0, total
            continue
        if (code, when) not in reports:
            total = total if partial else None
            yield None, total
            continue
        number, level = reports[code, when][1][key]
        if level:
            increase = None if total is None else number - total
            total = number
        else:
            increase = number
            total = None if total is None else total + number
        yield increase, total


def add(values, skip):
    known = [v for v in values if v is not None]
    return "缺报" if len(known) < len(values) and not skip else sum(known)


def main():
    partial = sys.argv[1] == "partial"
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["期间", "行"] + keys)
    series = {key: [list(walk(unit, key, partial)) for unit in leaves] for key in keys}
    for i, (year, m) in enumerate(MONTHS):
        for row, name in enumerate(("新增", "合计")):
            out.writerow(["%d-%02d" % (year, m), name] + [add([s[i][row] for s in series[key]], partial) for key in keys])


main()
