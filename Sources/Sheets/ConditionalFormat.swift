/// Another style for cells whose value meets a condition (条件格式). The first condition that holds wins.
public struct ConditionalFormat: Hashable, Sendable {
    public var ranges: [CellRange]
    public var rules: [Rule]

    public struct Rule: Hashable, Sendable {
        public var condition: Condition
        /// Taken whole in place of the cell's own style.
        public var style: StyleID

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

    public init(ranges: [CellRange], rules: [Rule]) {
        self.ranges = ranges
        self.rules = rules
    }
}
