import Diagnostics
import FileKinds
import Sheets

/// What stands around the cells in a sheet's part. What needs other sheets or parts waits here for them.
struct SheetFeatures {
    /// Lists that name a range; their words are looked up once all sheets are read.
    private(set) var validations: [ParsedValidation] = []
    private(set) var conditionals: [ParsedConditional] = []
    private(set) var drawing: String?
    private(set) var legacyDrawing: String?
    private var fitsToPage = false
    private var pageElement: PartElement?

    mutating func take(_ element: PartElement, _ sheet: inout Sheet, _ limits: ReadLimits, _ log: ReadLog) throws {
        switch element.name {
        case "sheetPr":
            fitsToPage = element.child("pageSetUpPr")?.flag("fitToPage") ?? false
            if let setup = pageElement { PageReader.setup(setup, fitsToPage: fitsToPage, into: &sheet.page) }
        case "sheetProtection": sheet.isProtected = element.flag("sheet") ?? false
        case "dataValidations", "x14:dataValidations": addValidations(element, log)
        case "conditionalFormatting": addConditional(element, limits, log)
        case "printOptions": PageReader.options(element, into: &sheet.page)
        case "pageMargins": PageReader.margins(element, into: &sheet.page)
        case "pageSetup":
            pageElement = element
            PageReader.setup(element, fitsToPage: fitsToPage, into: &sheet.page)
        case "headerFooter": HeaderFooterReader.read(element, into: &sheet.page, log)
        case "rowBreaks": sheet.rowBreaks = PageReader.breaks(element, below: limits.rows)
        case "colBreaks":
            if !element.children.isEmpty { log.note("xlsx.column-break-dropped", .hint, "列分页符未读取") }
        case "hyperlinks": log.note("xlsx.link-dropped", .hint, "超链接未读取，只保留文字")
        case "drawing": drawing = element["r:id"]
        case "legacyDrawing": legacyDrawing = element["r:id"]
        case "extLst": try extensions(element, &sheet, limits, log)
        default: break
        }
    }

    private mutating func extensions(_ list: PartElement, _ sheet: inout Sheet, _ limits: ReadLimits, _ log: ReadLog)
        throws
    {
        for element in list.children.flatMap(\.children) {
            switch element.name {
            case "x14:dataValidations": try take(element, &sheet, limits, log)
            case "x14:conditionalFormattings": log.note("xlsx.conditional-dropped", .hint, "部分条件格式（图标集、数据条等）未读取")
            default: break
            }
        }
    }

    private mutating func addValidations(_ element: PartElement, _ log: ReadLog) {
        for item in element.children where validations.count < 65_536 {
            if let parsed = ParsedValidation(item) { validations.append(parsed) }
        }
    }

    private mutating func addConditional(_ element: PartElement, _ limits: ReadLimits, _ log: ReadLog) {
        guard conditionals.count < limits.styles else {
            log.note("xlsx.conditional-dropped", .hint, "条件格式超过 \(limits.styles) 条，其余未读取")
            return
        }
        if let parsed = ParsedConditional(element, log) { conditionals.append(parsed) }
    }
}
