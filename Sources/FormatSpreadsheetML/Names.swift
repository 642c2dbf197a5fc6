/// Namespaces and limits of the format.
///
/// Source: Microsoft Office 2003 XML Reference Schemas, SpreadsheetML; limits as Excel states them.
enum Names {
    static let spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    static let office = "urn:schemas-microsoft-com:office:office"
    static let excel = "urn:schemas-microsoft-com:office:excel"
    static let html = "http://www.w3.org/TR/REC-html40"
    static let dataTypes = "uuid:C2F41010-65B3-11d1-A29F-00AA00C14882"
}

enum Limit {
    /// UTF-16 units.
    static let sheetName = 31
    static let text = 32_767
    static let headerFooter = 255
    static let listText = 255
    static let messageTitle = 32
    static let hintText = 255
    static let alertText = 225
    static let conditions = 3
    /// Points.
    static let rowHeight = 409.5
    static let columnWidth = 1_785.0
    static let rows = 1_048_576
    static let columns = 16_384
    /// The first year that has serial numbers.
    static let firstYear = 1900
    static let scalePercent = 11...399
}
