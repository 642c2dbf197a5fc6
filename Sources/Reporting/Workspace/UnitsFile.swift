import ByteIO
import Diagnostics
import Forms

/// The tree of units as a file of its own: `units.csv`, or a list in YAML with `children`.
enum UnitsFile {
    /// - Returns: No value when the tree cannot be made out.
    /// - Throws: ``Failure`` when the file cannot be read.
    static func read(_ path: String) throws -> Checked<UnitTree> {
        do {
            let text = try TextEncoding.decode(try FileBytes.read(path)).text
            var input = UnitsInput()
            let isYAML = [".yaml", ".yml"].contains { path.lowercased().hasSuffix($0) }
            let tree = isYAML ? input.read(try nodes(text)) : input.read(csv: text)
            return Checked(tree, input.findings.map { $0.within(Place(file: path)) })
        } catch let failure as Failure {
            throw failure.within(Place(file: path))
        }
    }

    /// A list of units, one unit, or either under the key `units`.
    private static func nodes(_ text: String) throws -> [InputNode] {
        let root = try YAMLInput.parse(text)
        switch root.content {
        case .list(let nodes): return nodes
        case .map(let entries):
            guard let units = entries.first(where: { ["units", "单位"].contains($0.key) })?.value else { return [root] }
            if case .list(let nodes) = units.content { return nodes }
            return [units]
        default:
            throw Failure(.content, "units.not-a-list", "应为单位的清单，实为\(root.word)", remedy: "请对照说明改写")
        }
    }

    /// UTF-8 with a byte order mark, which Excel and WPS need, and CRLF.
    static func csv(_ tree: UnitTree) -> [UInt8] {
        let head = ["代码", "名称", "简称", "类别", "上级代码", "首报期间", "末报期间"]
        let lines = tree.units.map { unit in
            [
                unit.code, unit.name, unit.shortName ?? "", unit.kind.rawValue, unit.parent ?? "",
                unit.reportsFrom?.description ?? "", unit.reportsThrough?.description ?? "",
            ]
        }
        let text = ([head] + lines).map { $0.map(CSVText.quoted).joined(separator: ",") + "\r\n" }.joined()
        return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    }
}

/// Text in a cell of a CSV file.
enum CSVText {
    static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy { !",;\t\"".contains($0) && !$0.isNewline }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
