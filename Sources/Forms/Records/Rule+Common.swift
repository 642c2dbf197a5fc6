import Diagnostics

/// The rules that many columns share.
extension Rule {
    /// One rule for each required column: it must not be blank.
    static func required(_ prefix: String, source: String) -> [Rule] {
        Record.catalogue.fields.filter(\.definition.isRequired).map { field in
            let definition = field.definition
            return Rule(
                "\(prefix).required.\(definition.key)", .mandatory, definition.provenance,
                source: definition.provenance == .ours ? "" : source, [field.path], law: "“\(definition.label)”必须填写",
                remedy: definition.choiceAdvice ?? "请填写\(definition.label)",
                .row { record, _ in field.get(record).isAbsent ? "不能为空" : nil })
        }
    }

    /// The column should not be blank.
    ///
    /// - Parameters:
    ///   - consequence: What a blank means for the figures, appended to the statement; may be empty.
    ///   - unless: When a blank is in order.
    static func wanted(
        _ prefix: String, _ path: Path, _ severity: Severity, source: String = "", consequence: String = "",
        unless: @escaping @Sendable (Record) -> Bool = { _ in false }
    ) -> Rule {
        let field = Record.catalogue.field(of: path)
        let definition = field.definition
        return Rule(
            "\(prefix).blank.\(definition.key)", severity, definition.provenance, source: source, [path],
            law: "“\(definition.label)”应当填写", remedy: definition.choiceAdvice ?? "请补填；确实没有的请在备注中说明",
            .row { record, _ in
                guard field.get(record).isAbsent, !unless(record) else { return nil }
                return "没有填写" + (consequence.isEmpty ? "" : "，\(consequence)")
            })
    }

    /// One rule for each whole number: it lies within its column's bounds.
    static func bounds(_ prefix: String) -> [Rule] {
        Record.catalogue.fields.compactMap { field in
            let definition = field.definition
            guard let bounds = definition.bounds else { return nil }
            return Rule(
                "\(prefix).range.\(definition.key)", .mandatory, definition.provenance, [field.path],
                law: "“\(definition.label)”在 \(bounds.lowerBound) 到 \(bounds.upperBound) 之间", remedy: "请改正",
                .row { record, _ in
                    guard case .integer(let number) = field.get(record), !bounds.contains(number) else { return nil }
                    return "应在 \(bounds.lowerBound) 到 \(bounds.upperBound) 之间，实填 \(number)"
                })
        }
    }

    /// 其中: a part is not larger than the whole. A blank on either side is left to ``wanted``.
    static func atMost(
        _ id: String, _ part: WritableKeyPath<Record, Int?> & Sendable,
        _ whole: WritableKeyPath<Record, Int?> & Sendable,
        _ severity: Severity, _ provenance: Provenance, source: String = "", remedy: String
    ) -> Rule {
        let (partLabel, wholeLabel) = (
            Record.catalogue.definition(of: part).label, Record.catalogue.definition(of: whole).label
        )
        return Rule(
            id, severity, provenance, source: source, [part, whole], law: "\(partLabel)不大于\(wholeLabel)",
            remedy: remedy,
            .row { record, _ in
                guard let count = record[keyPath: part], let limit = record[keyPath: whole], count > limit else {
                    return nil
                }
                return "应不大于\(wholeLabel)，实填 \(count)，\(wholeLabel)为 \(limit)"
            })
    }
}

extension FieldDefinition {
    /// `请在“有、无”中择一填写`; `nil` for other columns.
    var choiceAdvice: String? {
        switch kind {
        case .choice(let words): "请在“\(words.joined(separator: "、"))”中择一填写"
        case .flag: "请在“是、否”中择一填写"
        default: nil
        }
    }
}

extension FieldValue {
    /// Whether there is no value.
    public var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}
