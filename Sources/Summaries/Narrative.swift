import Forms

/// Words made from data: sentences in which every number knows the cell it comes from.
public struct Narrative: Hashable, Sendable {
    /// A piece of a sentence.
    public enum Run: Hashable, Sendable {
        case text(String)
        /// A number, with the cell of a table that shows it.
        case figure(String, Origin)
    }

    /// A cell of a summary's tables.
    public struct Origin: Hashable, Sendable {
        /// The table's key.
        public var table: String
        /// The row's key.
        public var row: String
        /// The column's key.
        public var column: String

        /// The cell where a row and a column of a table meet.
        public init(_ table: String, _ row: String, _ column: String) {
            self.table = table
            self.row = row
            self.column = column
        }
    }

    /// One after the other.
    public var runs: [Run]

    /// As it reads.
    public var text: String {
        runs.map {
            switch $0 {
            case .text(let text), .figure(let text, _): text
            }
        }.joined()
    }

    /// The cells that its numbers come from, each once, in their order.
    public var origins: [Origin] {
        var seen: Set<Origin> = []
        return runs.compactMap {
            if case .figure(_, let origin) = $0, seen.insert(origin).inserted { origin } else { nil }
        }
    }
}

/// Numbers on their way through a text template: each is marked with characters that no text has, so that the finished
/// sentences still know where it came from.
struct FigureMarks {
    private var origins: [Narrative.Origin] = []

    private static let open: Character = "\u{F0000}"
    private static let middle: Character = "\u{F0001}"
    private static let close: Character = "\u{F0002}"

    /// The number's text with its mark.
    mutating func mark(_ text: String, _ origin: Narrative.Origin) -> String {
        origins.append(origin)
        return "\(Self.open)\(origins.count - 1)\(Self.middle)\(text)\(Self.close)"
    }

    /// Without characters that would be taken for marks.
    static func plain(_ text: String) -> String {
        text.filter { $0 != open && $0 != middle && $0 != close }
    }

    /// Takes finished sentences apart again.
    func narrative(_ text: some StringProtocol) -> Narrative {
        var runs: [Narrative.Run] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: Self.open), let middle = rest[start...].firstIndex(of: Self.middle),
            let end = rest[middle...].firstIndex(of: Self.close)
        {
            if start > rest.startIndex { runs.append(.text(String(rest[..<start]))) }
            let figure = String(rest[rest.index(after: middle)..<end])
            if let number = Int(rest[rest.index(after: start)..<middle]), origins.indices.contains(number) {
                runs.append(.figure(figure, origins[number]))
            } else {
                runs.append(.text(figure))
            }
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { runs.append(.text(String(rest))) }
        return Narrative(runs: runs)
    }
}
