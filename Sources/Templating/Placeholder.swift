/// One `{{…}}` of a template, as it is written.
public struct Placeholder: Hashable, Sendable {
    /// With its braces, for messages.
    public var source: String
    /// `指标.04.合计` has three names.
    public var path: [Name]
    /// What stands after the semicolon, for example `yyyy年M月d日` or `☑/☐`; `nil` without.
    public var format: String?
    /// `至少 10 行`: how many items a list takes on paper at least.
    public var minimumItems: Int?
    /// `{{=…}}`: printed and compared, never read back.
    public var isOutputOnly: Bool

    /// One name of the path, between two dots.
    public struct Name: Hashable, Sendable {
        /// A Chinese label or a key, without `[]`.
        public var text: String
        /// Written with `[]`.
        public var isList: Bool

        /// A name of a single value unless it is said to be a list.
        public init(_ text: String, isList: Bool = false) {
            self.text = text
            self.isList = isList
        }
    }

    /// A placeholder that is read back and has no format, unless said otherwise.
    public init(
        source: String, path: [Name], format: String? = nil, minimumItems: Int? = nil, isOutputOnly: Bool = false
    ) {
        self.source = source
        self.path = path
        self.format = format
        self.minimumItems = minimumItems
        self.isOutputOnly = isOutputOnly
    }

    /// `#`: the running number of a list's item.
    public var isRowNumber: Bool { path.last?.text == "#" }
}

/// A cell's text taken apart.
enum Segment: Hashable, Sendable {
    /// `offset` counts characters from the text's start, for the font that stands there.
    case literal(String, offset: Int)
    case placeholder(Placeholder, offset: Int)

    var placeholder: Placeholder? {
        if case .placeholder(let placeholder, _) = self { return placeholder }
        return nil
    }
}
