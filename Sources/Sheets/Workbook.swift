/// The one workbook model: what templates are read into, what filling changes, and what every format writes.
///
/// It keeps what a form means (values, merges, styles, page set-up). How a file format stores that is its writer's business.
public struct Workbook: Hashable, Sendable {
    public var sheets: [Sheet]
    /// Every style a cell of any sheet names by ``StyleID``.
    public var styles: StyleTable
    public var names: [NamedRange]
    public var properties: DocumentProperties

    public init(
        sheets: [Sheet] = [], styles: StyleTable = StyleTable(), names: [NamedRange] = [],
        properties: DocumentProperties = DocumentProperties()
    ) {
        self.sheets = sheets
        self.styles = styles
        self.names = names
        self.properties = properties
    }

    /// The first sheet of that name, compared without case as office suites do.
    public func sheet(named name: String) -> Sheet? {
        sheets.first { $0.name.lowercased() == name.lowercased() }
    }

    public func style(of cell: Cell) -> CellStyle { styles[cell.style] }
}

/// A name for a range, as formulas use it.
public struct NamedRange: Hashable, Sendable {
    public var name: String
    /// The sheet's name.
    public var sheet: String
    public var range: CellRange

    public init(name: String, sheet: String, range: CellRange) {
        self.name = name
        self.sheet = sheet
        self.range = range
    }
}

/// What a file says of itself. Nothing here comes from the clock: a date is a parameter of whoever makes the report.
public struct DocumentProperties: Hashable, Sendable {
    public var title: String?
    public var subject: String?
    public var creator: String?
    public var description: String?
    public var keywords: [String]
    public var created: CalendarMoment?
    /// A form's identity travels here (form, template version, unit, period), in this order.
    public var custom: [CustomProperty]

    public init(
        title: String? = nil, subject: String? = nil, creator: String? = nil, description: String? = nil, keywords: [String] = [],
        created: CalendarMoment? = nil, custom: [CustomProperty] = []
    ) {
        self.title = title
        self.subject = subject
        self.creator = creator
        self.description = description
        self.keywords = keywords
        self.created = created
        self.custom = custom
    }

    /// The custom property of that name; setting `nil` removes it.
    public subscript(custom name: String) -> String? {
        get { custom.first { $0.name == name }?.value }
        set {
            let index = custom.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): custom[index].value = value
            case (let index?, nil): custom.remove(at: index)
            case (nil, let value?): custom.append(CustomProperty(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}

public struct CustomProperty: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
