/// The one workbook model: what templates are read into, what filling changes, and what every format writes.
///
/// It keeps what a form means (values, merges, styles, page set-up). How a file format stores that is its writer's
/// business.
public struct Workbook: Hashable, Sendable {
    /// In the order of their tabs.
    public var sheets: [Sheet]
    /// Every style a cell of any sheet names by ``StyleID``.
    public var styles: StyleTable
    /// Ranges that have a name (名称管理器); formulas and people use it.
    public var names: [NamedRange]
    /// What the file says of itself (文档属性).
    public var properties: DocumentProperties

    /// Everything that is not given stays empty.
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

    /// The look behind the cell's number.
    public func style(of cell: Cell) -> CellStyle { styles[cell.style] }
}

/// A name for a range, as formulas use it.
public struct NamedRange: Hashable, Sendable {
    /// Unique in the workbook: no spaces, and nothing that reads as a cell like `J7`.
    public var name: String
    /// The sheet's name.
    public var sheet: String
    /// The cells on that sheet.
    public var range: CellRange

    /// A name for cells of the sheet that is called `sheet`.
    public init(name: String, sheet: String, range: CellRange) {
        self.name = name
        self.sheet = sheet
        self.range = range
    }
}

/// What a file says of itself. Nothing here comes from the clock: a date is a parameter of whoever makes the report.
public struct DocumentProperties: Hashable, Sendable {
    /// 标题; `nil`: the file has none.
    public var title: String?
    /// 主题; `nil`: the file has none.
    public var subject: String?
    /// 作者: who made it; `nil`: the file names nobody.
    public var creator: String?
    /// 备注: a remark on the whole file; `nil`: the file has none.
    public var description: String?
    /// 关键词, in the file's order.
    public var keywords: [String]
    /// When it was made; `nil`: the file does not say.
    public var created: CalendarMoment?
    /// When a program last saved it; `nil`: the file does not say. Read, and never written: what is written knows no
    /// clock.
    public var modified: CalendarMoment?
    /// A form's identity travels here (form, template version, unit, period), in this order.
    public var custom: [CustomProperty]

    /// Everything that is not given stays empty.
    public init(
        title: String? = nil, subject: String? = nil, creator: String? = nil, description: String? = nil,
        keywords: [String] = [], created: CalendarMoment? = nil, modified: CalendarMoment? = nil,
        custom: [CustomProperty] = []
    ) {
        self.title = title
        self.subject = subject
        self.creator = creator
        self.description = description
        self.keywords = keywords
        self.created = created
        self.modified = modified
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

/// A document property that the file's maker added (自定义属性), always text.
public struct CustomProperty: Hashable, Sendable {
    /// As people see it in the list, for example `huxiao.form`.
    public var name: String
    /// The text behind the name.
    public var value: String

    /// A property that says `value` under `name`.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
