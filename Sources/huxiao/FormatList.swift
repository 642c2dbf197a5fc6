import ArgumentParser
import Forms
import Reporting

/// `html,ods`: formats in the order given, each once.
struct FormatList: ExpressibleByArgument {
    var formats: [ReportFormat]

    static let all = FormatList(formats: ReportFormat.allCases)

    init(formats: [ReportFormat]) { self.formats = formats }

    init?(argument: String) {
        let names = argument.split { $0 == "," || $0 == "，" || $0 == "、" }.map { FieldText.folded($0) }
        let formats = names.compactMap(ReportFormat.init(rawValue:))
        guard !names.isEmpty, formats.count == names.count else { return nil }
        self.formats = formats.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    var defaultValueDescription: String { formats.map(\.rawValue).joined(separator: ",") }
}
