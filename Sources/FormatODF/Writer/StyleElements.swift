import Markup
import Sheets

/// Writes fonts, cell, column, row, table and text styles.
struct StyleElements {
    let names: StyleNames

    func fontFaces(into xml: inout MarkupText) {
        xml.element("office:font-face-decls") { xml in
            for face in names.faces {
                xml.empty(
                    "style:font-face", ["style:name": face.name, "svg:font-family": FontFamilies.text(face.families)])
            }
        }
    }

    // MARK: Named styles

    /// `office:styles`: the standard style and those that conditions apply.
    func commonStyles(into xml: inout MarkupText) {
        let styles = names.workbook.styles
        xml.element("office:styles") { xml in
            if let commonGeneralName { DataStyleElements.write(.general, commonGeneralName, into: &xml) }
            for (name, code) in names.commonFormats.named {
                DataStyleElements.write(NumberFormat(code), name, into: &xml)
            }
            cellStyle("Default", styles.standard, parent: nil, into: &xml)
            for (name, id) in names.conditional.named { cellStyle(name, styles[id], parent: "Default", into: &xml) }
        }
    }

    private func cellStyle(_ name: String, _ style: CellStyle, parent: String?, into xml: inout MarkupText) {
        xml.element(
            "style:style",
            [
                "style:name": name, "style:family": "table-cell", "style:parent-style-name": parent,
                "style:data-style-name": style.numberFormat.isGeneral && parent != nil
                    ? commonGeneralName : names.commonFormats.known(style.numberFormat.code),
            ]
        ) { properties(of: style, into: &$0) }
    }

    // MARK: Automatic styles of the sheets

    func cellStyles(_ plans: [SheetPlan], into xml: inout MarkupText) {
        for (name, look) in names.cells.named {
            let style = names.workbook.styles[look.style]
            let format = look.format ?? style.numberFormat
            xml.element(
                "style:style",
                [
                    "style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default",
                    // The general format has to be said where the standard style has another.
                    "style:data-style-name": format.isGeneral ? generalName : names.formats.known(format.code),
                ]
            ) { xml in
                properties(of: style, into: &xml)
                if let key = look.conditions { maps(plans[key.sheet].sheet, key, into: &xml) }
            }
        }
    }

    /// A style that a condition applies has to say the general format too, because it takes the place of any other
    /// style.
    private var commonGeneralName: String? {
        let styles = names.workbook.styles
        return names.conditional.values.contains { styles[$0].numberFormat.isGeneral } ? "NC0" : nil
    }

    private var generalName: String? { names.workbook.styles.standard.numberFormat.isGeneral ? nil : "N0" }

    func dataStyles(into xml: inout MarkupText) {
        if let generalName { DataStyleElements.write(.general, generalName, into: &xml) }
        for (name, code) in names.formats.named { DataStyleElements.write(NumberFormat(code), name, into: &xml) }
    }

    private func maps(_ sheet: Sheet, _ key: ConditionKey, into xml: inout MarkupText) {
        for format in key.formats.map({ sheet.conditionalFormats[$0] }) {
            guard let base = format.ranges.first?.first else { continue }
            for rule in format.rules {
                xml.empty(
                    "style:map",
                    [
                        "style:condition": ConditionText.of(rule.condition),
                        "style:apply-style-name": names.conditional.known(rule.style) ?? "Default",
                        "style:base-cell-address": SheetAddress.text(sheet: sheet.name, CellRange(base)),
                    ])
            }
        }
    }

    func columnStyles(into xml: inout MarkupText) {
        for (name, width) in names.columns.named {
            xml.element("style:style", ["style:name": name, "style:family": "table-column"]) { xml in
                xml.empty(
                    "style:table-column-properties",
                    ["fo:break-before": "auto", "style:column-width": Length.text(width)])
            }
        }
    }

    /// `style:min-row-height` tells a fitted row from a fixed one; the flag for optimal height is never set, because
    /// LibreOffice then computes the height anew and does not see merged cells.
    func rowStyles(into xml: inout MarkupText) {
        for (name, look) in names.rows.named {
            xml.element("style:style", ["style:name": name, "style:family": "table-row"]) { xml in
                xml.empty(
                    "style:table-row-properties",
                    [
                        "style:row-height": Length.text(look.height),
                        "style:min-row-height": look.minimum.map(Length.text),
                        "fo:break-before": look.breaksBefore ? "page" : "auto", "style:use-optimal-row-height": "false",
                    ])
            }
        }
    }

    func tableStyles(_ plans: [SheetPlan], into xml: inout MarkupText) {
        for plan in plans {
            xml.element(
                "style:style",
                [
                    "style:name": Self.tableName(plan), "style:family": "table",
                    "style:master-page-name": PageElements.masterName(plan.sheet.page, names),
                ]
            ) { xml in
                xml.empty(
                    "style:table-properties",
                    ["table:display": plan.sheet.isHidden ? "false" : "true", "style:writing-mode": "lr-tb"])
            }
        }
    }

    static func tableName(_ plan: SheetPlan) -> String { "ta\(plan.index + 1)" }

    func textStyles(_ fonts: [(name: String, value: Font)], into xml: inout MarkupText) {
        for (name, font) in fonts {
            xml.element("style:style", ["style:name": name, "style:family": "text"]) { textProperties(font, into: &$0) }
        }
    }

    // MARK: Properties

    private func properties(of style: CellStyle, into xml: inout MarkupText) {
        xml.start("style:table-cell-properties")
        xml.attribute("fo:background-color", style.fill?.description ?? "transparent")
        borders(style.borders, into: &xml)
        xml.attribute("style:cell-protect", style.isLocked ? "protected" : "none")
        xml.attribute("style:direction", style.rotation == .stacked ? "ttb" : "ltr")
        if case .degrees(let angle) = style.rotation {
            xml.attribute("style:rotation-angle", String(angle < 0 ? angle + 360 : angle))
            xml.attribute("style:rotation-align", "none")
        }
        xml.attribute("style:shrink-to-fit", style.shrinksToFit ? "true" : "false")
        xml.attribute("style:text-align-source", style.horizontal == .general ? "value-type" : "fix")
        xml.attribute("style:vertical-align", Self.vertical(style.vertical))
        xml.attribute("fo:wrap-option", style.wraps ? "wrap" : "no-wrap")
        xml.end()
        xml.empty(
            "style:paragraph-properties",
            [
                // LibreOffice lets the alignment win over its source, so general alignment states none.
                "fo:text-align": Self.horizontal(style.horizontal),
                // The standard's way to spread the only line too; LibreOffice shows such text justified.
                "fo:text-align-last": style.horizontal == .distributed ? "justify" : nil,
                "fo:margin-left": Length.text(style.indentInPoints),
                // No line begins with 、 or 。, as the computed row heights assume too.
                "style:line-break": "strict",
            ])
        textProperties(style.font, into: &xml)
    }

    private func borders(_ borders: Borders, into xml: inout MarkupText) {
        let sides = [
            ("left", borders.left), ("right", borders.right), ("top", borders.top), ("bottom", borders.bottom),
        ]
        for (side, line) in sides {
            xml.attribute("fo:border-\(side)", line.map(Self.text) ?? "none")
            guard let line, line.pattern == .double else { continue }
            let third = Length.text(line.widthInPoints / 3)
            xml.attribute("style:border-line-width-\(side)", "\(third) \(third) \(third)")
        }
    }

    private static func text(_ line: BorderLine) -> String {
        let pattern =
            switch line.pattern {
            case .solid: "solid"
            case .dashed: "dashed"
            case .dotted: "dotted"
            case .double: "double"
            }
        return "\(Length.text(line.widthInPoints)) \(pattern) \(line.color)"
    }

    private static func horizontal(_ alignment: HorizontalAlignment) -> String? {
        switch alignment {
        case .general: nil
        case .left: "start"
        case .center: "center"
        case .right: "end"
        case .justify, .distributed: "justify"
        }
    }

    private static func vertical(_ alignment: VerticalAlignment) -> String {
        switch alignment {
        case .top: "top"
        case .middle: "middle"
        case .bottom: "bottom"
        }
    }

    /// Every property with its Asian twin: without it Chinese text takes another face.
    private func textProperties(_ font: Font, into xml: inout MarkupText) {
        let face = names.face(font)
        let size = Length.text(font.sizeInPoints)
        xml.start("style:text-properties")
        for twin in ["", "-asian"] {
            xml.attribute("style:font-name\(twin)", face)
            let prefix = twin.isEmpty ? "fo" : "style"
            xml.attribute("\(prefix):font-size\(twin)", size)
            xml.attribute("\(prefix):font-weight\(twin)", font.isBold ? "bold" : "normal")
            xml.attribute("\(prefix):font-style\(twin)", font.isItalic ? "italic" : "normal")
        }
        xml.attribute("fo:color", font.color.description)
        // Without a language LibreOffice takes a fallback face of the machine's, with Japanese forms of Chinese
        // characters.
        xml.attribute("fo:language", "zh")
        xml.attribute("fo:country", "CN")
        xml.attribute("style:language-asian", "zh")
        xml.attribute("style:country-asian", "CN")
        decorations(font, into: &xml)
        xml.end()
    }

    private func decorations(_ font: Font, into xml: inout MarkupText) {
        xml.attribute("style:text-underline-style", font.underline == .none ? "none" : "solid")
        if font.underline != .none {
            xml.attribute("style:text-underline-type", font.underline == .double ? "double" : "single")
            xml.attribute("style:text-underline-width", "auto")
            xml.attribute("style:text-underline-color", "font-color")
        }
        xml.attribute("style:text-line-through-style", font.isStruckThrough ? "solid" : "none")
        switch font.position {
        case .baseline: xml.attribute("style:text-position", "0% 100%")
        case .superscript: xml.attribute("style:text-position", "super 58%")
        case .subscript: xml.attribute("style:text-position", "sub 58%")
        }
    }
}
