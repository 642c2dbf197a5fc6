import Sheets

/// Looks up styles by name and numbers them, each resolved once.
struct StyleLookup {
    let book: StyleBook
    private(set) var table: StyleTable
    private let resolver: CellStyleResolver
    private var cells: [String: StyleID] = [:]
    private var rows: [String: RowLook] = [:]

    struct RowLook {
        var height = RowHeight.fitted(minimum: Row.standardHeight)
        var breaksBefore = false
    }

    init(_ book: StyleBook) {
        self.book = book
        resolver = CellStyleResolver(book: book)
        table = StyleTable(standard: resolver.standard)
    }

    mutating func cell(_ name: String) -> StyleID {
        if let known = cells[name] { return known }
        let style =
            book.style("table-cell", name, in: .content) == nil
            ? table.standard : resolver.cellStyle(name, in: .content)
        let id = table.id(of: style)
        cells[name] = id
        return id
    }

    func style(_ id: StyleID) -> CellStyle { table[id] }

    /// The style that a conditional format puts in place of `own`: what the named style and its parents say, over
    /// `own`.
    mutating func conditional(_ name: String, over own: StyleID) -> StyleID {
        var names: [String] = []
        var next = book.displayNames[name] ?? name as String?
        while names.count < 32, let current = next, current != "Default" || names.isEmpty,
            let style = book.style("table-cell", current, in: .common)
        {
            names.append(current)
            next = style.parent
        }
        let style = names.reversed().reduce(table[own]) { resolver.ownProperties(of: $1, over: $0) }
        return table.id(of: style)
    }

    func maps(_ name: String?) -> [StyleBook.Map] {
        for style in book.chain("table-cell", name, in: .content) where !style.maps.isEmpty { return style.maps }
        return []
    }

    func font(ofSpan name: String, over font: Font) -> Font { resolver.spanFont(name, in: .content, over: font) }

    func font(ofParagraph name: String, over font: Font) -> Font {
        resolver.paragraphFont(name, in: .content, over: font)
    }

    /// In points, of a column style.
    func columnWidth(_ name: String?) -> Double {
        let width = Length.points(
            book.value("table-column", name, "style:table-column-properties", "style:column-width"))
        return width.map { max($0, 0) } ?? Column.standardWidth
    }

    func breaksBeforeColumn(_ name: String?) -> Bool {
        book.value("table-column", name, "style:table-column-properties", "fo:break-before") == "page"
    }

    mutating func row(_ name: String?) -> RowLook {
        guard let name else { return RowLook() }
        if let known = rows[name] { return known }
        func value(_ attribute: String) -> String? {
            book.value("table-row", name, "style:table-row-properties", attribute)
        }
        var look = RowLook()
        let stated = Length.points(value("style:row-height")).map { max($0, 0) }
        if let minimum = Length.points(value("style:min-row-height")) {
            look.height = .fitted(minimum: max(minimum, 0))
        } else if value("style:use-optimal-row-height") == "true" {
            look.height = .fitted(minimum: stated ?? Row.standardHeight)
        } else if let stated {
            look.height = .fixed(stated)
        }
        look.breaksBefore = value("fo:break-before") == "page"
        rows[name] = look
        return look
    }
}

extension CellStyleResolver {
    /// What one named style itself says, over `base`.
    func ownProperties(of name: String, over base: CellStyle) -> CellStyle {
        guard let style = book.style("table-cell", name, in: .common) else { return base }
        return cellStyle(chain: [style], in: .common, over: base)
    }
}
