import Forms

/// One row of a sent 附件1 or 附件2 that came, went or changed since.
public struct ChangedRow: Hashable, Sendable {
    /// What became of it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// 新增行
        case came
        /// 删去行
        case went
        /// 改动行
        case changed

        /// 新增行, 删去行, 改动行.
        public var word: String {
            switch self {
            case .came: "新增行"
            case .went: "删去行"
            case .changed: "改动行"
            }
        }
    }

    /// What became of it.
    public var kind: Kind
    /// The code of the unit whose row it is.
    public var unit: String
    /// Its number from 1 within the unit's form as it was sent; `nil` for a row that came.
    public var numberBefore: Int?
    /// Its number from 1 within the unit's form as it is now; `nil` for a row that went.
    public var number: Int?
    /// The fields that differ, in the order of the form; what may tell of a person is masked.
    public var cells: [CellDifference]
    /// The causes that touch this row, as places in ``ChangedReport/causes``.
    public var causes: [Int]
}

/// Compares the rows of one unit's form, then and now.
///
/// Equal rows belong together wherever they stand, since lists are sorted; then those that agree in what names them, first
/// in all of it, then in less.
struct RowComparison<Record: FormRecord> {
    let before: [Record]
    let after: [Record]
    /// The values that name a row, the closest first.
    let identities: [(Record) -> [String]]

    /// Rows that went stand where they stood; then those that are there now, in their order.
    func differences(of unit: String, causes: [Int]) -> [ChangedRow] {
        let partners = pairs()
        let kept = Set(partners.compactMap { $0 })
        let gone = before.indices.filter { !kept.contains($0) }.map { row($0, nil, unit, causes) }
        let rest = after.indices.compactMap { place -> ChangedRow? in
            if let partner = partners[place], before[partner] == after[place] { return nil }
            return row(partners[place], place, unit, causes)
        }
        return gone + rest
    }

    /// For each row of now, the place of the one it was.
    private func pairs() -> [Int?] {
        var partners = [Int?](repeating: nil, count: after.count)
        var free = Set(before.indices)
        join(\.self, &partners, &free)
        for identity in identities { join(identity, &partners, &free) }
        return partners
    }

    private func join<Key: Hashable>(_ key: (Record) -> Key, _ partners: inout [Int?], _ free: inout Set<Int>) {
        var places = Dictionary(grouping: free.sorted(by: >)) { key(before[$0]) }
        for place in after.indices where partners[place] == nil {
            guard let partner = places[key(after[place])]?.popLast() else { continue }
            partners[place] = partner
            free.remove(partner)
        }
    }

    private func row(_ old: Int?, _ new: Int?, _ unit: String, _ causes: [Int]) -> ChangedRow {
        let (was, now) = (old.map { before[$0] } ?? Record(), new.map { after[$0] } ?? Record())
        let number = (new ?? old).map { $0 + 1 }
        return ChangedRow(
            kind: old == nil ? .came : new == nil ? .went : .changed, unit: unit, numberBefore: old.map { $0 + 1 },
            number: new.map { $0 + 1 },
            cells: ContentDifference.cells(was, now, row: number).map(\.masked), causes: causes)
    }
}

extension RowComparison where Record == SecurityCheckup {
    init(_ before: [Record], _ after: [Record]) {
        self.init(before: before, after: after, identities: [{ [$0.school] }])
    }
}

extension RowComparison where Record == RiskRecord {
    init(_ before: [Record], _ after: [Record]) {
        self.init(
            before: before, after: after,
            identities: [
                { [$0.school, $0.risk, $0.foundOn?.description ?? ""] }, { [$0.school, $0.risk] }, { [$0.school] },
            ])
    }
}
