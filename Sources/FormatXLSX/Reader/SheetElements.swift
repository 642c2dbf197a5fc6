import Markup

/// What the byte reader tells apart in sheets and shared strings.
enum SheetElements {
    enum Name: Int, CaseIterable {
        case row, c, v, f, t, r, s, si, rPr, ht, hidden, ref, customHeight, customFormat, sheetData, worksheet
        case item
        case alternateContent, fallback, choice

        var text: String {
            switch self {
            case .item: "is"
            case .alternateContent: "AlternateContent"
            case .fallback: "Fallback"
            case .choice: "Choice"
            default: "\(self)"
            }
        }
    }

    static let main = 0

    static func reader(_ limits: XMLLimits) -> XMLByteReader {
        XMLByteReader(
            names: Name.allCases.map(\.text),
            namespaces: [(Names.main, main), (Names.strictMain, main), (ReadNames.alternatives, 1)], limits: limits)
    }
}
