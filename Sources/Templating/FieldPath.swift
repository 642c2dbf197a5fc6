import Forms

/// Which field of the model a placeholder binds.
public struct FieldPath: Hashable, Sendable {
    /// Where a path begins.
    public enum Base: Hashable, Sendable {
        case report
        /// The item of a sheet that is made once for each item of a list.
        case sheetItem
    }

    /// Where ``list``, or without a list ``steps``, begins.
    public var base: Base
    /// The way from the base to the list whose items repeat the row; `nil` outside lists. Places in
    /// ``RecordType/fields``.
    public var list: [Int]?
    /// The way to the field, from the list's item or, outside lists, from the base. Empty for a running number.
    public var steps: [Int]
    /// The field at the path's end; for a running number the list itself.
    public var field: FieldDefinition
    /// True for `{{隐患[].#}}`: the number of the list's item, from 1.
    public var isRowNumber: Bool
    /// What the group that holds the field is called, for example the indicator of a 新增; `nil` outside groups.
    public var group: String?
}

/// Finds the fields that placeholders name.
struct FieldResolver {
    let root: RecordType
    /// The way to the list whose items make sheets, and an item's type; `nil` on an ordinary sheet.
    var sheetList: (steps: [Int], item: RecordType)?

    struct Trouble: Error {
        var rule: String
        var statement: String
        var remedy: String
    }

    func resolve(_ placeholder: Placeholder) -> Result<FieldPath, Trouble> {
        var walk = Walk(type: root)
        for (index, name) in placeholder.path.enumerated() {
            let isLast = index == placeholder.path.count - 1
            if name.text == "#" { return rowNumber(walk, isLast: isLast, placeholder) }
            switch walk.enter(name, isLast: isLast, of: placeholder, sheetList: sheetList) {
            case .success(let next): walk = next
            case .failure(let trouble): return .failure(trouble)
            }
        }
        guard let field = walk.field else { return .failure(Self.notOneValue(walk, placeholder)) }
        return .success(
            FieldPath(
                base: walk.base, list: walk.list, steps: walk.steps, field: field, isRowNumber: false, group: walk.group
            ))
    }

    private func rowNumber(_ walk: Walk, isLast: Bool, _ placeholder: Placeholder) -> Result<FieldPath, Trouble> {
        guard isLast, walk.list != nil, walk.steps.isEmpty, let list = walk.entered else {
            return .failure(
                Trouble(
                    rule: "template.row-number", statement: "“\(placeholder.source)”的 # 只能紧跟在清单名后面",
                    remedy: "请写成 {{清单名[].#}}"))
        }
        return .success(
            FieldPath(base: walk.base, list: walk.list, steps: [], field: list, isRowNumber: true, group: nil))
    }

    private static func notOneValue(_ walk: Walk, _ placeholder: Placeholder) -> Trouble {
        let inside = walk.type.fields.prefix(3).map(\.label).joined(separator: "、")
        return Trouble(
            rule: "template.not-a-value", statement: "“\(placeholder.source)”指的是一组数据，不是一个值",
            remedy: "请再写一级字段名，例如 \(inside)")
    }

    /// Where a path has come to.
    struct Walk {
        var type: RecordType
        var base = FieldPath.Base.report
        var list: [Int]?
        var steps: [Int] = []
        /// The group last entered.
        var group: String?
        /// The field last entered, whatever its kind.
        var entered: FieldDefinition?
        /// Set when the field last entered holds one value.
        var field: FieldDefinition?

        init(type: RecordType) { self.type = type }

        func enter(
            _ name: Placeholder.Name, isLast: Bool, of placeholder: Placeholder,
            sheetList: (steps: [Int], item: RecordType)?
        ) -> Result<Walk, Trouble> {
            if let field {
                return .failure(
                    Trouble(
                        rule: "template.beyond-a-value",
                        statement: "“\(placeholder.source)”中“\(field.label)”已经是一个值，后面不能再写“\(name.text)”",
                        remedy: "请删去后面的部分"))
            }
            switch type.lookUp(name.text) {
            case .found(let place): return step(into: place, name, placeholder, sheetList: sheetList)
            case .ambiguous(let keys):
                return .failure(
                    Trouble(
                        rule: "template.ambiguous-field",
                        statement: "“\(placeholder.source)”中的“\(name.text)”有 \(keys.count) 个同名字段",
                        remedy: "请改用其中一个的键名：\(keys.joined(separator: "、"))"))
            case .unknown(let nearest):
                return .failure(
                    Trouble(
                        rule: "template.unknown-field",
                        statement: "“\(placeholder.source)”中的“\(name.text)”不是\(type.label)的字段",
                        remedy: nearest.map { "是否应为“\($0)”？" } ?? "可用的名称见 huxiao template fields"))
            }
        }

        private func step(
            into place: Int, _ name: Placeholder.Name, _ placeholder: Placeholder,
            sheetList: (steps: [Int], item: RecordType)?
        ) -> Result<Walk, Trouble> {
            var next = self
            let definition = type.fields[place]
            next.entered = definition
            next.steps.append(place)
            switch definition.kind {
            case .list(let item) where name.isList:
                if list != nil { return .failure(Self.nested(name, placeholder)) }
                next.list = next.steps
                next.steps = []
                next.type = item
            case .list(let item):
                guard let sheetList, base == .report, list == nil, next.steps == sheetList.steps else {
                    return .failure(
                        Trouble(
                            rule: "template.list-without-brackets",
                            statement: "“\(placeholder.source)”中的“\(name.text)”是清单",
                            remedy: "请写成“\(name.text)[]”，它所在的行会按清单重复"))
                }
                next.base = .sheetItem
                next.steps = []
                next.type = item
            case _ where name.isList:
                return .failure(
                    Trouble(
                        rule: "template.not-a-list", statement: "“\(placeholder.source)”中的“\(name.text)”不是清单",
                        remedy: "请去掉 []"))
            case .record(let inner):
                next.type = inner
                next.group = definition.label
            default: next.field = definition
            }
            return .success(next)
        }

        private static func nested(_ name: Placeholder.Name, _ placeholder: Placeholder) -> Trouble {
            Trouble(
                rule: "template.nested-list", statement: "“\(placeholder.source)”在清单里又用了清单“\(name.text)[]”",
                remedy: "一行只能按一个清单重复；要分组请让每一项占一张工作表")
        }
    }
}

extension RecordData {
    /// The value at the end of `steps`; what is absent on the way stays absent.
    func value(at steps: some Collection<Int>) -> FieldValue {
        var value = FieldValue.record(self)
        for step in steps {
            guard case .record(let record) = value, step < record.values.count else {
                if case .absent = value { return value }
                return .blank
            }
            value = record.values[step]
        }
        return value
    }
}
