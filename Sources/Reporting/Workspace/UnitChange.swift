import Forms

/// What is new in a list of units, compared with what the ledger has (单位变动).
public struct UnitChange: Hashable, Sendable, CustomStringConvertible {
    /// What happened to a unit.
    public enum Kind: Hashable, Sendable {
        /// 新增
        case added
        /// 改名; the name that the ledger has.
        case renamed(from: String)
        /// 改隶属; names of the units above, `nil` for a topmost one.
        case moved(from: String?, to: String?)
        /// 首报期间
        case opens(from: Period?, to: Period?)
        /// 末报期间; a unit that closes gets one.
        case closes(from: Period?, to: Period?)
        /// Its short name or its kind.
        case described
        /// The list lacks it; the ledger keeps it.
        case absent
    }

    /// As the new list has it; as the ledger has it for one that is absent.
    public var unit: ReportingUnit
    /// What happened to it.
    public var kind: Kind

    /// `新增 990105 南关区`, as it is printed.
    public var description: String {
        let unit = "\(unit.code) \(unit.name)"
        return switch kind {
        case .added: "新增 \(unit)"
        case .renamed(let old): "改名 \(unit)（原名 \(old)）"
        case .moved(let old, let new): "改隶属 \(unit)：\(old ?? "无上级") → \(new ?? "无上级")"
        case .opens(let old, let new): "首报期间 \(unit)：\(Self.word(old)) → \(Self.word(new))"
        case .closes(let old, let new): "末报期间 \(unit)：\(Self.word(old)) → \(Self.word(new))"
        case .described: "简称或类别 \(unit)"
        case .absent: "单位表中没有 \(unit)，台账保留；已撤销的请在单位表中写末报期间"
        }
    }

    private static func word(_ period: Period?) -> String { period?.chinese ?? "不限" }

    /// In the order of the new list; those that it lacks come last.
    public static func between(_ old: UnitTree, _ new: UnitTree) -> [UnitChange] {
        let changes = new.units.flatMap { unit -> [UnitChange] in
            guard let known = old[unit.code] else { return [UnitChange(unit: unit, kind: .added)] }
            return kinds(known, unit, old, new).map { UnitChange(unit: unit, kind: $0) }
        }
        return changes + old.units.filter { new[$0.code] == nil }.map { UnitChange(unit: $0, kind: .absent) }
    }

    private static func kinds(_ a: ReportingUnit, _ b: ReportingUnit, _ old: UnitTree, _ new: UnitTree) -> [Kind] {
        var kinds: [Kind] = []
        if a.name != b.name { kinds.append(.renamed(from: a.name)) }
        if a.parent != b.parent {
            kinds.append(.moved(from: a.parent.map { old[$0]?.label ?? $0 }, to: b.parent.map { new[$0]?.label ?? $0 }))
        }
        if a.reportsFrom != b.reportsFrom { kinds.append(.opens(from: a.reportsFrom, to: b.reportsFrom)) }
        if a.reportsThrough != b.reportsThrough { kinds.append(.closes(from: a.reportsThrough, to: b.reportsThrough)) }
        if a.shortName != b.shortName || a.kind != b.kind { kinds.append(.described) }
        return kinds
    }
}
