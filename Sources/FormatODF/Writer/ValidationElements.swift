import Markup
import Sheets

/// Writes `table:content-validations`: all rules of the workbook, which cells then name.
struct ValidationElements {
    let sheets: [Sheet]

    /// The names of a sheet's validations, in their order.
    func names(ofSheet index: Int) -> [String] {
        let before = sheets[..<index].reduce(0) { $0 + $1.validations.count }
        return sheets[index].validations.indices.map { "val\(before + $0 + 1)" }
    }

    func write(into xml: inout MarkupText) {
        if sheets.allSatisfy(\.validations.isEmpty) { return }
        xml.element("table:content-validations") { xml in
            for (index, sheet) in sheets.enumerated() {
                for (name, validation) in zip(names(ofSheet: index), sheet.validations) {
                    write(validation, name, sheet.name, into: &xml)
                }
            }
        }
    }

    private func write(_ validation: DataValidation, _ name: String, _ sheet: String, into xml: inout MarkupText) {
        xml.start("table:content-validation")
        xml.attribute("table:name", name)
        xml.attribute("table:condition", ConditionText.of(validation.rule))
        xml.attribute("table:allow-empty-cell", validation.allowsBlank ? "true" : "false")
        if case .list = validation.rule { xml.attribute("table:display-list", "unsorted") }
        xml.attribute(
            "table:base-cell-address",
            validation.ranges.first.map { SheetAddress.text(sheet: sheet, CellRange($0.first)) })
        if let hint = validation.hint { message("table:help-message", hint, type: nil, into: &xml) }
        message(
            "table:error-message", validation.alert ?? DataValidation.Message(text: ""), type: reaction(validation),
            into: &xml)
        xml.end()
    }

    private func message(
        _ element: String, _ message: DataValidation.Message, type: String?, into xml: inout MarkupText
    ) {
        xml.start(element)
        xml.attribute("table:title", message.title.isEmpty ? nil : message.title)
        xml.attribute("table:display", "true")
        xml.attribute("table:message-type", type)
        if !message.text.isEmpty { TextElements.paragraphs(message.text, into: &xml) }
        xml.end()
    }

    private func reaction(_ validation: DataValidation) -> String {
        switch validation.reaction {
        case .stop: "stop"
        case .warning: "warning"
        case .information: "information"
        }
    }
}
