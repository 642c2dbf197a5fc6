import Markup

/// Which parts the package holds and how they hang together: `[Content_Types].xml` and the `.rels` parts.
struct PackageDirectory {
    struct Relation {
        var id: String
        var type: String
        /// As seen from the folder of the part that has it.
        var target: String
    }

    private var defaults = Numbered<String>()
    private var parts: [(name: String, type: String)] = []

    init() {
        _ = defaults.number(of: "rels")
        _ = defaults.number(of: "xml")
    }

    /// - Parameter type: What follows `application/vnd.openxmlformats-officedocument.`, or a whole type.
    mutating func add(_ name: String, type: String) {
        parts.append((name, type.hasPrefix("application/") ? type : ContentType.office + type))
    }

    mutating func add(fileExtension: String) { _ = defaults.number(of: fileExtension) }

    func contentTypes() -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("Types", ["xmlns": Names.contentTypes])
        for ending in defaults.all {
            markup.empty("Default", ["Extension": ending, "ContentType": ContentType.of(fileExtension: ending)])
        }
        for part in parts { markup.empty("Override", ["PartName": "/" + part.name, "ContentType": part.type]) }
        markup.end()
        return markup.take()
    }

    static func relations(_ relations: [Relation]) -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("Relationships", ["xmlns": Names.packageRelations])
        for relation in relations {
            markup.empty("Relationship", ["Id": relation.id, "Type": relation.type, "Target": relation.target])
        }
        markup.end()
        return markup.take()
    }
}

enum ContentType {
    static let office = "application/vnd.openxmlformats-officedocument."
    static let workbook = "spreadsheetml.sheet.main+xml"
    static let sheet = "spreadsheetml.worksheet+xml"
    static let styles = "spreadsheetml.styles+xml"
    static let strings = "spreadsheetml.sharedStrings+xml"
    static let comments = "spreadsheetml.comments+xml"
    static let drawing = "drawing+xml"
    static let chart = "drawingml.chart+xml"
    static let extended = "extended-properties+xml"
    static let custom = "custom-properties+xml"
    static let core = "application/vnd.openxmlformats-package.core-properties+xml"

    static func of(fileExtension: String) -> String {
        switch fileExtension {
        case "rels": "application/vnd.openxmlformats-package.relationships+xml"
        case "xml": "application/xml"
        case "vml": office + "vmlDrawing"
        case "emf", "wmf": "image/x-" + fileExtension
        default: "image/" + fileExtension
        }
    }
}

enum RelationType {
    static let workbook = Names.relations + "/officeDocument"
    static let sheet = Names.relations + "/worksheet"
    static let styles = Names.relations + "/styles"
    static let strings = Names.relations + "/sharedStrings"
    static let comments = Names.relations + "/comments"
    static let notesDrawing = Names.relations + "/vmlDrawing"
    static let drawing = Names.relations + "/drawing"
    static let chart = Names.relations + "/chart"
    static let image = Names.relations + "/image"
    static let extended = Names.relations + "/extended-properties"
    static let custom = Names.relations + "/custom-properties"
    static let core = Names.packageRelations + "/metadata/core-properties"
}
