import Diagnostics

/// All units of a campaign, from the city down to those that fill in the form.
///
/// Units without children fill in; the others are the sums of their children. Units keep the order in which they were
/// given.
public struct UnitTree: Hashable, Sendable {
    /// In the order in which they were given (file order); places elsewhere in the tree count along it.
    public let units: [ReportingUnit]
    private let places: [String: Int]
    private let parents: [Int?]
    private let childPlaces: [[Int]]
    private let names: [String: [Int]]
    /// Places in ``units``, each child before its parent.
    let bottomUp: [Int]

    private init(valid units: [ReportingUnit]) {
        self.units = units
        let places = Dictionary(units.enumerated().map { ($1.code, $0) }) { first, _ in first }
        let parents = units.map { unit in unit.parent.flatMap { places[$0] } }
        var children = [[Int]](repeating: [], count: units.count)
        for (place, parent) in parents.enumerated() { if let parent { children[parent].append(place) } }
        var names: [String: [Int]] = [:]
        for (place, unit) in units.enumerated() {
            for name in Set([unit.name, unit.label, unit.code].map { FieldText.folded($0) }) {
                names[name, default: []].append(place)
            }
        }
        self.places = places
        self.parents = parents
        self.childPlaces = children
        self.names = names
        bottomUp = Self.bottomUp(children: children, roots: parents.indices.filter { parents[$0] == nil })
    }

    /// No units at all.
    public static let empty = UnitTree(valid: [])

    private static func bottomUp(children: [[Int]], roots: [Int]) -> [Int] {
        var order: [Int] = []
        var open = roots
        while let place = open.popLast() {
            order.append(place)
            open.append(contentsOf: children[place])
        }
        return order.reversed()
    }

    /// Checks and joins `units`.
    ///
    /// - Parameter places: Where each unit stands in its file; may be shorter than `units`.
    /// - Returns: No value when a code stands twice, a parent is unknown, or units are each other's parents.
    public static func join(_ units: [ReportingUnit], places: [Place] = []) -> Checked<UnitTree> {
        var findings: [Finding] = []
        func note(_ rule: String, _ index: Int, _ statement: String, _ remedy: String) {
            let place = index < places.count ? places[index] : Place(record: units[index].label)
            findings.append(Finding(rule, .mandatory, at: place, statement, remedy: remedy))
        }
        var known: [String: Int] = [:]
        for (index, unit) in units.enumerated() {
            if unit.code.isEmpty { note("units.blank-code", index, "单位“\(unit.name)”没有代码", "请填写代码") }
            if let first = known[unit.code], !unit.code.isEmpty {
                note("units.double-code", index, "代码 \(unit.code) 重复：“\(units[first].name)”和“\(unit.name)”", "请改成不同的代码")
            }
            if known[unit.code] == nil { known[unit.code] = index }
            if let from = unit.reportsFrom, let through = unit.reportsThrough, through < from {
                note("units.span", index, "末报期间 \(through.chinese) 早于首报期间 \(from.chinese)", "请检查两个期间")
            }
        }
        for (index, unit) in units.enumerated() {
            guard let parent = unit.parent, known[parent] == nil else { continue }
            let nearest = NearestName.of(parent, in: units.map(\.code)).map { "是否为 \($0)？" } ?? ""
            note("units.unknown-parent", index, "上级代码 \(parent) 不在单位表中", nearest + "请填写表中的代码，最上级单位留空")
        }
        if findings.isEmpty, let loop = firstLoop(units, known) {
            let names = loop.map { units[$0].label }.joined(separator: " → ")
            note("units.cycle", loop[0], "上下级关系绕成了圈：\(names)", "请改正其中一个单位的上级代码")
        }
        if units.isEmpty {
            findings.append(Finding("units.none", .mandatory, "单位表是空的", remedy: "请至少列出一个单位"))
        }
        return Checked(findings.isEmpty ? UnitTree(valid: units) : nil, findings)
    }

    /// The places of a cycle, its first unit repeated at the end.
    private static func firstLoop(_ units: [ReportingUnit], _ known: [String: Int]) -> [Int]? {
        // 0 unseen, 1 on the path being walked, 2 known to end at a root.
        var state = [UInt8](repeating: 0, count: units.count)
        for start in units.indices where state[start] == 0 {
            var path: [Int] = []
            var at: Int? = start
            while let place = at, state[place] == 0 {
                state[place] = 1
                path.append(place)
                at = units[place].parent.flatMap { known[$0] }
            }
            if let place = at, state[place] == 1, let first = path.firstIndex(of: place) {
                return Array(path[first...]) + [place]
            }
            for place in path { state[place] = 2 }
        }
        return nil
    }

    /// Its place in ``units``; `nil` for a code that the tree lacks.
    public func place(of code: String) -> Int? { places[code] }

    /// The unit with exactly that code; `nil` for a code that the tree lacks.
    public subscript(code: String) -> ReportingUnit? { places[code].map { units[$0] } }

    /// What a name in a file or on the command line leads to.
    public enum Lookup: Hashable, Sendable {
        case found(ReportingUnit)
        /// Several units are called so; their codes.
        case ambiguous([String])
        /// The name that was probably meant, if any is near.
        case unknown(nearest: String?)
    }

    /// Finds a unit by code, name or short name; width, case and white space do not count.
    public func lookUp(_ name: String) -> Lookup {
        let trimmed = FieldText.narrowed(name)
        if let exact = self[trimmed] { return .found(exact) }
        switch names[FieldText.folded(name)] {
        case let places? where places.count == 1: return .found(units[places[0]])
        case let places?: return .ambiguous(places.map { units[$0].code })
        case nil:
            return .unknown(nearest: NearestName.of(trimmed, in: units.lazy.flatMap { [$0.label, $0.name, $0.code] }))
        }
    }

    /// The unit called so, by code, name or short name.
    ///
    /// - Throws: ``Failure`` of kind `.content` with the name that was probably meant.
    public func find(_ name: String) throws -> ReportingUnit {
        switch lookUp(name) {
        case .found(let unit): return unit
        case .ambiguous(let codes):
            throw Failure(
                .content, "progress.unit-ambiguous", "有几个单位都叫“\(name)”：\(codes.joined(separator: "、"))",
                remedy: "请改写代码")
        case .unknown(let nearest):
            throw Failure(
                .content, "progress.unknown-unit", "单位“\(name)”不在单位表中",
                remedy: nearest.map { "是否为“\($0)”？请改正" } ?? "请写单位表中的代码或名称")
        }
    }

    /// The topmost units in file order; a campaign has one as a rule.
    public var roots: [ReportingUnit] { units.indices.filter { parents[$0] == nil }.map { units[$0] } }

    /// Directly below `code`, in file order.
    public func children(of code: String) -> [ReportingUnit] {
        place(of: code).map { childPlaces[$0].map { units[$0] } } ?? []
    }

    /// From the unit above `code` up to the root.
    public func ancestors(of code: String) -> [ReportingUnit] {
        var ancestors: [ReportingUnit] = []
        var at = place(of: code).flatMap { parents[$0] }
        while let place = at {
            ancestors.append(units[place])
            at = parents[place]
        }
        return ancestors
    }

    /// Whether the unit fills in the form itself.
    public func isLeaf(_ code: String) -> Bool { place(of: code).map { childPlaces[$0].isEmpty } ?? false }

    /// The units at or below `code` that fill in the form and owe one for `period`, in file order.
    public func leaves(under code: String, reportingIn period: Period) -> [ReportingUnit] {
        leafPlaces(under: code).map { units[$0] }.filter { $0.reports(in: period) }
    }

    /// The units at or below `code` that fill in the form, in file order, whichever months they report.
    public func leaves(under code: String) -> [ReportingUnit] { leafPlaces(under: code).map { units[$0] } }

    /// Whether `code` is the unit `top` or stands somewhere below it.
    public func contains(_ code: String, under top: String) -> Bool {
        var place = place(of: code)
        while let at = place {
            if units[at].code == top { return true }
            place = parents[at]
        }
        return false
    }

    func children(at place: Int) -> [Int] { childPlaces[place] }

    /// Places of the units at or below `code` that fill in the form, in file order.
    func leafPlaces(under code: String) -> [Int] {
        guard let start = place(of: code) else { return [] }
        var leaves: [Int] = []
        var open = [start]
        while let place = open.popLast() {
            if childPlaces[place].isEmpty { leaves.append(place) }
            open.append(contentsOf: childPlaces[place])
        }
        return leaves.sorted()
    }
}
