import Foundation
import TestSupport

/// What html5lib, a parser that is not ours, makes of a page. `HUXIAO_PYTHON` names a Python that has it.
struct Parsed: Decodable {
    struct Cell: Decodable {
        var tag: String
        var text: String
        var rowSpan: Int
        var columnSpan: Int
        var scope: String?
        /// Of `data` or `time` inside the cell.
        var value: String?
    }

    struct Table: Decodable {
        var caption: String?
        /// Rows, then cells.
        var head: [[Cell]]
        var body: [[Cell]]
    }

    /// One word each, for example `expected-doctype-but-got-start-tag`.
    var errors: [String]
    var tables: [Table]
    var elements: [String]

    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]
    static let isAvailable = python != nil

    init(_ html: [UInt8], isFragment: Bool = false) throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(Array(Self.script.utf8), to: "parse.py")
        let run = try CommandRun.run(Self.python ?? "python3", [script, isFragment ? "fragment" : "page"], input: html)
        guard run.status == 0 else { throw CommandRun.Trouble(run.stderr) }
        self = try JSONDecoder().decode(Parsed.self, from: Data(run.stdout.utf8))
    }

    private static let script = """
        import html5lib, json, sys
        p = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        source = sys.stdin.buffer.read().decode("utf-8")
        root = p.parseFragment(source) if sys.argv[1] == "fragment" else p.parse(source)
        def cell(e):
            value = None
            for inner in e.iter():
                if inner.tag == "data": value = inner.get("value")
                if inner.tag == "time": value = inner.get("datetime")
            return dict(tag=e.tag, text="".join(e.itertext()), rowSpan=int(e.get("rowspan", 1)),
                columnSpan=int(e.get("colspan", 1)), scope=e.get("scope"), value=value)
        def rows(t, part):
            return [[cell(c) for c in r if c.tag in ("td", "th")] for s in t.findall(part) for r in s.findall("tr")]
        tables = []
        for t in root.iter("table"):
            caption = t.find("caption")
            tables.append(dict(caption=None if caption is None else caption.text, head=rows(t, "thead"), body=rows(t, "tbody")))
        elements = sorted({e.tag for e in root.iter() if isinstance(e.tag, str)})
        print(json.dumps(dict(errors=[str(e[1]) for e in p.errors], tables=tables, elements=elements)))
        """
}
