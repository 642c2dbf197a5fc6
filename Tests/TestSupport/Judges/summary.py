#!/usr/bin/env python3
"""Checks every number of a summary against what the ledger says, computed by summary_expected.py.

Usage: summary.py LEDGER INDICATORS_CSV OUT.xlsx OUT.html --unit CODE --from 2017-04 --to 2017-12
       [--campaign campaign.yaml] [--before LEDGER_OF_THE_YEAR_BEFORE]

Prints a line for each difference (table, row, column, expected, found) and exits 1; prints nothing and exits 0 when all
agrees. The last line on standard error says how many numbers were checked.

Compared are: in the workbook every cell of every table (numbers exactly, rates to 1e-12, ＊ in the number format), the grids
of states, the sentences with the cells that they name; in the page the same tables as text, every linked figure against its
cell and the others against the ledger, every mark of every chart, every cell of every grid. A number in a cell that no table
accounts for, a table, a chart or a number in a sentence that is not known, is a difference.
"""
import argparse
import csv
import datetime
import re
import sys

import html5lib
import openpyxl

from summary_expected import ProgressSummary, SafetySummary, corrections, sent_reports
from summary_ledger import FORMS, PROGRESS, Ledger
from summary_values import chinese, parse_month

HTML = "{http://www.w3.org/1999/xhtml}"
CAPTION = re.compile(r"表(\d+)　(.*)")


class Judge:
    def __init__(self, summary, corrected, sent):
        self.summary, self.corrected, self.sent = summary, corrected, sent
        self.tables = list(summary.tables)
        if corrected.rows:
            self.tables.append(corrected)
        self.differences, self.checked = [], 0
        self.coordinates = {}

    def differ(self, *parts):
        self.differences.append("　".join(str(part) for part in parts))

    def expect(self, wanted, found, *where):
        self.checked += 1
        if wanted != found:
            self.differ(*where, "应为 %s" % wanted, "实为 %s" % found)

    # ------------------------------------------------------------ tables

    def match_tables(self, captions, where):
        """The tables found as (place in what is found, place in what is wanted), by title and number."""
        wanted = {table.title: place for place, table in enumerate(self.tables)}
        pairs, seen = [], set()
        for found, (number, title) in enumerate(captions):
            if title not in wanted:
                self.differ(where, "表%d" % number, "没有依据的表：" + title)
                continue
            if title in seen:
                self.differ(where, "表%d" % number, "重复的表：" + title)
            seen.add(title)
            self.expect(wanted[title] + 1, number, where, title, "表号")
            pairs.append((found, wanted[title]))
        for title in wanted:
            if title not in seen:
                self.differ(where, "缺少的表：" + title)
        return pairs

    def order(self, place, names, where):
        """Which wanted row each row found is, by its leading columns; where these do not tell, the rows as they stand."""
        table = self.tables[place]
        wanted = [table.row_name(number) for number in range(len(table.rows))]
        if wanted == names or len(set(wanted)) < len(wanted) or sorted(wanted) != sorted(names):
            return list(range(len(wanted)))
        self.differ(where, "表%d" % (place + 1), table.title, "行的顺序", "应为 " + "、".join(wanted), "实为 " + "、".join(names))
        return [wanted.index(name) for name in names]

    def names(self, table, row, column):
        shown = self.tables[table]
        return ["表%d" % (table + 1), shown.title, shown.row_name(row), shown.column_name(column)]

    # ------------------------------------------------------------ the workbook

    def workbook(self, path):
        book = openpyxl.load_workbook(path)
        captions, places, accounted = [], [], set()
        for sheet in book:
            for row in range(1, sheet.max_row + 1):
                match = CAPTION.fullmatch(str(sheet.cell(row, 1).value or ""))
                if match:
                    captions.append((int(match[1]), match[2]))
                    places.append((sheet, row))
        for found, wanted in self.match_tables(captions, "XLSX"):
            sheet, row = places[found]
            self.sheet_table(sheet, row, wanted, accounted)
        self.sheet_grids(book)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    is_number = isinstance(cell.value, (int, float, datetime.datetime, datetime.date))
                    if is_number and (sheet.title, cell.coordinate) not in accounted:
                        self.differ("XLSX", sheet.title, cell.coordinate, "没有依据的数 %s" % cell.value)
        self.book = book

    def sheet_table(self, sheet, caption, place, accounted):
        table = self.tables[place]
        first = caption + 1 + table.heads
        for number, (group, heading, _) in enumerate(table.columns):
            top, low = (sheet.cell(caption + 1 + level, number + 1).value for level in (0, table.heads - 1))
            if group is None:
                self.expect(heading, top, "XLSX", "表%d" % (place + 1), "列%d" % (number + 1))
                continue
            merged = number and table.columns[number - 1][0] == group
            self.expect(None if merged else group, top, "XLSX", "表%d" % (place + 1), "列%d" % (number + 1))
            self.expect(heading, low, "XLSX", "表%d" % (place + 1), "列%d" % (number + 1))
        leads = [place for place, column in enumerate(table.columns) if column[2]]
        shown = [
            " ".join(plain(sheet.cell(first + number, lead + 1).value) for lead in leads)
            for number in range(len(table.rows))
        ]
        for found, number in enumerate(self.order(place, shown, "XLSX")):
            for column, value in enumerate(table.rows[number]):
                cell = sheet.cell(first + found, column + 1)
                accounted.add((sheet.title, cell.coordinate))
                self.coordinates[place, number, column] = (sheet.title, cell.coordinate)
                self.sheet_cell(cell, value, ["XLSX"] + self.names(place, number, column) + [cell.coordinate])
        after = sheet.cell(first + len(table.rows), 1).value
        if after is not None and not str(after).startswith("注："):
            self.differ("XLSX", "表%d" % (place + 1), "多出的行：%s" % after)

    def sheet_cell(self, cell, value, where):
        found = cell.value
        if value.kind == "any":
            return
        if value.kind in "twb":
            if found is None and value.kind == "w" and cell.comment is not None:
                found = cell.comment.text  # a chart draws the column
            self.expect(value.shown, "" if found is None else found, *where)
            return
        self.checked += 1
        if value.kind == "day":
            agrees = isinstance(found, datetime.datetime) and found.date() == value.value
        elif isinstance(found, bool) or not isinstance(found, (int, float)):
            agrees = False
        elif value.kind == "n":
            agrees = found == value.value
        else:
            agrees = abs(found - float(value.fraction)) <= 1e-12
        if not agrees:
            self.differ(*where, "应为 %s" % value.shown, "实为 %s" % found)
        if ("＊" in cell.number_format) != value.partial:
            self.differ(*where, "应%s＊：%s" % ("有" if value.partial else "无", value.shown), "格式为 %s" % cell.number_format)

    def sheet_grids(self, book):
        wanted = {title: (months, rows) for title, months, rows in self.summary.grids}
        signs = {state: sign for state, (_, sign) in self.summary.WORDS.items()}
        for sheet in book:
            for row in range(1, sheet.max_row + 1):
                title = str(sheet.cell(row, 1).value or "")
                if title not in wanted:
                    continue
                months, rows = wanted.pop(title)
                for number, month in enumerate(months):
                    self.expect(month, sheet.cell(row + 1, number + 3).value, "XLSX", title, "月份")
                names = [sheet.cell(row + 2 + number, 1).value for number in range(len(rows))]
                self.expect([name for name, _ in rows], names, "XLSX", title, "单位的顺序")
                for number, (name, states) in enumerate(rows):
                    below = names.index(name) if name in names else number
                    for column, state in enumerate(states):
                        found = sheet.cell(row + 2 + below, column + 3).value
                        self.expect(signs.get(state, "—"), found, "XLSX", title, name, months[column])
        for title in wanted:
            self.differ("XLSX", "缺少的图：" + title)

    # ------------------------------------------------------------ the page

    def page(self, path):
        with open(path, "rb") as file:
            self.root = html5lib.parse(file.read(), transport_encoding="utf-8", namespaceHTMLElements=True)
        found = list(self.root.iter(HTML + "table"))
        captions = []
        for table in found:
            match = CAPTION.fullmatch(whole(table.find(HTML + "caption")))
            captions.append((int(match[1]), match[2]) if match else (0, whole(table)[:20]))
        self.ids = {}
        for number, place in self.match_tables(captions, "HTML"):
            self.page_table(found[number], place)
        self.sentences()
        self.page_charts()
        self.page_grids()
        self.gaps()

    def page_table(self, table, place):
        wanted = self.tables[place]
        heads = table.find(HTML + "thead").findall(HTML + "tr")
        groups = [(whole(cell), int(cell.get("colspan", "1"))) for cell in heads[0]]
        lows = [whole(cell) for cell in heads[1]] if len(heads) > 1 else []
        columns = []
        for cell, (name, span) in zip(heads[0], groups):
            grouped = cell.get("scope") == "colgroup"
            columns += [(name, lows.pop(0)) for _ in range(span)] if grouped else [(None, name)]
        self.expect([column[:2] for column in wanted.columns], columns, "HTML", "表%d" % (place + 1), "列")
        rows = table.find(HTML + "tbody").findall(HTML + "tr")
        self.expect(len(wanted.rows), len(rows), "HTML", "表%d" % (place + 1), wanted.title, "行数")
        shown = [" ".join(whole(cell) for cell in row if cell.tag == HTML + "th") for row in rows]
        for row, number in zip(rows, self.order(place, shown, "HTML")):
            cells, values = list(row), wanted.rows[number]
            self.expect(len(values), len(cells), "HTML", "表%d" % (place + 1), wanted.row_name(number), "格数")
            for column, (cell, value) in enumerate(zip(cells, values)):
                if value.kind != "any":
                    self.expect(value.shown, whole(cell), "HTML", *self.names(place, number, column))
                if cell.get("id"):
                    self.ids[cell.get("id")] = (place, number, column)

    # ------------------------------------------------------------ words

    def sentences(self):
        """Every figure equals its cell, in the page and in the workbook; every other number is one that is known."""
        texts = {str(cell.value): (sheet, cell.row) for sheet in self.book for row in sheet.iter_rows() for cell in row
                 if isinstance(cell.value, str) and cell.value.startswith("　　")}
        for section in self.root.iter(HTML + "section"):
            for paragraph in section.findall(HTML + "p"):
                if paragraph.get("class") == "note" or section.get("id") == "notes":
                    continue
                figures = [a for a in paragraph.iter(HTML + "a") if a.get("class") == "figure"]
                for figure in figures:
                    self.figure(figure)
                self.loose(paragraph)
                at = texts.get("　　" + whole(paragraph))
                if at is None:
                    self.differ("XLSX", "没有这一句：" + whole(paragraph)[:40])
                elif figures:
                    self.origins(at[0].cell(at[1] + 1, 1).value or "", figures)

    def figure(self, figure):
        where = ("HTML", "句中的数 " + figure.get("title", ""))
        place = self.ids.get(figure.get("href", "")[1:])
        if place is None:
            self.differ(*where, "没有它所指的格 " + figure.get("href", ""))
            return
        table, row, column = place
        value = self.tables[table].rows[row][column]
        self.expect(value.shown, whole(figure), *where)
        shown = self.tables[table]
        title = "表%d“%s”行“%s”列" % (table + 1, shown.row_name(row), shown.column_name(column))
        self.expect(title, figure.get("title"), *where)

    def origins(self, line, figures):
        named = re.findall(r"表\d+“.*?”行“.*?”列（(.*?)!([A-Z]+\d+)）", line)
        wanted = [self.coordinates.get(self.ids.get(figure.get("href", "")[1:])) for figure in figures]
        wanted = list(dict.fromkeys(wanted))
        self.expect(wanted, list(dict.fromkeys(named)), "XLSX", "数据出处", line[:40])

    def loose(self, paragraph):
        """Numbers outside figures: each must be part of words that the ledger accounts for."""
        words = paragraph.text or ""
        for child in paragraph:
            words += ("■" if child.tag == HTML + "a" else whole(child)) + (child.tail or "")
        summary = self.summary
        span = chinese(summary.first)
        if summary.last > summary.first:
            span += "至" + chinese(summary.last)
        # What has nothing to measure is neither met nor missed.
        goals = [
            goal for goal in summary.goals
            if goal.target is not None and summary.rate(goal, summary.unit, summary.last).kind == "r"
        ]
        known = [span, "《%s》" % summary.ledger.name, "90分位数"] + ["%s应报" % FORMS[form] for form in summary.forms]
        words = re.sub(r"等\d+个单位", "", words)
        counts = [
            (r"组织所属(\d+)个", [len(summary.children)]), (r"(\d+)项目标|目标(\d+)项", [len(goals)]),
            (r"已达到(\d+)项", [len(summary.met)]),
            (r"报出(\d+)份", [self.sent]), (r"其中(\d+)份报出以后", [self.changed]),
        ]
        for part in sorted(known, key=len, reverse=True):
            words = words.replace(part, "")
        for pattern, wanted in counts:
            for match in re.finditer(pattern, words):
                self.expect(wanted[0], int(next(filter(None, match.groups()))), "HTML", "句中的“%s”" % match[0])
            words = re.sub(pattern, "", words)
        words = re.sub(r"（目标(\d+(\.\d+)?)%，", "", words)
        if summary.unit.label not in words and "按照" in words:
            self.differ("HTML", "句中没有单位名称 " + summary.unit.label)
        if re.search(r"\d", words):
            self.differ("HTML", "句中没有依据的数：" + words[:60])

    @property
    def changed(self):
        return len({row[0].value + row[1].shown for row in self.corrected.rows})

    def gaps(self):
        found = [whole(item) for aside in self.root.iter(HTML + "aside") for item in aside.iter(HTML + "li")]
        wanted = self.summary.gap_lines()
        for line in set(wanted) - set(found):
            self.differ("HTML", "首页没有写明：" + line)
        for line in found:
            self.expect(True, line in wanted, "HTML", "首页的“%s”" % line)

    # ------------------------------------------------------------ charts

    def page_charts(self):
        wanted = list(self.summary.charts)
        for drawing in self.root.iter():
            if not isinstance(drawing.tag, str) or not drawing.tag.endswith("}svg"):
                continue
            marks = [e for e in drawing.iter() if isinstance(e.tag, str) and e.get("data-value") is not None]
            if not marks and any(e.get("data-state") for e in drawing.iter()):
                continue
            title = drawing.get("aria-label")
            chart = next((chart for chart in wanted if chart.title == title), None)
            if chart is None:
                if title not in [grid[0] for grid in self.summary.grids]:
                    self.differ("HTML", "没有依据的图：%s" % title)
                continue
            wanted.remove(chart)
            found = [(m.get("data-series"), m.get("data-category"), float(m.get("data-value"))) for m in marks]
            for name, values in chart.series:
                points = [(c, value) for c, value in zip(chart.categories, values) if value.is_number]
                own = [(category, value) for series, category, value in found if series == name]
                self.expect([c for c, _ in points], [c for c, _ in own], "HTML", "图 " + title, name, "横轴")
                for (category, value), (_, mark) in zip(points, own):
                    self.checked += 1
                    if abs(mark - float(value.fraction)) > 1e-9 * max(1, abs(mark)):
                        self.differ("HTML", "图 " + title, name, category, "应为 %s" % value.shown, "实为 %s" % mark)
            for series in {series for series, _, _ in found} - {name for name, _ in chart.series}:
                self.differ("HTML", "图 " + title, "没有依据的系列：%s" % series)
        for chart in wanted:
            if any(value.is_number for _, values in chart.series for value in values):
                self.differ("HTML", "缺少的图：" + chart.title)

    def page_grids(self):
        drawings = {}
        for drawing in self.root.iter():
            if isinstance(drawing.tag, str) and drawing.tag.endswith("}svg"):
                cells = [(e.get("data-unit"), e.get("data-month"), e.get("data-state")) for e in drawing.iter()
                         if isinstance(e.tag, str) and e.get("data-state")]
                if cells:
                    drawings[drawing.get("aria-label")] = cells
        for title, months, rows in self.summary.grids:
            wanted = [(name, month, state) for name, states in rows for month, state in zip(months, states) if state]
            found = drawings.pop(title, [])
            self.checked += len(wanted)
            for cell in [cell for cell in wanted if cell not in found]:
                self.differ("HTML", title, *cell[:2], "应为 " + cell[2], "没有")
            for cell in [cell for cell in found if cell not in wanted]:
                self.differ("HTML", title, *cell[:2], "不应有 " + cell[2])
            if found != wanted and sorted(found) == sorted(wanted):
                self.differ("HTML", title, "单位的顺序与单位表不同")
        for title in drawings:
            self.differ("HTML", "没有依据的图：" + title)


def plain(value):
    return value.date().isoformat() if isinstance(value, datetime.datetime) else str(value or "")


def milestones(path):
    """Days and names of campaign.yaml's milestones, each on a line of its own."""
    with open(path, encoding="utf-8") as file:
        found = re.findall(r"^ *- \{name: (.*), day: (\d{4}-\d\d-\d\d)\}", file.read(), re.MULTILINE)
    return [(datetime.date.fromisoformat(day), name) for name, day in found]


def whole(element):
    return "" if element is None else "".join(element.itertext())


def main():
    parser = argparse.ArgumentParser()
    for name in ("ledger", "indicators", "xlsx", "html"):
        parser.add_argument(name)
    parser.add_argument("--unit", required=True)
    parser.add_argument("--from", dest="first", type=parse_month, required=True)
    parser.add_argument("--to", dest="last", type=parse_month, required=True)
    parser.add_argument("--campaign", help="campaign.yaml, for its milestones")
    parser.add_argument("--before", help="the ledger of the year before")
    arguments = parser.parse_args()
    with open(arguments.indicators, encoding="utf-8-sig", newline="") as file:
        indicators = list(csv.DictReader(line for line in file if not line.startswith("#")))
    ledger = Ledger(arguments.ledger)
    days = milestones(arguments.campaign) if arguments.campaign else []
    where = (days, ledger.unit(arguments.unit), arguments.first, arguments.last)
    if PROGRESS in ledger.obligations:
        before = Ledger(arguments.before) if arguments.before else None
        summary = ProgressSummary(ledger, indicators, before, *where)
    else:
        summary = SafetySummary(ledger, *where)
    judge = Judge(summary, corrections(summary, indicators), len(sent_reports(summary)))
    judge.differences += ledger.troubles
    judge.workbook(arguments.xlsx)
    judge.page(arguments.html)
    for line in judge.differences:
        print(line)
    print("核对 %d 项，不符 %d 项" % (judge.checked, len(judge.differences)), file=sys.stderr)
    sys.exit(1 if judge.differences else 0)


main()
