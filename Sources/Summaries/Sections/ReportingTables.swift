import CivilTime
import Forms
import Ledger

/// Who handed in when: the rates of each month, every unit by month, and the same as a picture.
struct ReportingTables {
    let span: SummarySpan
    /// In order of form, then of month.
    let statuses: [LedgerStatus]
    let children: [ReportingUnit]
    /// How many units fill in forms, listed or not.
    let leafCount: Int

    static let monthsKey = "reporting"
    static let unitsKey = "reporting-units"
    /// A picture of more rows than this is no picture.
    static let mostInGrid = 60
    /// As many as a page across has room for.
    private static let rowsOfPage = 20
    /// A list of more units than this is no list; the ledger's `status` has them all.
    static let mostUnits = 5000

    private var forms: [LedgerForm] {
        var seen: Set<LedgerForm> = []
        return statuses.map(\.form).filter { seen.insert($0).inserted }
    }

    private func statuses(of form: LedgerForm) -> [LedgerStatus] { statuses.filter { $0.form == form } }

    // MARK: - Months

    private static let counts: [(key: String, heading: String, value: @Sendable (StatusCounts) -> Int)] = [
        ("expected", "应报", { $0.expected }), ("received", "已收", { $0.received }), ("full", "完整", { $0.full }),
        ("partial", "部分", { $0.partial }), ("empty", "空表", { $0.empty }), ("onTime", "按时", { $0.onTime }),
        ("late", "迟报", { $0.late }), ("missing", "缺报", { $0.missing }), ("accepted", "采用", { $0.accepted }),
        ("exempt", "免报", { $0.exempt }),
    ]
    private static let rates: [(key: String, heading: String, value: @Sendable (StatusCounts) -> Rate)] = [
        ("receivedRate", "报送率", { $0.receivedRate }), ("onTimeRate", "按时率", { $0.onTimeRate }),
        ("fullRate", "完整率", { $0.fullRate }), ("acceptedRate", "采用率", { $0.acceptedRate }),
    ]

    var months: SummaryTable {
        var columns: [SummaryTable.Column] = [
            .init("form", "报表", width: 60, isLead: true), .init("month", "月份", width: 66, isLead: true),
            .init("due", "报送期限", width: 66),
        ]
        columns += Self.counts.map { .init($0.key, $0.heading, width: 38) }
        columns += Self.rates.map { .init($0.key, $0.heading, width: 48) }
        var rows: [SummaryTable.Row] = []
        for form in forms {
            var sum = StatusCounts()
            for status in statuses(of: form) {
                guard let counts = status.rows.first?.counts else { continue }
                sum += counts
                rows.append(
                    row("\(form.key).\(status.period)", form, .text(status.period.chinese), .day(status.due), counts))
            }
            rows.append(row(form.key + ".total", form, .text("本期"), .blank, sum, isTotal: true))
        }
        return SummaryTable(
            Self.monthsKey, "各月报送情况", columns, rows,
            notes: ["免报、尚未开办和已停办的不计入应报；按时、迟报以第一次收到的日期为准。报送率＝已收÷应报，按时率＝按时÷应报，完整率＝完整÷应报，采用率＝采用÷应报。"])
    }

    private func row(
        _ key: String, _ form: LedgerForm, _ month: SummaryValue, _ due: SummaryValue, _ counts: StatusCounts,
        isTotal: Bool = false
    ) -> SummaryTable.Row {
        SummaryTable.Row(
            key,
            [.text(form.label), month, due] + Self.counts.map { .count($0.value(counts)) }
                + Self.rates.map { .rate($0.value(counts)) }, isTotal: isTotal)
    }

    // MARK: - Units

    private var isLong: Bool { leafCount > SummaryMaterial.mostListed }

    /// Every unit that fills in forms, its state in each month, and what came of what was owed.
    var units: SummaryTable {
        var columns: [SummaryTable.Column] = [
            .init("form", "报表", width: 54, isLead: true), .init("unit", "单位", width: 110, isLead: true),
        ]
        columns += span.months.map { .init($0.description, span.shortName(of: $0), width: 50) }
        columns += [
            .init("expected", "应报", width: 36), .init("received", "已收", width: 36), .init("onTime", "按时", width: 36),
            .init("receivedRate", "报送率", width: 48), .init("onTimeRate", "按时率", width: 48),
        ]
        let all = forms.flatMap { form in leaves(statuses(of: form)).map { (form, $0) } }
        let rows = all.prefix(Self.mostUnits).map { form, leaf in
            SummaryTable.Row(
                "\(form.key).\(leaf.unit.code)",
                [.text(form.label), .text(leaf.unit.label)]
                    + leaf.states.map { $0.map { .text($0.word) } ?? .none("—") }
                    + (isLong ? leaf.counts.map { _ in .blank } : leaf.counts))
        }
        var notes = ["“—”：该月不应报（尚未开办、已停办）。"]
        if isLong {
            notes = ["共 \(leafCount) 个填报单位，只列要催报、审核的单位和月份；“—”：该月没有要催报、审核的。"]
        }
        if all.count > rows.count { notes.append("共 \(all.count) 行，只列出前 \(rows.count) 行；全部见 huxiao status --full。") }
        return SummaryTable(Self.unitsKey, "各单位各月报送情况", columns, rows, notes: notes)
    }

    fileprivate struct Leaf {
        var unit: ReportingUnit
        var states: [StateGrid.State?]
        var expected = 0
        var received = 0
        var onTime = 0

        var counts: [SummaryValue] {
            [
                .count(expected), .count(received), .count(onTime), .rate(Rate(part: received, whole: expected)),
                .rate(Rate(part: onTime, whole: expected)),
            ]
        }
    }

    /// In the order of the list of units.
    fileprivate func leaves(_ statuses: [LedgerStatus]) -> [Leaf] {
        var places: [String: Int] = [:]
        var leaves: [Leaf] = []
        for status in statuses {
            let month = span.periods.lowerBound.distance(to: status.period)
            for leaf in status.leaves {
                let place = places[leaf.unit.code] ?? leaves.count
                if place == leaves.count {
                    places[leaf.unit.code] = place
                    leaves.append(Leaf(unit: leaf.unit, states: Array(repeating: nil, count: span.months.count)))
                }
                leaves[place].take(leaf, status, month)
            }
        }
        return leaves
    }

    // MARK: - The picture

    /// A row a unit that fills in forms; where there are many, a row a unit directly below, with the worst of its units.
    func grid(_ form: LedgerForm) -> StateGrid {
        let statuses = statuses(of: form)
        let leaves = leaves(statuses)
        var grid = StateGrid(title: "\(form.label)：各单位各月报送情况", months: span.months.map(span.shortName), rows: [])
        if leafCount <= Self.mostInGrid {
            grid.rows = leaves.map { leaf in
                StateGrid.Row(name: leaf.unit.label, cells: leaf.states.map { $0.map { StateGrid.Cell(state: $0) } })
            }
        } else if children.count <= Self.mostInGrid {
            grid.title += "（每格为下级单位中最差的情形和单位数）"
            let states = Dictionary(leaves.map { ($0.unit.code, $0.states) }) { first, _ in first }
            grid.rows = children.map { child in
                StateGrid.Row(name: child.label, cells: worst(child, statuses) ?? cells(states[child.code]))
            }
        }
        return grid
    }

    private func cells(_ states: [StateGrid.State?]?) -> [StateGrid.Cell?] {
        (states ?? Array(repeating: nil, count: span.months.count)).map { $0.map { StateGrid.Cell(state: $0) } }
    }

    /// Of a unit with units below it; `nil` for one that fills in forms.
    private func worst(_ child: ReportingUnit, _ statuses: [LedgerStatus]) -> [StateGrid.Cell?]? {
        var cells = [StateGrid.Cell?](repeating: nil, count: span.months.count)
        var isFound = false
        for status in statuses {
            let month = span.periods.lowerBound.distance(to: status.period)
            guard cells.indices.contains(month), let row = status.rows.first(where: { $0.unit.code == child.code })
            else { continue }
            isFound = true
            cells[month] = StateGrid.Cell(worstOf: row.counts)
        }
        return isFound ? cells : nil
    }

    /// One a form; a form with too many units for a picture has none.
    var grids: [StateGrid] { forms.map(grid).flatMap { $0.pieces(of: Self.rowsOfPage) } }
}

extension ReportingTables.Leaf {
    fileprivate mutating func take(_ leaf: LeafStatus, _ status: LedgerStatus, _ month: Int) {
        let state = StateGrid.State(leaf, in: status)
        guard states.indices.contains(month) else { return }
        states[month] = state
        guard let state, state != .exempt else { return }
        expected += 1
        guard leaf.version > 0 else { return }
        received += 1
        if !leaf.isLate(status.due) { onTime += 1 }
    }
}

extension StateGrid.State {
    /// `nil` for a month in which nothing was owed.
    ///
    /// An empty 附件2 says that there are no hazards; it is as good as a full one.
    init?(_ leaf: LeafStatus, in status: LedgerStatus) {
        if let release = leaf.release {
            if release != .exempt { return nil }
            self = .exempt
        } else if leaf.version == 0 {
            self = .missing
        } else if !leaf.isAccepted {
            self = leaf.state == .returned ? .returned : .waiting
        } else if leaf.trouble == .empty, status.form != .form2 {
            self = .empty
        } else if leaf.trouble == .partial {
            self = .partial
        } else {
            self = leaf.isLate(status.due) ? .late : .onTime
        }
    }
}

extension StateGrid.Cell {
    /// The worst state that any unit is in, and how many are; `nil` where nothing was owed.
    init?(worstOf counts: StatusCounts) {
        let waiting = counts.received - counts.accepted - counts.returned
        let found: [(StateGrid.State, Int)] = [
            (.missing, counts.missing), (.returned, counts.returned), (.waiting, waiting), (.empty, counts.empty),
            (.partial, counts.partial), (.late, counts.late), (.onTime, counts.received), (.exempt, counts.exempt),
        ]
        guard let worst = found.first(where: { $0.1 > 0 }) else { return nil }
        self.init(state: worst.0, count: worst.1)
    }
}

extension LeafStatus {
    fileprivate func isLate(_ due: CalendarDay) -> Bool { received.map { $0.day > due } ?? false }
}
