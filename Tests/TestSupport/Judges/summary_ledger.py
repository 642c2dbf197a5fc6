"""What a ledger holds that counts, read with sqlite3 alone: see docs/ledger.md for its format."""
import calendar
import datetime
import json
import sqlite3
import sys

from summary_values import MISSING, NONE, count, months_between, shift, word

PROGRESS, FORM1, FORM2 = 1, 2, 3
FORMS = {1: "进展报表", 2: "附件1", 3: "附件2", 4: "附件3"}
RETURNED, ACCEPTED, LOCKED = 1, 3, 4

# ---------------------------------------------------------------- the ledger


class Unit:
    def __init__(self, row):
        self.id, self.code, self.place, self.name, short, self.kind, self.parent, self.opens, self.closes, self.summary = row
        self.label = short or self.name
        self.children = []

    def is_open(self, month):
        return (self.opens is None or self.opens <= month) and (self.closes is None or month <= self.closes)


class Ledger:
    """What counts, as it is now or, with `limit`, as it was at that change."""

    def __init__(self, path, limit=None, all_received=False):
        self.path, self.all_received = path, all_received
        self.limit = limit = limit or 1 << 60
        self.troubles = []
        self.db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        ask = self.db.execute
        latest = "SELECT * FROM %s WHERE change <= ? ORDER BY change DESC LIMIT 1"
        _, self.name, self.first, self.last, self.set = ask(latest % "campaign", (limit,)).fetchone()
        self.obligations = {}
        for form, day, offset, first, last in ask(
            "SELECT form, due_day, month_offset, first, last FROM obligation WHERE change <= ? ORDER BY change", (limit,)
        ):
            self.obligations[form] = (day, offset, first, last)
        self.read_units()
        self.read_submissions()
        self.exempt = set()
        for form, unit, month, action in ask(
            "SELECT form, unit, period, action FROM decision WHERE version = 0 AND change <= ? ORDER BY change", (limit,)
        ):
            key = (form, unit, month)
            self.exempt.add(key) if action == "exempt" else self.exempt.discard(key)

    def read_units(self):
        rows = self.db.execute(
            """SELECT u.id, u.code, s.place, s.name, s.short_name, s.kind, s.parent, s.opens, s.closes, s.summary
            FROM unit u JOIN unit_state s ON s.unit = u.id
            WHERE s.change = (SELECT max(change) FROM unit_state WHERE unit = u.id AND change <= ?)
            ORDER BY s.place, u.id""",
            (self.limit,),
        )
        self.units = {row[0]: Unit(row) for row in rows}
        self.roots = []
        for unit in self.units.values():
            above = self.units.get(unit.parent)
            (above.children if above else self.roots).append(unit)

    def unit(self, code):
        for unit in self.units.values():
            if unit.code == code:
                return unit
        sys.exit("no unit %s" % code)

    def leaves(self, unit):
        if not unit.children or unit.summary:
            return [unit]
        return [leaf for child in unit.children for leaf in self.leaves(child)]

    def children(self, unit):
        return [] if unit.summary else unit.children

    def read_submissions(self):
        """By form, unit and month: versions in order as (version, state, change, completeness, content)."""
        states = {}
        for *key, state in self.db.execute(
            "SELECT form, unit, period, version, state FROM decision WHERE version > 0 AND change <= ? ORDER BY change",
            (self.limit,),
        ):
            states[tuple(key)] = state
        self.versions = {}
        for form, unit, month, version, state, change, completeness, content in self.db.execute(
            """SELECT form, unit, period, version, state, change, completeness, content FROM submission
            WHERE change <= ? ORDER BY form, unit, period, version""",
            (self.limit,),
        ):
            decided = states.get((form, unit, month, version), 0)
            if self.limit == 1 << 60 and decided != state:
                self.troubles.append("台账　%s 的状态为 %d，审核记录为 %d" % ((form, unit, month, version), state, decided))
            self.versions.setdefault((form, unit, month), []).append((version, decided, change, completeness, content))
        self.receipts = dict(self.db.execute("SELECT change, received FROM receipt"))

    def counts(self, state):
        return state != RETURNED if self.all_received else state in (ACCEPTED, LOCKED)

    def counted(self, form, unit, month):
        return [v for v in self.versions.get((form, unit.id, month), []) if self.counts(v[1])]

    def owes(self, form, unit, month):
        """Whether the unit owes the form for the month, exempt ones left out."""
        return self.is_due(form, unit, month) and (form, unit.id, month) not in self.exempt

    def is_due(self, form, unit, month):
        rule = self.obligations.get(form)
        return rule is not None and rule[2] <= month <= rule[3] and unit.is_open(month)

    def due(self, form, month):
        day, offset = self.obligations[form][:2]
        month = shift(month, offset)
        year, number = month // 100, month % 100
        return datetime.date(year, number, min(day, calendar.monthrange(year, number)[1]))


# ---------------------------------------------------------------- the progress table


def varints(data):
    number = bits = 0
    for place, byte in enumerate(data):
        number |= (byte & 0x7F) << bits
        bits += 7
        if byte < 0x80:
            yield number, place + 1
            number = bits = 0


class ProgressTotals:
    """新增 and 合计 of each unit, month and indicator: see `figure`."""

    def __init__(self, ledger, indicators):
        self.ledger, self.indicators = ledger, indicators
        self.sets = {
            number: json.loads(keys) for number, keys in ledger.db.execute("SELECT id, indicators FROM indicator_set")
        }
        self.kind = {row["key"]: row["kind"] for row in indicators}
        self.months = months_between(ledger.first, ledger.last)
        self.openings = self.read_openings()
        self.walked = {}
        self.cache = {}

    def decode(self, data):
        """By indicator: None for blank, "/", "?" for what is no number, ("+", n) or ("=", n)."""
        codes = varints(data)
        keys = self.sets[next(codes)[0]]
        cells = {}
        for place in range(next(codes)[0]):
            code = next(codes)[0]
            if code < 3:
                cells[keys[place]] = (None, "/", "?")[code]
                continue
            number = code - 3 >> 1
            cells[keys[place]] = ("+=" [code - 3 & 1], -(number + 1) // 2 if number & 1 else number // 2)
        return cells

    def read_openings(self):
        openings = {}
        for unit, content in self.ledger.db.execute(
            "SELECT unit, content FROM opening WHERE change <= ? ORDER BY change", (self.ledger.limit,)
        ):
            for key, cell in self.decode(content).items():
                if isinstance(cell, tuple) and cell[0] == "=":
                    openings[unit, key] = cell[1]
        return openings

    def overlaid(self, versions):
        cells = {}
        for version in versions:
            for key, cell in self.decode(version[4]).items():
                if cell is not None or key not in cells:
                    cells[key] = cell
        return cells

    def walk(self, leaf):
        """By month, then by indicator: (新增, 合计), each (number or word, whether nothing is missing in it).

        The entry for month 0 is the state before the campaign.
        """
        if leaf.id in self.walked:
            return self.walked[leaf.id]
        ledger = self.ledger
        later = leaf.opens is not None and leaf.opens > ledger.first
        state, only_slash = {}, {}
        for row in self.indicators:
            key = row["key"]
            start = 0 if self.kind[key] == "flow" or later else self.openings.get((leaf.id, key))
            state[key], only_slash[key] = (start, True), False
        course = {0: {key: ((NONE, True), (MISSING if total is None else total, True)) for key, (total, _) in state.items()}}
        seen = {key: bool(state[key][0]) for key in state}
        for month in self.months:
            owed = ledger.owes(PROGRESS, leaf, month)
            cells = self.overlaid(ledger.counted(PROGRESS, leaf, month)) if owed else {}
            course[month] = {}
            for key in state:
                total, exact = state[key]
                cell = cells.get(key)
                if not owed:
                    increase = (NONE, True)
                elif cell == "/":
                    increase = (NONE, True)
                    only_slash[key] = not seen[key]
                    exact = exact or only_slash[key]  # says of the months before, too, that there is nothing to know
                elif isinstance(cell, tuple) and cell[0] == "+":
                    increase = (cell[1], True)
                    total = None if total is None else total + cell[1]
                    seen[key], only_slash[key] = True, False
                elif isinstance(cell, tuple) and self.kind[key] == "stock":
                    increase = (MISSING, False) if total is None else (cell[1] - total, exact)
                    total, exact = cell[1], True
                    seen[key], only_slash[key] = True, False
                else:
                    increase, exact = (MISSING, False), False
                state[key] = (total, exact)
                shown = NONE if only_slash[key] else MISSING if total is None else total
                course[month][key] = (increase, (shown, exact))
        self.walked[leaf.id] = course
        return course

    def figure(self, unit, month, key, row):
        """`row` 0 is 新增, 1 is 合计; month 0 is before the campaign."""
        at = (unit.id, month, key, row)
        if at not in self.cache:
            parts = [self.walk(leaf)[month][key][row] for leaf in self.ledger.leaves(unit)]
            self.cache[at] = self.added(parts, row)
        return self.cache[at]

    @staticmethod
    def added(parts, row):
        numbers = [value for value, _ in parts if not isinstance(value, str)]
        exact = all(is_exact for _, is_exact in parts)
        if any(value == MISSING for value, _ in parts) and (row == 1 or not numbers):
            return word(MISSING)
        return count(sum(numbers), not exact) if numbers else word(NONE)
