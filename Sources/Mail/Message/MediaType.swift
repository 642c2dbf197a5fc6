/// What a part of a message is, for the program that opens it: `application/zip`.
public enum MediaType: String, Hashable, Sendable, CaseIterable {
    case html = "text/html"
    case csv = "text/csv"
    case xml = "application/xml"
    case calendar = "text/calendar"
    case pdf = "application/pdf"
    case zip = "application/zip"
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case ods = "application/vnd.oasis.opendocument.spreadsheet"
    case fods = "application/vnd.oasis.opendocument.spreadsheet-flat-xml"
    case bytes = "application/octet-stream"

    /// What the end of a file's name says; ``bytes`` for one that is not known.
    public init(fileName: String) {
        let ending = fileName.lastIndex(of: ".").map { fileName[fileName.index(after: $0)...].lowercased() }
        switch ending {
        case "html", "htm": self = .html
        case "csv": self = .csv
        case "xml": self = .xml
        case "ics": self = .calendar
        case "pdf": self = .pdf
        case "zip": self = .zip
        case "xlsx": self = .xlsx
        case "ods": self = .ods
        case "fods": self = .fods
        default: self = .bytes
        }
    }
}
