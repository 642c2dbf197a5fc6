import GRDB

/// The ledger's tables. Migrations are only ever appended; a file that has one this program does not know is refused.
enum LedgerSchema {
    /// `HUXI`: tells a ledger from any other SQLite file.
    static let applicationID = 0x4855_5849

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            for statement in version1 + keeping { try db.execute(sql: statement) }
        }
        migrator.registerMigration("2") { db in
            // How a sent report was laid out, so that it can be printed again byte for byte.
            try db.execute(
                sql: "ALTER TABLE sent_report ADD COLUMN options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options))"
            )
        }
        migrator.registerMigration("3") { db in
            // What a form shows as 合计 is compared with what follows from all months, whenever it is judged.
            for statement in [shownTotals, keep("shown_total", "UPDATE"), keep("shown_total", "DELETE")] {
                try db.execute(sql: statement)
            }
        }
        migrator.registerMigration("4") { db in
            // Summaries that were sent, with what their cells showed.
            for statement in [sentSummary, keep("sent_summary", "UPDATE"), keep("sent_summary", "DELETE")] {
                try db.execute(sql: statement)
            }
        }
        return migrator
    }

    private static let shownTotals = """
        CREATE TABLE shown_total (
            form INTEGER NOT NULL, unit INTEGER NOT NULL, period INTEGER NOT NULL, version INTEGER NOT NULL,
            totals TEXT NOT NULL CHECK (json_valid(totals)), PRIMARY KEY (form, unit, period, version),
            FOREIGN KEY (form, unit, period, version) REFERENCES submission (form, unit, period, version)
        ) STRICT, WITHOUT ROWID
        """

    private static let period = "CHECK (%@ % 100 BETWEEN 1 AND 12 AND %@ BETWEEN 101 AND 999912)"

    private static func period(_ column: String, _ null: String = "NOT NULL") -> String {
        "\(column) INTEGER \(null) \(period.replacing("%@", with: column))"
    }

    private static let slot = """
        form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 4), unit INTEGER NOT NULL REFERENCES unit (id), \(period("period"))
        """

    private static let version1 = [
        """
        CREATE TABLE change (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('campaign', 'units', 'openings', 'received', 'decided', 'sent', 'signer')),
            at TEXT NOT NULL CHECK (length(at) = 19), who TEXT NOT NULL CHECK (who <> ''), why TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE indicator_set (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL, indicators TEXT NOT NULL UNIQUE CHECK (json_valid(indicators))
        ) STRICT
        """,
        """
        CREATE TABLE campaign (
            change INTEGER PRIMARY KEY REFERENCES change (number), name TEXT NOT NULL, \(period("first")),
            \(period("last")), indicator_set INTEGER REFERENCES indicator_set (id), CHECK (first <= last)
        ) STRICT
        """,
        """
        CREATE TABLE obligation (
            form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 4), change INTEGER NOT NULL REFERENCES change (number),
            due_day INTEGER NOT NULL CHECK (due_day BETWEEN 1 AND 31),
            month_offset INTEGER NOT NULL CHECK (month_offset BETWEEN 0 AND 120), \(period("first")), \(period("last")),
            PRIMARY KEY (form, change), CHECK (first <= last)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE unit (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE CHECK (code <> '')) STRICT",
        """
        CREATE TABLE unit_state (
            unit INTEGER NOT NULL REFERENCES unit (id), change INTEGER NOT NULL REFERENCES change (number),
            place INTEGER NOT NULL, name TEXT NOT NULL, short_name TEXT, kind TEXT NOT NULL,
            parent INTEGER REFERENCES unit (id) CHECK (parent <> unit), \(period("opens", "")), \(period("closes", "")),
            summary INTEGER NOT NULL CHECK (summary IN (0, 1)),
            PRIMARY KEY (unit, change), CHECK (opens <= closes)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX unit_state_parent ON unit_state (parent)",
        """
        CREATE TABLE receipt (
            change INTEGER PRIMARY KEY REFERENCES change (number), source TEXT NOT NULL,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32), received TEXT NOT NULL CHECK (length(received) = 19)
        ) STRICT
        """,
        "CREATE INDEX receipt_sha256 ON receipt (sha256)",
        """
        CREATE TABLE submission (
            \(slot), version INTEGER NOT NULL CHECK (version >= 1),
            state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), change INTEGER NOT NULL REFERENCES receipt (change),
            completeness INTEGER NOT NULL CHECK (completeness BETWEEN 0 AND 2),
            class_a INTEGER NOT NULL CHECK (class_a >= 0), class_b INTEGER NOT NULL CHECK (class_b >= 0),
            class_c INTEGER NOT NULL CHECK (class_c >= 0), class_d INTEGER NOT NULL CHECK (class_d >= 0),
            digest BLOB NOT NULL CHECK (length(digest) = 8), content BLOB NOT NULL,
            PRIMARY KEY (form, unit, period, version)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE finding (
            form INTEGER NOT NULL, unit INTEGER NOT NULL, period INTEGER NOT NULL, version INTEGER NOT NULL,
            findings TEXT NOT NULL CHECK (json_valid(findings)), PRIMARY KEY (form, unit, period, version),
            FOREIGN KEY (form, unit, period, version) REFERENCES submission (form, unit, period, version)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE decision (
            \(slot), version INTEGER NOT NULL CHECK (version >= 0),
            change INTEGER NOT NULL REFERENCES change (number), action TEXT NOT NULL CHECK (action IN (
                'return', 'explain', 'accept', 'lock', 'exempt',
                'undo-return', 'undo-explain', 'undo-accept', 'undo-lock', 'undo-exempt')),
            state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5), PRIMARY KEY (form, unit, period, version, change)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE exemption (\(slot), PRIMARY KEY (form, unit, period)) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE opening (
            unit INTEGER NOT NULL REFERENCES unit (id), change INTEGER NOT NULL REFERENCES change (number),
            digest BLOB NOT NULL CHECK (length(digest) = 8), content BLOB NOT NULL, PRIMARY KEY (unit, change)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE sent_report (
            change INTEGER PRIMARY KEY REFERENCES change (number), made_at INTEGER NOT NULL REFERENCES change (number),
            \(slot), policy TEXT NOT NULL, counting TEXT NOT NULL, format TEXT NOT NULL, file_name TEXT NOT NULL,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32), recipients TEXT NOT NULL CHECK (json_valid(recipients)),
            CHECK (made_at < change)
        ) STRICT
        """,
        """
        CREATE TABLE signer (
            unit INTEGER NOT NULL REFERENCES unit (id), change INTEGER NOT NULL REFERENCES change (number),
            public_key BLOB NOT NULL CHECK (length(public_key) = 32), PRIMARY KEY (unit, change)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let sentSummary = """
        CREATE TABLE sent_summary (
            change INTEGER PRIMARY KEY REFERENCES change (number), made_at INTEGER NOT NULL REFERENCES change (number),
            unit INTEGER NOT NULL REFERENCES unit (id), \(period("first")), \(period("last")), span TEXT NOT NULL,
            policy TEXT NOT NULL, counting TEXT NOT NULL, format TEXT NOT NULL, file_name TEXT NOT NULL,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32), recipients TEXT NOT NULL CHECK (json_valid(recipients)),
            figures TEXT NOT NULL CHECK (json_valid(figures)), CHECK (made_at < change), CHECK (first <= last)
        ) STRICT
        """

    /// What history needs cannot be changed or deleted, whoever opens the file. `submission.state` and `exemption` are
    /// derived from `decision`.
    private static let keeping =
        [
            "change", "indicator_set", "campaign", "obligation", "unit", "unit_state", "receipt", "finding", "decision",
            "opening", "sent_report", "signer",
        ].map { keep($0, "UPDATE") } + [
            keep(
                "submission",
                "UPDATE OF form, unit, period, version, change, completeness, class_a, class_b, class_c, class_d, digest, content"
            )
        ]
        + [
            "change", "indicator_set", "campaign", "obligation", "unit", "unit_state", "receipt", "finding", "decision",
            "opening", "sent_report", "signer", "submission",
        ].map { keep($0, "DELETE") }

    private static func keep(_ table: String, _ event: String) -> String {
        let name = "\(table)_keeps_\(event.prefix(6).lowercased())"
        return "CREATE TRIGGER \(name) BEFORE \(event) ON \(table) BEGIN SELECT RAISE (ABORT, 'history is kept'); END"
    }
}
