/// Another style for cells whose value meets a condition (条件格式). The first condition that holds wins.
public struct ConditionalFormat: Hashable, Sendable {
    /// The cells that are tested, each by itself.
    public var ranges: [CellRange]
    /// Tried in this order.
    public var rules: [Rule]

    /// One condition, and the look of the cells that meet it.
    public struct Rule: Hashable, Sendable {
        /// What the cell's value must meet.
        public var condition: Condition
        /// Taken whole in place of the cell's own style.
        public var style: StyleID

        /// A style for the cells that meet a condition.
        public init(_ condition: Condition, style: StyleID) {
            self.condition = condition
            self.style = style
        }
    }

    /// Compared with the cell's number; a cell without one meets none of them but `.formula`.
    public enum Condition: Hashable, Sendable {
        case equal(Double), notEqual(Double)
        case less(Double), lessOrEqual(Double)
        case greater(Double), greaterOrEqual(Double)
        /// Both ends included.
        case between(Double, Double), notBetween(Double, Double)
        /// References are relative to the first cell of the first range.
        case formula([FormulaPart])
    }

    /// The rules of some cells, in the order in which they are tried.
    public init(ranges: [CellRange], rules: [Rule]) {
        self.ranges = ranges
        self.rules = rules
    }
}
