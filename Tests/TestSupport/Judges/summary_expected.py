"""What a summary must say, computed from the ledger a second time and another way than the product does.

The two kinds of campaign are those of the two plans, with their own goals; goals of campaign.yaml are not known here, nor are
summaries of everything received, nor grids of more than 60 units.

A number is marked where a unit that owes its form has none that counts, or left the figure open. Changzhou's 附件3 is one
form made of 附件1 and 附件2: where either is missing in a month, all its figures of that month are marked.
"""
import datetime
import json
import unicodedata
from fractions import Fraction

from summary_ledger import ACCEPTED, FORM1, FORM2, FORMS, LOCKED, PROGRESS, RETURNED, Ledger, ProgressTotals
from summary_values import (
    ANY, BLANK, MISSING, NONE, Chart, Table, Value, chinese, count, difference, months_between, rate, rate_of, shift,
    target_name, text, word,
)

# ---------------------------------------------------------------- tables that both kinds have


class Goal:
    def __init__(self, name, part, whole, target=None, by=None, parts=None):
        self.name, self.part, self.whole, self.by, self.parts = name, part, whole, by, parts
        self.target = None if target is None else Fraction(target)

    @property
    def target_value(self):
        return rate(self.target.numerator, self.target.denominator)


class Summary:
    """Tables, charts, grids and what the sentences say."""

    def __init__(self, ledger, milestones, unit, first, last):
        self.ledger, self.milestones, self.unit = ledger, milestones, unit
        self.first, self.last = max(first, ledger.first), min(last, ledger.last)
        self.months = months_between(self.first, self.last)
        self.children = ledger.children(unit)
        self.leaves = ledger.leaves(unit)
        self.forms = sorted(ledger.obligations)
        self.tables, self.charts, self.grids = [], [], []

    def short(self, month):
        one_year = self.first // 100 == self.last // 100
        return "%d月" % (month % 100) if one_year else "%d.%d" % (month // 100, month % 100)

    def month_group(self):
        return lambda month: "各月新增" if self.first // 100 == self.last // 100 else "%d年各月新增" % (month // 100)

    # goals and rates; a subclass has `goals` and `rate(goal, unit, month)`

    def is_reached(self, goal, month):
        value = self.rate(goal, self.unit, month)
        return value.kind == "r" and value.fraction >= goal.target

    def goal_table(self):
        columns = [(None, "目标", True)] + [
            (None, heading, False)
            for heading in ("计算", "期首月", "期末", "目标值", "期限", "期限时", "首次达到", "结果")
        ]
        rows = []
        self.met = []
        for goal in (goal for goal in self.goals if goal.target is not None):
            at_due = word(NONE)
            if goal.by and self.ledger.first <= goal.by <= self.last:
                at_due = self.rate(goal, self.unit, goal.by)
            reached = [m for m in months_between(self.ledger.first, self.last) if self.is_reached(goal, m)]
            now = self.rate(goal, self.unit, self.last)
            if now.kind != "r":
                state = "无数据"
            elif self.is_reached(goal, self.last):
                in_time = at_due.kind != "r" or at_due.fraction >= goal.target
                state = "已达到" if in_time else "逾期达到"
                self.met.append(goal)
            elif (goal.by or self.ledger.last) > self.last:
                state = "未到期限"
            else:
                state = "逾期未达到" if goal.by else "未达到"
            rows.append(
                [text(goal.name), text(goal.parts), self.rate(goal, self.unit, self.first), now, goal.target_value,
                 text(chinese(goal.by) if goal.by else "行动结束"), at_due,
                 text(chinese(reached[0])) if reached else word(NONE), text(state)]
            )
        self.tables.append(Table("目标完成情况", columns, rows))
        self.milestone_table()

    def milestone_table(self):
        columns = [(None, "日期", True), (None, "事项", False), (None, "与统计期间", False)]
        rows = []
        for day, name in sorted(self.milestones):
            month = day.year * 100 + day.month
            place = "之前" if month < self.first else "之后" if month > self.last else "期间内"
            rows.append([Value("day", day), text(name), text(place)])
        if rows:
            self.tables.append(Table("时间节点", columns, rows))

    def rate_columns(self, headings):
        return [(goal.name, heading, False) for goal in self.goals for heading in headings]

    @property
    def targets(self):
        return sorted({goal.target for goal in self.goals if goal.target is not None})

    def target_columns(self):
        return [(None, target_name(target), False) for target in self.targets]

    def target_cells(self):
        return [rate(target.numerator, target.denominator) for target in self.targets]

    def monthly_rates(self):
        columns = [(None, "月份", True)] + [(None, goal.name, False) for goal in self.goals]
        columns += self.target_columns() + [(None, "说明", False)]
        rows = [
            [text(self.short(month))] + [self.rate(goal, self.unit, month) for goal in self.goals]
            + self.target_cells() + [text(self.gaps(month))]
            for month in self.months
        ]
        self.tables.append(Table("各月比率与目标", columns, rows))
        for goal in (goal for goal in self.goals if goal.target is not None):
            self.charts.append(
                Chart(goal.name, [self.short(m) for m in self.months],
                      [(goal.name, [self.rate(goal, self.unit, m) for m in self.months]),
                       (target_name(goal.target), [goal.target_value for _ in self.months])])
            )

    def places(self, goal):
        """By child: its place among those that have a rate; ties by exact fractions."""
        rates = [self.rate(goal, child, self.last) for child in self.children]
        known = [value.fraction for value in rates if value.kind == "r"]
        places = []
        for value in rates:
            if value.kind != "r":
                places.append(word(NONE))
                continue
            place = 1 + sum(other > value.fraction for other in known)
            places.append(text("%d%s" % (place, "（并列）" if known.count(value.fraction) > 1 else "")))
        return places

    def comparison(self):
        if not self.children:
            return
        columns = [(None, "单位", True)] + self.rate_columns(["比率", "名次"])
        places = [self.places(goal) for goal in self.goals]
        rows = []
        for number, child in enumerate(self.children):
            row = [text(child.label)]
            for goal, place in zip(self.goals, places):
                row += [self.rate(goal, child, self.last), place[number]]
            rows.append(row)
        total = [text(self.unit.label)]
        for goal in self.goals:
            total += [self.rate(goal, self.unit, self.last), BLANK]
        self.tables.append(Table("各单位比较（期末）", columns, rows + [total]))
        if 2 <= len(self.children) <= 40:
            for goal in self.goals:
                series = [("比率", [self.rate(goal, child, self.last) for child in self.children])]
                if goal.target is not None:
                    series.append((target_name(goal.target), [goal.target_value for _ in self.children]))
                self.charts.append(Chart(goal.name, [child.label for child in self.children], series))
        rows = []
        for unit in self.children + [self.unit]:
            row = [text(unit.label)]
            for goal in self.goals:
                row += self.parts(goal, unit)
            rows.append(row + self.target_cells())
        columns = [(None, "单位", True)] + self.rate_columns(["分子", "分母"]) + self.target_columns()
        self.tables.append(Table("各单位比率的分子、分母（期末）", columns, rows))

    # who handed in

    def state(self, form, leaf, month):
        """(state, received, on time) of a month; the state is None where nothing was owed."""
        ledger = self.ledger
        if not ledger.is_due(form, leaf, month):
            return None, False, False
        if not ledger.owes(form, leaf, month):
            return "exempt", False, False
        versions = ledger.versions.get((form, leaf.id, month), [])
        if not versions:
            return "missing", False, False
        late = ledger.receipts[versions[0][2]][:10] > ledger.due(form, month).isoformat()
        accepted = any(v[1] in (ACCEPTED, LOCKED) for v in versions)
        full = self.completeness(form, versions)
        if not accepted:
            state = "returned" if versions[-1][1] == RETURNED else "waiting"
        elif full == 0 and form != FORM2:
            state = "empty"
        elif full == 1:
            state = "partial"
        else:
            state = "late" if late else "onTime"
        return state, True, not late

    def completeness(self, form, versions):
        full = max(v[3] for v in versions)
        if form == PROGRESS and full == 1:
            cells = self.totals.overlaid([v for v in versions if v[3] == 1])
            full = 2 if all(cells.get(row["key"]) not in (None, "?") for row in self.indicators) else 1
        return full

    WORDS = {
        "onTime": ("按时", "√"), "late": ("迟报", "迟"), "partial": ("填写不全", "部"), "empty": ("空表", "空"),
        "waiting": ("收到未采用", "待"), "returned": ("退回未重报", "退"), "missing": (MISSING, "缺"), "exempt": ("免报", "免"),
    }

    def gaps(self, month):
        said = []
        for state in ("partial", "empty", "waiting", "returned", "missing"):
            names = []
            for form in self.forms:
                for leaf in self.leaves:
                    if self.state(form, leaf, month)[0] == state and leaf.label not in names:
                        names.append(leaf.label)
            if names:
                more = "等 %d 个单位" % len(names) if len(names) > 8 else ""
                said.append(self.WORDS[state][0] + "：" + "、".join(names[:8]) + more)
        return "；".join(said)

    GAP_WORDS = {
        "missing": MISSING, "returned": "已退回未重报", "waiting": "已收到未采用", "empty": "是空表", "partial": "没有填完",
    }

    def gap_lines(self):
        """What is missing in the span, then what is missing before it and shows in its figures."""
        before = shift(self.first, -1)
        early = months_between(self.ledger.first, before) if self.forms == [PROGRESS] else [before]
        early = [month for month in early if self.ledger.first <= month]
        return self.gap_lines_of(self.months) + ["统计期以前，影响期初和合计：" + line for line in self.gap_lines_of(early)]

    def gap_lines_of(self, wanted):
        lines = {}
        for form in self.forms:
            for month in wanted:
                for leaf in self.leaves:
                    state = self.state(form, leaf, month)[0]
                    if state in self.GAP_WORDS:
                        lines.setdefault((leaf.id, form, state), (leaf, []))[1].append(month)
        return [
            "%s：%s %s%s" % (leaf.label, FORMS[form], "、".join(map(chinese, months)), self.GAP_WORDS[state])
            for (_, form, state), (leaf, months) in lines.items()
        ]

    COUNTS = ("应报", "已收", "完整", "部分", "空表", "按时", "迟报", "缺报", "采用", "免报")

    def month_counts(self, form, month):
        tally = dict.fromkeys(self.COUNTS, 0)
        for leaf in self.leaves:
            state, received, on_time = self.state(form, leaf, month)
            if state is None:
                continue
            if state == "exempt":
                tally["免报"] += 1
                continue
            tally["应报"] += 1
            if not received:
                tally["缺报"] += 1
                continue
            versions = self.ledger.versions[form, leaf.id, month]
            tally["已收"] += 1
            tally[("空表", "部分", "完整")[self.completeness(form, versions)]] += 1
            tally["按时" if on_time else "迟报"] += 1
            tally["采用"] += any(v[1] in (ACCEPTED, LOCKED) for v in versions)
        return tally

    def reporting(self):
        columns = [(None, "报表", True), (None, "月份", True), (None, "报送期限", False)]
        columns += [(None, heading, False) for heading in self.COUNTS + ("报送率", "按时率", "完整率", "采用率")]
        rows = []

        def row(form, month, due, tally):
            rates = [rate(tally[part], tally["应报"]) for part in ("已收", "按时", "完整", "采用")]
            rows.append([text(FORMS[form]), text(month), due] + [count(tally[c]) for c in self.COUNTS] + rates)

        for form in self.forms:
            tallies = [self.month_counts(form, month) for month in self.months]
            for month, tally in zip(self.months, tallies):
                row(form, chinese(month), Value("day", self.ledger.due(form, month)), tally)
            row(form, "本期", BLANK, {key: sum(tally[key] for tally in tallies) for key in self.COUNTS})
        self.tables.append(Table("各月报送情况", columns, rows))
        columns = [(None, "报表", True), (None, "单位", True)]
        columns += [(None, self.short(month), False) for month in self.months]
        columns += [(None, heading, False) for heading in ("应报", "已收", "按时", "报送率", "按时率")]
        rows = []
        for form in self.forms:
            grid = []
            for leaf in self.leaves:
                states = [self.state(form, leaf, month) for month in self.months]
                owed = [state for state in states if state[0] not in (None, "exempt")]
                got, timely = sum(s[1] for s in owed), sum(s[2] for s in owed)
                rows.append(
                    [text(FORMS[form]), text(leaf.label)]
                    + [text(self.WORDS[s[0]][0]) if s[0] else word(NONE) for s in states]
                    + [count(len(owed)), count(got), count(timely), rate(got, len(owed)), rate(timely, len(owed))]
                )
                grid.append((leaf.label, [s[0] for s in states]))
            self.grids.append(("%s：各单位各月报送情况" % FORMS[form], [self.short(m) for m in self.months], grid))
        self.tables.append(Table("各单位各月报送情况", columns, rows))

    # what was found and mended; a subclass has `mending(kind, unit, …)`

    def mending_tables(self, more_kind, more_unit, unit_kinds):
        def group(kind):
            return "%s（%s）" % (kind.name, kind.unit)

        columns = [(None, "月份", True)]
        for kind in self.kinds:
            columns += [(group(kind), "排查", False), (group(kind), kind.mended_word, False)]
        rows = [
            [text(self.short(month))]
            + [value for kind in self.kinds for value in self.month_mending(kind, month)] + [text(self.gaps(month))]
            for month in self.months
        ]
        spans = [self.span_mending(kind, self.unit) for kind in self.kinds]
        rows.append([text("本期")] + [value for span in spans for value in span[:2]] + [BLANK])
        self.tables.append(Table("各月新增排查与整改", columns + [(None, "说明", False)], rows))
        for kind in unit_kinds:
            months = [self.month_mending(kind, month) for month in self.months]
            self.charts.append(
                Chart("%s：各月新增排查与%s" % (kind.name, kind.mended_word), [self.short(m) for m in self.months],
                      [("排查", [m[0] for m in months]), (kind.mended_word, [m[1] for m in months])])
            )
        headings = ["本期排查", "本期整改", "期末未整改", "累计整改率"] + [heading for heading, _ in more_kind]
        rows = [
            [text(group(kind))] + span + [values(kind) for _, values in more_kind] for kind, span in zip(self.kinds, spans)
        ]
        columns = [(None, "种类", True)] + [(None, heading, False) for heading in headings]
        self.tables.append(Table("排查整改分类", columns, rows))
        if not self.children:
            return
        columns = [(None, "单位", True)]
        for kind in unit_kinds:
            columns += [(group(kind), h, False) for h in ("排查", kind.mended_word, "未整改", "累计整改率")]
        columns += [(None, heading, False) for heading, _ in more_unit]
        rows = [
            [text(child.label)] + [value for kind in unit_kinds for value in self.span_mending(kind, child)]
            + [values(child) for _, values in more_unit]
            for child in self.children
        ]
        self.tables.append(Table("各单位排查整改", columns, rows))


class Kind:
    def __init__(self, name, unit, mended_word, found=None, mended=None):
        self.name, self.unit, self.mended_word, self.found, self.mended = name, unit, mended_word, found, mended


# ---------------------------------------------------------------- Zhengzhou


class ProgressSummary(Summary):
    def __init__(self, ledger, indicators, before, *where):
        super().__init__(ledger, *where)
        self.indicators, self.totals = indicators, ProgressTotals(ledger, indicators)
        self.before = ProgressTotals(before, indicators) if before else None
        number = {int(row["no"]): row for row in indicators}
        self.goals = [
            Goal("国家标准达标率", 18, 1, "0.85"), Goal("保安员配备率", 5, 1, 1, 201705), Goal("保卫人员配备率", 7, 1, 1, 201705),
            Goal("防护装备配齐率", 10, 1, 1, 201705), Goal("封闭式管理率", 8, 1, 1, 201705), Goal("防冲撞设施安装率", 12, 11, 1, 201705),
            Goal("交通设施安装率", 14, 13, 1, 201705), Goal("重要部位探头安装率", 16, 1, 1, 201705), Goal("一键报警联网率", 19, 1, 1, 201710),
            Goal("内部隐患整改率", 42, 41), Goal("治安乱点整治率", 44, 43), Goal("涉校纠纷化解率", 40, 39),
        ]
        for goal in self.goals:
            part, whole = number[goal.part], number[goal.whole]
            goal.parts = "%s ÷ %s" % (part["title"], whole["title"])
            goal.part, goal.whole = part["key"], whole["key"]
        self.kinds = [
            Kind("校园内部安全隐患", "处", "整改", number[41]["key"], number[42]["key"]),
            Kind("校园周边治安乱点", "处", "整治", number[43]["key"], number[44]["key"]),
            Kind("涉校矛盾纠纷", "起", "化解", number[39]["key"], number[40]["key"]),
        ]
        self.goal_table()
        self.indicator_tables()
        self.monthly_rates()
        self.comparison()
        self.mending_tables([], [], self.kinds)
        self.reporting()

    def total(self, unit, month, key):
        return self.total_of(self.totals, unit, month, key)

    def total_of(self, totals, unit, month, key):
        """合计; of a flow of which nobody ever reported anything nothing is known."""
        first = totals.ledger.first
        value = totals.figure(unit, month if month >= first else 0, key, 1)
        never = month >= first and all(
            totals.figure(unit, m, key, 0).value == MISSING for m in months_between(first, month))
        return word(MISSING) if value.kind == "n" and value.value == 0 and value.partial and never and self.is_flow(key) else value

    def is_flow(self, key):
        return next(row["kind"] for row in self.indicators if row["key"] == key) == "flow"

    def opening(self, unit, key):
        return self.total(unit, shift(self.first, -1), key)

    def increase(self, unit, key):
        """合计 at the end less 合计 before, marked when a month of the span is."""
        opening, closing = self.opening(unit, key), self.total(unit, self.last, key)
        months = [self.totals.figure(unit, month, key, 0) for month in self.months]
        if all(m.value == MISSING for m in months):
            return word(MISSING)
        if opening.kind == "w" and opening.value == NONE and closing.kind == "n":
            opening = count(0)  # not yet there, or “/” so far: it begins at nothing
        value = difference(closing, opening)
        if value.kind == "n" and value.partial:
            value.partial = any(m.partial or m.value == MISSING for m in months)
        return value

    def rate(self, goal, unit, month):
        if unit is self.unit and all(
            self.totals.figure(unit, month, key, 0).value == MISSING for key in (goal.part, goal.whole)
        ):
            return word(MISSING)  # nobody reported: what was carried on is no rate of the month
        return rate_of(self.total(unit, month, goal.part), self.total(unit, month, goal.whole))

    def parts(self, goal, unit):
        if self.rate(goal, unit, self.last).value == MISSING:
            return [word(MISSING)] * 2
        part, whole = self.total(unit, self.last, goal.part), self.total(unit, self.last, goal.whole)
        together = part.partial or whole.partial
        for value in (part, whole):
            if value.kind != "n":
                return [word(value.value)] * 2
        return [count(part.value, together), count(whole.value, together)]

    def month_mending(self, kind, month):
        return [self.totals.figure(self.unit, month, key, 0) for key in (kind.found, kind.mended)]

    def span_mending(self, kind, unit):
        found, mended = (self.total(unit, self.last, key) for key in (kind.found, kind.mended))
        return [self.increase(unit, kind.found), self.increase(unit, kind.mended), difference(found, mended), rate_of(mended, found)]

    def year_before(self, row):
        """Of a flow 新增 of the same months, of a stock 合计 of the same month, a year before; None without a ledger then."""
        first, last = shift(self.first, -12), shift(self.last, -12)
        totals = self.totals if first >= self.ledger.first else self.before
        if totals is None:
            return None
        ledger, key = totals.ledger, row["key"]

        unit = ledger.unit(self.unit.code)

        def total(month):
            return self.total_of(totals, unit, month, key)

        if row["kind"] == "stock":
            return total(last)
        months = [totals.figure(unit, month, key, 0) for month in months_between(first, last)]
        if all(m.value == MISSING for m in months):
            return word(MISSING)
        value = difference(total(last), total(shift(first, -1)))
        if value.kind == "n" and value.partial:
            value.partial = any(m.partial or m.value == MISSING for m in months)
        return value

    def indicator_tables(self):
        group = self.month_group()
        lead = [(None, "序号", True), (None, "指标", True), (None, "单位", False), (None, "性质", False)]
        shown = self.months if len(self.months) <= 12 else []
        columns = lead + [(None, "期初", False)] + [(group(m), "%d月" % (m % 100), False) for m in shown]
        columns += [(None, h, False) for h in ("本期新增", "期末合计", "上年同期", "增减", "增减%")]
        rows, monthly = [], []
        for row in self.indicators:
            key = row["key"]
            start = [text("%02d" % int(row["no"])), text(row["title"]), text(row["unit"]),
                     text("累计数" if row["kind"] == "flow" else "期末数")]
            increases = [self.totals.figure(self.unit, month, key, 0) for month in self.months]
            increase, closing = self.increase(self.unit, key), self.total(self.unit, self.last, key)
            before = self.year_before(row)
            compared = [word(NONE)] * 3
            if before is not None:
                change = difference(increase if row["kind"] == "flow" else closing, before)
                compared = [before, change, rate_of(change, before)]
            monthly.append(start + increases)
            rows.append(start + [self.opening(self.unit, key)] + increases[: len(shown)] + [increase, closing] + compared)
        self.tables.append(Table("各项指标", columns, rows))
        for year in [] if shown else sorted({m // 100 for m in self.months}):
            places = [place for place, m in enumerate(self.months) if m // 100 == year]
            columns = lead + [(group(self.months[p]), "%d月" % (self.months[p] % 100), False) for p in places]
            self.tables.append(
                Table("%d年各月新增" % year, columns, [row[:4] + [row[4 + place] for place in places] for row in monthly]))


# ---------------------------------------------------------------- Changzhou


def folded(value):
    return "".join(unicodedata.normalize("NFKC", value or "").split()).lower()


class SafetySummary(Summary):
    POSTS = ("治安岗", "交警岗", "巡特警岗", "群防群治")
    CATEGORIES = ("校园内部矛盾纠纷", "校园周边重点人员", "安全防范设施", "校园周边治安乱点", "其他")
    PRINTED = {"school", "category", "area", "students", "station"}

    def __init__(self, ledger, *where):
        super().__init__(ledger, *where)
        by = 201909 if ledger.first <= 201909 <= ledger.last else None
        self.goals = [
            Goal("封闭化管理率", "closed", "campuses", 1, by, "封闭化管理为“是” ÷ 排查学校"),
            Goal("报警视频联网率", "linked", "campuses", 1, by, "报警有效且已联网、视频已联网 ÷ 排查学校"),
            Goal("城市中小学专职保安员配备率", "guarded", "urban", 1, by, "有专职保安员的城市中小学 ÷ 城市中小学"),
            Goal("整改完成率", "done", "found", parts="已完成 ÷ 排查"),
        ]
        self.cache = {}
        self.leaf_courses = {leaf.id: self.courses(leaf) for leaf in self.leaves}
        kinds = [("全部隐患", None)] + [(name, name) for name in self.CATEGORIES] + [("未填类别", "")]
        self.kinds = [
            Kind(name, "个", "整改", found=category)
            for name, category in kinds
            if category is None or any(self.figures(self.unit, m, category)["found"] for m in [shift(self.first, -1)] + self.months)
        ]
        self.goal_table()
        self.tally_table()
        self.monthly_rates()
        self.comparison()
        end = self.last
        times = {kind.name: self.times(kind.found) for kind in self.kinds}
        self.mending_tables(
            [
                ("期末逾期", lambda kind: count(self.figures(self.unit, end, kind.found)["late"], self.partial(self.unit, end, "late"))),
                ("有用时的", lambda kind: count(len(times[kind.name][0]))),
                ("用时中位数（天）", lambda kind: self.median(times[kind.name][0])),
                ("用时90分位数（天）", lambda kind: self.ninetieth(times[kind.name][0])),
                ("用时不明的", lambda kind: count(times[kind.name][1])),
            ],
            [("期末逾期", lambda child: count(self.figures(child, end)["late"], self.partial(child, end, "late")))], self.kinds[:1])
        self.reporting()

    def rows(self, form, leaf, month):
        versions = self.ledger.counted(form, leaf, month)
        return json.loads(versions[-1][4]) if versions else None

    def courses(self, leaf):
        """By month, as it stands at its end: the latest row of each campus, and of each hazard with since when it is done."""
        campuses, hazards, states = {}, {}, {}
        for month in months_between(self.ledger.first, self.ledger.last):
            for row in self.rows(FORM1, leaf, month) or []:
                if any(value not in (None, "") for key, value in row.items() if key not in self.PRINTED):
                    campuses[folded(row.get("school"))] = row
            seen = {}
            for row in self.rows(FORM2, leaf, month) or []:
                if not any(value not in (None, "") for value in row.values()):
                    continue
                same = (folded(row.get("school")), folded(row.get("risk")), row.get("foundOn"))
                seen[same] = seen.get(same, 0) + 1
                key = same + (seen[same],)
                since = hazards.get(key, (None, None))[1]
                hazards[key] = (row, (since or month) if row.get("state") == "已完成" else None)
            states[month] = (dict(campuses), dict(hazards))
        return states

    def partial(self, unit, month, key):
        """Whether a unit that owes the form from which a figure follows has none of the month that counts."""
        form = FORM2 if key in ("found", "done", "open", "late") else FORM1
        return any(
            self.ledger.owes(form, leaf, month) and not self.ledger.counted(form, leaf, month)
            for leaf in self.ledger.leaves(unit)
        )

    def figures(self, unit, month, category=None):
        """What 附件3 counts at a month's end; `category` takes hazards of one kind, "" those that name none."""
        at = (unit.id, month, category)
        if at in self.cache:
            return self.cache[at]
        campuses, hazards = [], []
        if month >= self.ledger.first:
            for leaf in self.ledger.leaves(unit):
                mine, risks = self.leaf_courses[leaf.id][month]
                campuses += mine.values()
                hazards += [row for row, _ in risks.values() if category is None or (row.get("category") or "") == category]
        urban = [c for c in campuses if c.get("area") == "城市" and c.get("category") not in (None, "", "幼儿园")]
        open_ = [h for h in hazards if h.get("state") == "正在整改中"]
        day = self.ledger.due(FORM2, month).isoformat()
        linked = [
            c for c in campuses
            if (c.get("alarmButton"), c.get("alarmLink"), c.get("video")) == ("有效", "已联网", "已联网")
        ]
        found = {
            "campuses": len(campuses), "found": len(hazards), "done": sum(h.get("state") == "已完成" for h in hazards),
            "open": len(open_), "late": sum(bool(h.get("deadline")) and h["deadline"] < day for h in open_),
            "closed": sum(c.get("isClosed") is True for c in campuses), "linked": len(linked), "urban": len(urban),
            "guarded": sum((c.get("guards") or 0) >= 1 for c in urban),
        }
        for post in self.POSTS:
            found[post] = sum(c.get("post") == post for c in campuses)
        self.cache[at] = found
        return found

    def rate(self, goal, unit, month):
        form = FORM2 if goal.part == "done" else FORM1
        owing = [leaf for leaf in self.ledger.leaves(unit) if leaf.is_open(month)]
        lacking = [l for l in owing if self.ledger.owes(form, l, month) and not self.ledger.counted(form, l, month)]
        if unit is self.unit and owing and len(lacking) == len(owing):
            return word(MISSING)  # nobody handed in the form
        figures = self.figures(unit, month)
        return rate(figures[goal.part], figures[goal.whole], self.partial(unit, month, goal.part))

    def parts(self, goal, unit):
        if self.rate(goal, unit, self.last).value == MISSING:
            return [word(MISSING)] * 2
        figures, partial = self.figures(unit, self.last), self.partial(unit, self.last, goal.part)
        return [count(figures[goal.part], partial), count(figures[goal.whole], partial)]

    def new(self, unit, first, last, key, category=None):
        """Between the end of the month before `first` and the end of `last`."""
        before = self.figures(unit, shift(first, -1), category)[key]
        return count(self.figures(unit, last, category)[key] - before, self.partial(unit, last, key))

    def new_of_span(self, unit, key, category=None):
        """What was found late before the span comes up within it, so a gap there is one of the span, too."""
        value, before = self.new(unit, self.first, self.last, key, category), shift(self.first, -1)
        value.partial = value.partial or (before >= self.ledger.first and self.partial(unit, before, key))
        return value

    def tally_table(self):
        group = self.month_group()
        columns = [(None, "项目", True)] + [(group(m), "%d月" % (m % 100), False) for m in self.months]
        columns += [(None, "本期新增", False), (None, "期末累计", False)]
        counts = [
            ("排查学校（家）", "campuses"), ("排查风险隐患（个）", "found"), ("已完成整改（个）", "done"),
            ("正在整改中（个）", "open"), ("逾期未整改（个）", "late"),
        ]
        end, rows = self.last, []

        def count_row(label, key):
            rows.append(
                [text(label)] + [self.new(self.unit, m, m, key) for m in self.months]
                + [self.new_of_span(self.unit, key), count(self.figures(self.unit, end)[key], self.partial(self.unit, end, key))])

        for label, key in counts:
            count_row(label, key)
        for goal in self.goals[3:] + self.goals[:3]:
            now = self.rate(goal, self.unit, end)
            rows.append([text(goal.name + "（%）")] + [self.rate(goal, self.unit, m) for m in self.months] + [now, now])
        for post in self.POSTS:
            count_row("护学岗：%s（个）" % post, post)
        self.tables.append(Table("战果统计（附件3）", columns, rows))

    def month_mending(self, kind, month):
        return [self.new(self.unit, month, month, key, kind.found) for key in ("found", "done")]

    def span_mending(self, kind, unit):
        now, partial = self.figures(unit, self.last, kind.found), self.partial(unit, self.last, "found")
        return [self.new_of_span(unit, key, kind.found) for key in ("found", "done")] + [
            count(now["open"], partial), rate(now["done"], now["found"], partial)]

    def times(self, category):
        """Days from 排查日期 to the due day of the month since which a hazard is done, of those done in the span; and how many
        have no such number."""
        days, unknown = [], 0
        for leaf in self.leaves:
            for row, since in self.leaf_courses[leaf.id][self.last][1].values():
                if since is None or since < self.first or category is not None and (row.get("category") or "") != category:
                    continue
                took = -1
                if row.get("foundOn"):
                    took = (self.ledger.due(FORM2, since) - datetime.date.fromisoformat(row["foundOn"])).days
                if took >= 0:
                    days.append(took)
                else:
                    unknown += 1
        return sorted(days), unknown

    @staticmethod
    def median(days):
        if not days:
            return word(NONE)
        return Value("d", Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2))

    @staticmethod
    def ninetieth(days):
        """The nearest rank: the smallest that nine tenths do not exceed."""
        for value in days:
            if sum(other <= value for other in days) * 10 >= len(days) * 9:
                return count(value)
        return word(NONE)


# ---------------------------------------------------------------- reports that were sent


def sent_reports(summary):
    """What was sent of the span, of the unit and those below it: a line a report, whatever formats it went out in."""
    ledger = summary.ledger
    below, todo = set(), [summary.unit]
    while todo:
        unit = todo.pop()
        below.add(unit.id)
        todo += unit.children
    rows = ledger.db.execute(
        """SELECT s.made_at, s.form, s.unit, s.period, s.policy, s.counting, c.at, c.who FROM sent_report s
        JOIN change c ON c.number = s.change WHERE s.period BETWEEN ? AND ? ORDER BY s.change""",
        (summary.first, summary.last))
    return list(dict.fromkeys(row for row in rows if row[2] in below))


def as_sent(totals, unit, month, key, row, policy):
    """A figure as a report prints it: 缺报 where a unit is missing, unless sums go on without."""
    if unit not in totals.ledger.units:
        return NONE
    value = totals.figure(totals.ledger.units[unit], month, key, row)
    return MISSING if policy == "strict" and value.partial else str(value.value)


def corrections(summary, indicators):
    """The figures of progress tables that were sent and say otherwise now; what 附件1, 2 and 3 say otherwise is not known here."""
    ledger = summary.ledger
    columns = [(None, "报出的报表", True)]
    columns += [(None, heading, False) for heading in ("报出日期", "指标", "行", "报出时", "现在", "因为")]
    rows = []
    for made_at, form, unit, month, policy, counting, at, _ in sent_reports(summary):
        if form != PROGRESS:
            continue
        head = [text("%s %s%s" % (ledger.units[unit].label, chinese(month), FORMS[form])),
                Value("day", datetime.date.fromisoformat(at[:10]))]
        every = counting != "accepted"
        then, now = (
            ProgressTotals(Ledger(ledger.path, limit, every), indicators) for limit in (made_at, None))
        for below in [unit] + [child.id for child in ledger.children(ledger.units[unit])]:
            label = "" if below == unit else ledger.units[below].label + " "
            for row in indicators:
                for place, name in enumerate(("新增", "合计")):
                    shown = [as_sent(totals, below, month, row["key"], place, policy) for totals in (then, now)]
                    if shown[0] != shown[1]:
                        figure = "%s%02d %s" % (label, int(row["no"]), row["title"])
                        rows.append(head + [text(figure), text(name), text(shown[0]), text(shown[1]), ANY])
    return Table("报出后更正的数", columns, rows)
