/// An indicator's name for code and machines, unique in its set: `campusesWithGuards`.
public struct IndicatorKey: Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let name: String

    public init(_ name: String) { self.name = name }
    public init(stringLiteral name: String) { self.name = name }

    public static func < (a: IndicatorKey, b: IndicatorKey) -> Bool { a.name < b.name }

    public var description: String { name }
}
