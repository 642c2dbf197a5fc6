import ByteIO
import Markup

/// Writes `META-INF/manifest.xml`: what the package holds.
struct ManifestPart {
    /// Path and media type, in the package's order.
    let entries: [(path: String, mediaType: String)]

    func write(to sink: inout some ByteSink) throws {
        var xml = MarkupText()
        xml.declaration()
        xml.element("manifest:manifest", ["xmlns:manifest": Names.manifest, "manifest:version": Names.version]) { xml in
            xml.empty(
                "manifest:file-entry",
                [
                    "manifest:full-path": "/", "manifest:version": Names.version,
                    "manifest:media-type": Names.spreadsheetMediaType,
                ])
            for entry in entries {
                xml.empty(
                    "manifest:file-entry", ["manifest:full-path": entry.path, "manifest:media-type": entry.mediaType])
            }
        }
        try sink.write(xml.take())
    }
}
