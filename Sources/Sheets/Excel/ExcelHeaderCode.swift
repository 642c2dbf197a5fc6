/// The codes of a header or footer: `&L`, `&C`, `&R` begin its places, `&P` is the page, `&N` the count, `&A` the
/// sheet.
package enum ExcelHeaderCode {
    package static func of(_ content: HeaderFooter) -> String {
        place("&L", content.left, content.font) + place("&C", content.center, content.font)
            + place("&R", content.right, content.font)
    }

    private static func place(_ code: String, _ parts: [HeaderFooter.Part], _ font: Font?) -> String {
        if parts.isEmpty { return "" }
        var text = code + (font.map(fontCode) ?? "")
        var isAfterCode = false
        for part in parts {
            switch part {
            case .text(let words):
                // A digit or sign right after `&P` would count as part of it: an empty change of weight keeps them
                // apart.
                if isAfterCode, let first = words.first, first.isNumber || first == "+" || first == "-" {
                    text += "&B&B"
                }
                text += words.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
            case .pageNumber: text += "&P"
            case .pageCount: text += "&N"
            case .sheetName: text += "&A"
            }
            if case .text = part { isAfterCode = false } else { isAfterCode = true }
        }
        return text
    }

    /// The size comes first, so that no digit of the text can follow it.
    private static func fontCode(_ font: Font) -> String {
        let size = font.sizeInPoints.isFinite ? min(max(font.sizeInPoints, 1), 409) : 10
        let family = (font.families.first ?? "宋体").filter { $0 != "\"" && $0 != "," && $0 != "&" }
        let weight =
            switch (font.isBold, font.isItalic) {
            case (false, false): "Regular"
            case (true, false): "Bold"
            case (false, true): "Italic"
            case (true, true): "Bold Italic"
            }
        return "&\(Int(size.rounded()))&\"\(family),\(weight)\""
    }
}
