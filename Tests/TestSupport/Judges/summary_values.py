"""Months, cells, tables and charts of a summary, as summary_expected.py makes them and summary.py compares them."""
import re
from fractions import Fraction

MISSING, NONE = "缺报", "—"

# ---------------------------------------------------------------- months


def parse_month(text):
    year, month = text.split("-")
    return int(year) * 100 + int(month)


def shift(month, by):
    number = month // 100 * 12 + month % 100 - 1 + by
    return number // 12 * 100 + number % 12 + 1


def months_between(first, last):
    months = []
    while first <= last:
        months.append(first)
        first = shift(first, 1)
    return months


def chinese(month):
    return "%d年%d月" % (month // 100, month % 100)


# ---------------------------------------------------------------- values


class Value:
    """A cell: `kind` is n (count), r (rate), d (decimal), t (text), w (a word where there is no figure), day, b (blank)."""

    def __init__(self, kind, value=None, whole=None, partial=False):
        self.kind, self.value, self.whole, self.partial = kind, value, whole, partial
        if kind == "r" and whole <= 0:
            self.kind, self.value, self.partial = "w", NONE, False

    @property
    def is_number(self):
        return self.kind in "nrd" and self.kind != "day"

    @property
    def fraction(self):
        return Fraction(self.value, self.whole) if self.kind == "r" else Fraction(self.value)

    @property
    def shown(self):
        star = "＊" if self.partial else ""
        if self.kind == "n":
            return "%d%s" % (self.value, star)
        if self.kind == "r":
            return percent(self.fraction) + star
        if self.kind == "d":
            tenths = int(self.value * 10 + Fraction(1, 2))
            return "%d.%d" % (tenths // 10, tenths % 10)
        if self.kind == "day":
            return self.value.isoformat()
        return self.value or ""


def percent(fraction):
    """One decimal, half away from zero; only all of them are 100 %."""
    tenths = int(abs(fraction) * 1000 + Fraction(1, 2))
    if 0 <= fraction < 1:
        tenths = min(tenths, 999)
    return "%s%d.%d%%" % ("-" if fraction < 0 and tenths else "", tenths // 10, tenths % 10)


def target_name(target):
    return "目标" + re.sub(r"\.0%$", "%", percent(target))


BLANK = Value("b", "")
ANY = Value("any")  # words that are not judged


def text(value):
    return Value("t", value)


def word(value):
    return Value("w", value)


def count(value, partial=False):
    return Value("n", value, partial=partial)


def rate(part, whole, partial=False):
    return Value("r", part, whole, partial)


def rate_of(part, whole):
    for value in (part, whole):
        if value.kind != "n":
            return word(value.value)
    return rate(part.value, whole.value, part.partial or whole.partial)


def difference(a, b):
    for value in (a, b):
        if value.kind != "n":
            return word(value.value)
    return count(a.value - b.value, a.partial or b.partial)


class Table:
    """`columns` are (heading above or None, heading, leads); `rows` are lists of values."""

    def __init__(self, title, columns, rows):
        self.title, self.columns, self.rows = title, columns, rows

    @property
    def heads(self):
        return 2 if any(column[0] for column in self.columns) else 1

    def column_name(self, place):
        return " ".join(part for part in self.columns[place][:2] if part)

    def row_name(self, place):
        lead = [value.shown for column, value in zip(self.columns, self.rows[place]) if column[2]]
        return " ".join(lead)


class Chart:
    """`series` are (name, values), one value a category."""

    def __init__(self, title, categories, series):
        self.title, self.categories, self.series = title, categories, series
