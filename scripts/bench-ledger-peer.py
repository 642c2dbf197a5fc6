"""The usual way: a row for each figure of one month, added up by SQL. Prints what it cost."""
import random
import resource
import sqlite3
import sys
import time

INDICATORS = 46
path, campuses = sys.argv[1], int(sys.argv[2])
# One month of a tenth of the campuses: the whole would take an hour.
units = max(1, campuses // 10)
numbers = random.Random(1)
db = sqlite3.connect(path)
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE figure (unit INTEGER, period INTEGER, indicator INTEGER, value INTEGER,"
           " PRIMARY KEY (unit, period, indicator)) WITHOUT ROWID")
start = time.process_time()
with db:
    db.executemany("INSERT INTO figure VALUES (?, 201704, ?, ?)",
                   ((unit, place, numbers.randrange(30)) for unit in range(units) for place in range(INDICATORS)))
took = time.process_time() - start
print(f"Python sqlite3, a row for each figure: import of {units} submissions {took:.2f} s CPU, "
      f"{int(units / took)}/s submissions, {int(units * INDICATORS / took)}/s figures")
start = time.process_time()
db.execute("SELECT indicator, sum(value) FROM figure GROUP BY indicator").fetchall()
took = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
print(f"Python sqlite3, SUM ... GROUP BY of that month: {took:.2f} s CPU, {int(units / took)}/s submissions, peak {peak} MiB")
