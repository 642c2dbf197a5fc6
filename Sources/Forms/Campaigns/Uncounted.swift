/// A form that came and does not count (已收到但未采用), in the same words for checks, lists and reminders: it is not missing.
public struct Uncounted: Hashable, Sendable {
    /// Why it does not count.
    public enum Reason: Hashable, Sendable {
        /// Nobody has looked at it yet.
        case undecided
        /// Nothing keeps it from being accepted.
        case clean
        /// So many findings of class A.
        case mandatory(Int)
        /// So many findings of class B, not explained yet.
        case unexplained(Int)
        /// 已退回
        case returned
    }

    /// The latest version, from 1.
    public var version: Int
    /// Why it does not count.
    public var reason: Reason
    /// What the first finding says, without its place; empty where it is not known or there is none.
    public var example: String
    /// The version before it that counts until this one is accepted; `nil` when none does.
    public var counting: Int?
    /// Whether ``counting`` is locked.
    public var isLocked = false

    /// - Parameter example: What the first finding says.
    public init(version: Int, reason: Reason, example: String = "") {
        self.version = version
        self.reason = reason
        self.example = example
    }

    /// 第 1 版待审核, 第 2 版有 1 条 A 类问题，待退回.
    public var standing: String {
        let such = example.isEmpty ? "" : "（\(example)）"
        let own =
            switch reason {
            case .undecided: "第 \(version) 版待审核"
            case .clean: isLocked ? "第 \(version) 版待解锁后采用" : "第 \(version) 版待采用"
            case .mandatory(let count): "第 \(version) 版有 \(count) 条 A 类问题，待退回\(such)"
            case .unexplained(let count): "第 \(version) 版有 \(count) 条 B 类问题，待说明\(such)"
            case .returned: "第 \(version) 版已退回，待重报\(such)"
            }
        return own + (counting.map { "；仍计入第 \($0) 版" + (isLocked ? "（已锁定）" : "") } ?? "")
    }

    /// 已收到但未采用：第 1 版待审核.
    public var words: String { "已收到但未采用：\(standing)" }

    /// What the officer does about it.
    public var remedy: String {
        switch reason {
        case .undecided, .clean: "请审核后采用，或退回更正"
        case .mandatory: "请退回该单位更正后重报"
        case .unexplained: "请写明该单位的说明后采用，或退回更正"
        case .returned: "请催该单位更正后重报"
        }
    }
}
