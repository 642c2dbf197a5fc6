import Sheets

/// Pieces of style sheets. Whatever comes from data passes through ``string(_:)`` or is a number.
enum CSS {
    /// A quoted string. What could end the string, the style element or the attribute around it is written as a code.
    static func string(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9", "a"..."z", "A"..."Z", " ", "_", "-", ".", ",", "(", ")", "/", ":":
                result.unicodeScalars.append(scalar)
            case _ where scalar.value >= 0xA0: result.unicodeScalars.append(scalar)
            default: result += "\\" + String(max(scalar.value, 1), radix: 16) + " "
            }
        }
        return result + "'"
    }

    /// A length in points with two decimals, for example `12.8pt`; `0` without a unit.
    static func points(_ length: Double) -> String {
        let text = number(length)
        return text == "0" ? text : text + "pt"
    }

    static func number(_ number: Double, decimals: Double = 100) -> String {
        guard number.isFinite else { return "0" }
        let limited = min(max(number, -100_000), 100_000)
        return Decimal.plain((limited * decimals).rounded() / decimals + 0)
    }

    /// The families of `font` in their order, then a face that most systems have.
    static func families(of font: Font) -> String {
        let named = font.families.filter { !$0.isEmpty }
        let isSans = named.contains { name in
            ["黑", "Hei", "hei", "Sans", "sans", "Arial", "等线"].contains { holds(name, $0) }
        }
        let standIns = isSans ? ["SimHei", "Noto Sans CJK SC"] : ["SimSun", "Noto Serif CJK SC"]
        let all = named + standIns.filter { !named.contains($0) }
        return (all.map(string) + [isSans ? "sans-serif" : "serif"]).joined(separator: ",")
    }

    /// Byte by byte, since every file asks it of every font.
    private static func holds(_ name: String, _ part: String) -> Bool {
        let name = name.utf8
        return name.indices.contains { name[$0...].starts(with: part.utf8) }
    }

    static func fontSize(_ font: Font) -> Double {
        font.sizeInPoints.isFinite ? min(max(font.sizeInPoints, 1), 409) : 10
    }

    /// Size, families, weight and the like of `font`, as declarations.
    static func declarations(of font: Font) -> [String] {
        var rules = ["font-family:\(families(of: font))", "font-size:\(points(fontSize(font)))"]
        if font.isBold { rules.append("font-weight:bold") }
        if font.isItalic { rules.append("font-style:italic") }
        let lines = [font.underline == .none ? nil : "underline", font.isStruckThrough ? "line-through" : nil]
            .compactMap { $0 }
        if !lines.isEmpty {
            rules.append("text-decoration:\(lines.joined(separator: " "))\(font.underline == .double ? " double" : "")")
        }
        if font.color != .black { rules.append("color:\(font.color)") }
        switch font.position {
        case .baseline: break
        case .superscript: rules.append("vertical-align:super")
        case .subscript: rules.append("vertical-align:sub")
        }
        return rules
    }

    static func declarations(of borders: Borders) -> [String] {
        if let line = borders.left, borders == .all(line) { return ["border:\(declaration(of: line))"] }
        return [("left", borders.left), ("right", borders.right), ("top", borders.top), ("bottom", borders.bottom)]
            .compactMap {
                side, line in line.map { "border-\(side):\(declaration(of: $0))" }
            }
    }

    private static func declaration(of line: BorderLine) -> String {
        let pattern =
            switch line.pattern {
            case .solid: "solid"
            case .dashed: "dashed"
            case .dotted: "dotted"
            case .double: "double"
            }
        // Under 2.25 points a double line is drawn as one.
        let width = line.pattern == .double ? max(line.widthInPoints, 2.25) : max(line.widthInPoints, 0.5)
        return "\(points(min(width, 10))) \(pattern) \(line.color)"
    }
}
