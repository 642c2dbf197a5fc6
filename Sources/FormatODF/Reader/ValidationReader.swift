import Diagnostics
import FileKinds
import Sheets

/// A `table:content-validation`, its cells not yet known.
struct ValidationDefinition {
    var name: String
    var validation: DataValidation
    /// Where the words of a dropdown stand, when it names cells.
    var list: FormulaReference?
    /// The sheet the reference is relative to.
    var baseSheet: String?
}

/// Reads `table:content-validations`.
struct ValidationReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog

    func definitions() throws -> [ValidationDefinition] {
        var definitions: [ValidationDefinition] = []
        try walker.children { tag in
            guard tag.name == "table:content-validation", let name = tag["table:name"] else {
                try walker.skip()
                return
            }
            definitions.append(try definition(tag, name))
        }
        return definitions
    }

    private func definition(_ tag: ElementWalker.Tag, _ name: String) throws -> ValidationDefinition {
        var validation = DataValidation(ranges: [], rule: .any, allowsBlank: tag["table:allow-empty-cell"] != "false")
        var list: FormulaReference?
        switch ConditionReader.validation(tag["table:condition"]) {
        case .rule(let rule): validation.rule = rule
        case .cells(let reference): list = reference
        case .unknown:
            log.note(
                "odf.validation-unknown", .hint, "有一条数据有效性的条件不支持：\(tag["table:condition"] ?? "")，只保留提示文字")
        }
        try walker.children { child in
            switch child.name {
            case "table:help-message": validation.hint = try message(child)
            case "table:error-message":
                validation.alert = try message(child)
                validation.reaction =
                    switch child["table:message-type"] {
                    case "warning": .warning
                    case "information": .information
                    default: .stop
                    }
            default: try walker.skip()
            }
        }
        let base = tag["table:base-cell-address"].flatMap { SheetAddress.target($0) }
        return ValidationDefinition(name: name, validation: validation, list: list, baseSheet: base?.sheet)
    }

    /// `nil` when it has neither title nor text.
    private func message(_ tag: ElementWalker.Tag) throws -> DataValidation.Message? {
        var lines: [String] = []
        try walker.children { child in
            guard child.name == "text:p" else {
                try walker.skip()
                return
            }
            let text = try InlineReader(walker: walker, limits: limits, log: log).paragraph()
            lines.append(text.plain)
        }
        let message = DataValidation.Message(title: tag["table:title"] ?? "", text: lines.joined(separator: "\n"))
        return message.title.isEmpty && message.text.isEmpty ? nil : message
    }
}

extension InlineText {
    var plain: String {
        pieces.map { piece in
            if case .text(let text) = piece.content { text } else { "" }
        }.joined()
    }
}
