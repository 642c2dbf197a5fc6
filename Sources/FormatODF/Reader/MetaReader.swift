import Sheets

/// Reads `office:meta`. Nothing in it ever stops a read.
struct MetaReader {
    let walker: ElementWalker

    func properties() throws -> DocumentProperties {
        var properties = DocumentProperties()
        var lastEditor: String?
        try walker.children { tag in
            let text = try walker.allText()
            switch tag.name {
            case "dc:title": properties.title = text
            case "dc:subject": properties.subject = text
            case "dc:description": properties.description = text
            case "meta:initial-creator": properties.creator = text
            case "dc:creator": lastEditor = text
            case "meta:keyword": properties.keywords.append(text)
            case "meta:creation-date": properties.created = CalendarMoment(iso: text)
            case "dc:date": properties.modified = CalendarMoment(iso: text)
            case "meta:user-defined":
                if let name = tag["meta:name"] { properties.custom.append(CustomProperty(name: name, value: text)) }
            default: break
            }
        }
        if properties.creator == nil { properties.creator = lastEditor }
        return properties
    }
}
