import CivilTime

/// What may be typed into some cells (数据有效性), with a hint before and a message after.
public struct DataValidation: Hashable, Sendable {
    /// The cells to which the rule applies.
    public var ranges: [CellRange]
    /// What a typed value must be.
    public var rule: Rule
    /// True: the cell may be emptied again (忽略空值).
    public var allowsBlank: Bool
    /// Shown when the cell is entered.
    public var hint: Message?
    /// Shown when the rule is broken.
    public var alert: Message?
    /// What happens when the rule is broken.
    public var reaction: Reaction

    /// The kinds of values that a cell may take (有效性条件).
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
        /// The least that may be typed; `nil`: no lower end.
        public var lower: Value?
        /// The most that may be typed; `nil`: no upper end.
        public var upper: Value?

        /// Both ends included; `nil` is open.
        public init(_ lower: Value?, _ upper: Value?) {
            self.lower = lower
            self.upper = upper
        }
    }

    /// What a suite shows in a small window beside the cell.
    public struct Message: Hashable, Sendable {
        /// The window's heading; may be empty.
        public var title: String
        /// The sentence in it.
        public var text: String

        /// A message, without a heading unless one is given.
        public init(title: String = "", text: String) {
            self.title = title
            self.text = text
        }
    }

    /// Refuse the value (停止), ask whether to keep it (警告), or only tell (信息).
    public enum Reaction: Hashable, Sendable { case stop, warning, information }

    /// Blank cells pass and wrong values are refused, unless said otherwise.
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
