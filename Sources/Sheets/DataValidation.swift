import CivilTime

/// What may be typed into some cells (数据有效性), with a hint before and a message after.
public struct DataValidation: Hashable, Sendable {
    public var ranges: [CellRange]
    public var rule: Rule
    public var allowsBlank: Bool
    /// Shown when the cell is entered.
    public var hint: Message?
    /// Shown when the rule is broken.
    public var alert: Message?
    public var reaction: Reaction

    public enum Rule: Hashable, Sendable {
        /// Anything goes; only the hint matters.
        case any
        /// A dropdown of these words, in this order.
        case list([String])
        case wholeNumber(Bounds<Int>)
        case decimal(Bounds<Double>)
        case date(Bounds<CalendarDay>)
        /// In characters.
        case textLength(Bounds<Int>)
    }

    /// Both ends belong to it; `nil` is open.
    public struct Bounds<Value: Hashable & Sendable>: Hashable, Sendable {
        public var lower: Value?
        public var upper: Value?

        public init(_ lower: Value?, _ upper: Value?) {
            self.lower = lower
            self.upper = upper
        }
    }

    public struct Message: Hashable, Sendable {
        public var title: String
        public var text: String

        public init(title: String = "", text: String) {
            self.title = title
            self.text = text
        }
    }

    public enum Reaction: Hashable, Sendable { case stop, warning, information }

    public init(
        ranges: [CellRange], rule: Rule, allowsBlank: Bool = true, hint: Message? = nil, alert: Message? = nil,
        reaction: Reaction = .stop
    ) {
        self.ranges = ranges
        self.rule = rule
        self.allowsBlank = allowsBlank
        self.hint = hint
        self.alert = alert
        self.reaction = reaction
    }
}
