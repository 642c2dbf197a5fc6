/// An indicator's name for code and machines, unique in its set: `campusesWithGuards`.
public struct IndicatorKey: Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The key's text: as it stands in data files, in JSON and in templates.
    public let name: String

    /// Any text; whether a set has such an indicator is its own question.
    public init(_ name: String) { self.name = name }
    /// So that a key can be written as plain text in code.
    public init(stringLiteral name: String) { self.name = name }

    /// By text, so that listings have one order on every machine.
    public static func < (a: IndicatorKey, b: IndicatorKey) -> Bool { a.name < b.name }

    /// The key's text.
    public var description: String { name }
}
