import Diagnostics

/// Where a version of a unit's form stands (状态).
public enum SubmissionState: Int, Hashable, Sendable, CaseIterable {
    /// 已收到
    case received = 0
    /// 已退回
    case returned = 1
    /// 已说明: what asked for an explanation got one.
    case explained = 2
    /// 已采用
    case accepted = 3
    /// 已锁定
    case locked = 4
    /// 免报: of a month for which nothing is owed; never of a version.
    case exempt = 5

    /// 已收到, 已退回…
    public var word: String {
        switch self {
        case .received: "已收到"
        case .returned: "已退回"
        case .explained: "已说明"
        case .accepted: "已采用"
        case .locked: "已锁定"
        case .exempt: "免报"
        }
    }
}

/// What an officer decides on a version of a form, or takes back (审核).
public enum DecisionAction: String, Hashable, Sendable, CaseIterable {
    /// 退回: to be filled in again.
    case returnIt = "return"
    /// 说明: the unit explained what is of class B.
    case explain
    /// 采用: it counts.
    case accept
    /// 锁定: nothing of the month changes any more.
    case lock
    /// 免报: nothing is owed for the month.
    case exempt
    /// 撤销退回
    case undoReturn = "undo-return"
    /// 撤销说明
    case undoExplain = "undo-explain"
    /// 撤销采用
    case undoAccept = "undo-accept"
    /// 解锁
    case undoLock = "undo-lock"
    /// 撤销免报
    case undoExempt = "undo-exempt"

    /// 退回, 说明, 采用…
    public var word: String {
        switch self {
        case .returnIt: "退回"
        case .explain: "说明"
        case .accept: "采用"
        case .lock: "锁定"
        case .exempt: "免报"
        case .undoReturn: "撤销退回"
        case .undoExplain: "撤销说明"
        case .undoAccept: "撤销采用"
        case .undoLock: "解锁"
        case .undoExempt: "撤销免报"
        }
    }

    /// Whether it is about a month, not about a version of its form.
    var isAboutMonth: Bool { self == .exempt || self == .undoExempt }

    /// Whether somebody has to say why.
    var needsReason: Bool { self == .returnIt || self == .explain || self == .exempt }

    /// The action that this one takes back.
    public var undone: DecisionAction? {
        switch self {
        case .undoReturn: .returnIt
        case .undoExplain: .explain
        case .undoAccept: .accept
        case .undoLock: .lock
        case .undoExempt: .exempt
        default: nil
        }
    }

    /// The state that it leads to; `nil` for one that takes another back.
    public var target: SubmissionState? {
        switch self {
        case .returnIt: .returned
        case .explain: .explained
        case .accept: .accepted
        case .lock: .locked
        case .exempt: .exempt
        default: nil
        }
    }
}

/// What the states of a version follow from: received → returned | explained | accepted → locked, and back by an undo.
struct StateMachine {
    /// What the version's findings ask for.
    struct Counts: Hashable {
        var mandatory: Int
        var explain: Int
        /// What the first of them says; empty without one.
        var example = ""

        static let none = Counts(mandatory: 0, explain: 0)
    }

    /// The states through which the version came, the present one last.
    private(set) var states: [SubmissionState] = [.received]

    var state: SubmissionState { states.last ?? .received }

    /// Follows a decision that was made.
    mutating func follow(_ action: DecisionAction) {
        if let target = action.target {
            states.append(target)
        } else if states.count > 1 {
            states.removeLast()
        }
    }

    /// Why a decision cannot be made now, as a statement and what to do; `nil` when it can.
    func refusal(_ action: DecisionAction, _ counts: Counts) -> (rule: String, statement: String, remedy: String)? {
        switch action {
        case .returnIt where state == .received || state == .explained: nil
        case .explain where state == .received: nil
        case .accept where state == .received || state == .explained: acceptRefusal(counts)
        case .lock where state == .accepted: nil
        case .undoReturn where state == .returned, .undoExplain where state == .explained,
            .undoAccept where state == .accepted, .undoLock where state == .locked:
            nil
        default: ("ledger.state", "目前“\(state.word)”，不能\(action.word)", remedy(action))
        }
    }

    private func acceptRefusal(_ counts: Counts) -> (rule: String, statement: String, remedy: String)? {
        if counts.mandatory > 0 {
            return (
                "ledger.accept-class-a", "有 \(counts.mandatory) 条强制性（A 类）问题，不能采用\(such(counts))", "请退回该单位更正后重报"
            )
        }
        if counts.explain > 0, state != .explained {
            return (
                "ledger.accept-class-b", "有 \(counts.explain) 条准强制性（B 类）问题没有说明，不能采用\(such(counts))", "请先写明该单位的说明"
            )
        }
        return nil
    }

    private func such(_ counts: Counts) -> String { counts.example.isEmpty ? "" : "（\(counts.example)）" }

    private func remedy(_ action: DecisionAction) -> String {
        switch (state, action) {
        case (.locked, _): "请先解锁"
        case (.accepted, .returnIt), (.accepted, .explain): "请先撤销采用"
        case (.returned, .accept), (.returned, .explain): "请先撤销退回，或等新版本"
        case (_, .lock): "请先采用"
        default: "请查看该月的历史"
        }
    }
}
