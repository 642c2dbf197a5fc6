import Diagnostics
import Forms

extension TextTemplate {
    /// Whether a placeholder of this text comes back from the form.
    func isRead(_ placeholder: Placeholder, _ path: FieldPath) -> Bool {
        guard InputCell.takes(placeholder, path) else { return false }
        guard sole == nil, let format = placeholder.format, case .usable(let usable) = FieldFormat(format, for: path)
        else {
            return true
        }
        return !usable.losesInformation(of: path.field.kind)
    }

    var hasReadField: Bool { fields.contains { isRead($0.0, $0.1) } }

    /// Whether something of this text is taken from the form, be it only to be compared with what it should be.
    var hasTakenField: Bool {
        fields.contains { isRead($0.0, $0.1) || $0.1.field.isComputed && !$0.0.isOutputOnly && !$0.1.isRowNumber }
    }
}

extension RecordType {
    /// The field's name for messages: with the group it belongs to, where it belongs to one.
    ///
    /// - Parameter steps: From this type to the field.
    func name(at steps: [Int]) -> FieldName? {
        var type = self
        var names: [FieldName] = []
        for step in steps {
            guard type.fields.indices.contains(step) else { return nil }
            names.append(type.fields[step].name)
            switch type.fields[step].kind {
            case .record(let inner), .list(let inner): type = inner
            default: break
            }
        }
        guard let last = names.last else { return nil }
        guard names.count > 1 else { return last }
        return FieldName(
            key: names.map(\.key).joined(separator: "."), label: names.suffix(2).map(\.label).joined(separator: " "))
    }

    /// The type of the items of the list at `steps`, or of the record there.
    func type(at steps: [Int]) -> RecordType? {
        var type = self
        for step in steps {
            guard type.fields.indices.contains(step) else { return nil }
            switch type.fields[step].kind {
            case .record(let inner), .list(let inner): type = inner
            default: return nil
            }
        }
        return type
    }
}

extension RecordData {
    /// With `value` at the end of `steps`; groups on the way are made.
    func setting(_ value: FieldValue, at steps: some RandomAccessCollection<Int>) -> RecordData {
        guard let step = steps.first, values.indices.contains(step) else { return self }
        var values = values
        if steps.count == 1 {
            values[step] = value
        } else if case .record(let inner) = type.fields[step].kind {
            var group = RecordData(inner, [:])
            if case .record(let known) = values[step] { group = known }
            values[step] = .record(group.setting(value, at: steps.dropFirst()))
        }
        return RecordData(type, ordered: values)
    }
}
