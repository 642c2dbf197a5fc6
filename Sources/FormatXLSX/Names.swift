/// Namespaces, part names and relationship types of the format, shared by reader and writer.
///
/// Source: ISO/IEC 29500-1 (SpreadsheetML), 29500-2 (packages), 29500-4 (Transitional).
enum Names {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    /// `r:id` and its like.
    static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
    static let contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
    static let coreProperties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    static let extendedProperties = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    static let customProperties = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    static let variantTypes = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    static let dublinCore = "http://purl.org/dc/elements/1.1/"
    static let dublinCoreTerms = "http://purl.org/dc/terms/"
    static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
    static let drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    static let chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    static let sheetDrawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    static let vml = "urn:schemas-microsoft-com:vml"
    static let office = "urn:schemas-microsoft-com:office:office"
    static let excel = "urn:schemas-microsoft-com:office:excel"

    /// The same in the Strict variant, which only the reader meets.
    static let strictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    static let strictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    static let strictDrawing = "http://purl.oclc.org/ooxml/drawingml/main"
    static let strictSheetDrawing = "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing"
}

/// What Excel takes at most.
///
/// Source: ISO/IEC 29500-1 clause 18 where it states a limit, else Excel's own specification and limits.
enum Limit {
    /// UTF-16 units.
    static let sheetName = 31
    static let text = 32_767
    static let headerFooter = 255
    static let listText = 255
    static let messageTitle = 32
    static let messageText = 255
    static let definedName = 255
    static let formulaText = 8_192
    static let rows = 1_048_576
    static let columns = 16_384
    /// Points.
    static let rowHeight = 409.5
    /// Characters of the standard font.
    static let columnWidth = 255.0
    static let scalePercent = 10...400
    /// The first year that has serial numbers.
    static let firstYear = 1900
    /// Beyond it Excel says that it found too many different formats.
    static let styles = 64_000
    static let fonts = 1_024
    static let rowBreaks = 1_026
    /// One part, unpacked and packed, without the 64-bit extension of the container.
    static let partBytes = 0xFFFF_FFFE
}
