import Diagnostics
import Forms
import GRDB

/// One cell that two versions of a form fill in differently.
public struct CellDifference: Hashable, Sendable {
    /// The indicator's key, or the field's key.
    public var key: String
    /// The row's number from 1, for a form made of rows; `nil` for a figure.
    public var row: Int?
    /// The field's official word; the indicator's key, whose word stands in the indicator set.
    public var label: String
    /// What the earlier version says; empty for a blank, and for a row that it lacks.
    public var before: String
    /// What the later one says.
    public var after: String
    /// Whether it may tell of a person; not for messages then.
    public var isSensitive: Bool
}

/// Something that was decided on a unit's month.
public struct DecisionEntry: Hashable, Sendable {
    /// The number of the change.
    public var change: Int
    /// On which version; 0 for the month as a whole.
    public var version: Int
    /// What was decided.
    public var action: DecisionAction
    /// The state that it led to.
    public var state: SubmissionState
    /// Who, when and why.
    public var note: ChangeNote
}

/// All that ever happened to one unit's form of one month.
public struct SlotHistory: Hashable, Sendable {
    /// A version, and what it changed.
    public struct Entry: Hashable, Sendable {
        /// The version itself.
        public var version: SubmissionVersion
        /// What was found in it when it came (收到时).
        public var findings: [Finding]
        /// What is wrong with it, judged with what counts now (现在); what accepting it looks at.
        public var judged: [Finding]
        /// How it differs from the version before; empty for the first.
        public var differences: [CellDifference]
    }

    /// The lowest first.
    public var versions: [Entry]
    /// In the order of their changes.
    public var decisions: [DecisionEntry]
    /// Whether nothing is owed for the month.
    public var isExempt: Bool
}

extension ReportLedger {
    /// Every version of a unit's form of a month, with the differences cell by cell, and every decision.
    ///
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit.
    public func history(of slot: LedgerSlot) throws -> SlotHistory {
        try read { db in
            let view = try LedgerView(db, asOf: nil)
            let unit = try LedgerUnits.find(db, slot.unit, .max)
            let versions = try VersionRows(db, view).all(slot.form, unit, slot.period).map(\.version)
            let judge = try VersionJudge(db, rules)
            var entries: [SlotHistory.Entry] = []
            for version in versions {
                let differences = entries.last.map {
                    ContentDifference.between($0.version.inForce, version.inForce, keys: view.indicatorKeys)
                }
                let judged = JudgedVersion(unit: unit, version: version.version)
                entries.append(
                    SlotHistory.Entry(
                        version: version, findings: try judge.received(slot.form, slot.period, judged),
                        judged: try judge.findings(slot.form, slot.period, [judged], isWhole: true)[0],
                        differences: differences ?? []))
            }
            return SlotHistory(
                versions: entries, decisions: try Self.decisions(db, slot, unit),
                isExempt: try StoredVersions.isExempt(db, slot.form, unit, slot.period))
        }
    }

    /// What is wrong with single versions, judged with what counts now, the graver first; nothing for one that is not there.
    ///
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit.
    public func judged(_ versions: [(slot: LedgerSlot, version: Int)]) throws -> [[Finding]] {
        try read { db in
            let judge = try VersionJudge(db, rules)
            var found = [[Finding]](repeating: [], count: versions.count)
            let months = Dictionary(grouping: versions.indices) {
                versions[$0].slot.period.stored * 10 + versions[$0].slot.form.rawValue
            }
            for key in months.keys.sorted() {
                let places = months[key] ?? []
                let judged = try places.map {
                    JudgedVersion(
                        unit: try LedgerUnits.find(db, versions[$0].slot.unit, .max), version: versions[$0].version)
                }
                let slot = versions[places[0]].slot
                for (place, findings) in zip(
                    places, try judge.findings(slot.form, slot.period, judged, isWhole: true))
                {
                    found[place] = findings
                }
            }
            return found
        }
    }

    /// What the latest version of each form says together with what it takes over; `nil` where nothing came. A correction is
    /// made on it.
    ///
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit.
    public func latestContents(of slots: [LedgerSlot]) throws -> [SubmissionContent?] {
        try read { db in
            let rows = VersionRows(db, try LedgerView(db, asOf: nil))
            return try slots.map { slot in
                try rows.all(slot.form, try LedgerUnits.find(db, slot.unit, .max), slot.period).last?.version.inForce
            }
        }
    }

    private static func decisions(_ db: Database, _ slot: LedgerSlot, _ unit: Int) throws -> [DecisionEntry] {
        let sql = """
            SELECT d.change, d.version, d.action, d.state, c.at, c.who, c.why FROM decision d
            JOIN change c ON c.number = d.change WHERE d.form = ? AND d.unit = ? AND d.period = ? ORDER BY d.change
            """
        return try Row.fetchAll(db, sql: sql, arguments: [slot.form.rawValue, unit, slot.period.stored]).compactMap {
            row in
            guard let action = DecisionAction(rawValue: row.text(2)), let at = Moment(row.text(4)) else { return nil }
            return DecisionEntry(
                change: row.int(0), version: row.int(1), action: action,
                state: SubmissionState(rawValue: row.int(3)) ?? .received,
                note: ChangeNote(at: at, by: row.text(5), why: row.text(6)))
        }
    }
}

/// Compares what two versions say.
enum ContentDifference {
    static func between(
        _ before: SubmissionContent, _ after: SubmissionContent, keys: [String]
    ) -> [CellDifference] {
        switch (before, after) {
        case (.progress(let a), .progress(let b)): figures(a, b, keys)
        case (.checkups(let a), .checkups(let b)): rows(a, b)
        case (.risks(let a), .risks(let b)): rows(a, b)
        case (.tally(let a), .tally(let b)): rows(a, b)
        default: []
        }
    }

    private static func figures(_ a: ProgressContent, _ later: ProgressContent, _ keys: [String]) -> [CellDifference] {
        var differences: [CellDifference] = []
        for (place, key) in keys.enumerated() where place < a.values.count && place < later.values.count {
            let (old, new) = (a.values[place], later.values[place])
            if old == new { continue }
            differences.append(
                CellDifference(
                    key: key, label: key, before: FigureWords.text(old), after: FigureWords.text(new),
                    isSensitive: false))
        }
        if a.note != later.note {
            differences.append(
                CellDifference(key: "note", label: "情况说明", before: a.note, after: later.note, isSensitive: true))
        }
        if a.cases != later.cases {
            differences.append(
                CellDifference(
                    key: "cases", label: "案事件", before: "\(a.cases.count) 起", after: "\(later.cases.count) 起",
                    isSensitive: false))
        }
        return differences
    }

    private static func rows<Record: FormRecord>(_ a: [Record], _ b: [Record]) -> [CellDifference] {
        (0..<max(a.count, b.count)).flatMap { row in
            cells(row < a.count ? a[row] : Record(), row < b.count ? b[row] : Record(), row: row + 1)
        }
    }

    /// The fields in which two rows differ, in the order of the form.
    ///
    /// - Parameter row: From 1.
    static func cells<Record: FormRecord>(_ before: Record, _ after: Record, row: Int?) -> [CellDifference] {
        if before == after { return [] }
        // A row that is not there tells of nobody.
        let rows = [before, after].filter { $0 != Record() }
        return zip(Record.catalogue.type.fields, zip(before.data.values, after.data.values)).compactMap { field, pair in
            if pair.0 == pair.1 { return nil }
            let isSensitive = rows.contains { Record.catalogue.isSensitive(field, in: $0) }
            return CellDifference(
                key: field.key, row: row, label: field.label, before: FigureWords.text(pair.0),
                after: FigureWords.text(pair.1), isSensitive: isSensitive)
        }
    }
}

extension CellDifference {
    /// With the mark in place of what may tell of a person; what is empty stays so.
    var masked: CellDifference {
        guard isSensitive else { return self }
        var cell = self
        if !before.isEmpty { cell.before = Masking.mark }
        if !after.isEmpty { cell.after = Masking.mark }
        return cell
    }
}

/// Values as a list of differences shows them.
enum FigureWords {
    static func text(_ value: ReportedFigure.Value) -> String {
        switch value {
        case .increase(let number): String(number)
        case .level(let number): "期末数 \(number)"
        case .notApplicable: "/"
        case .blank: ""
        case .refused: "不是数字"
        }
    }

    static func text(_ value: FieldValue) -> String { CSVText.value(value) }
}
