import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Reporting

/// Who changes the ledger, and when: options of every command that does.
struct ChangeOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("经办人；不写则为当前登录的用户名。", valueName: "姓名"))
    var by: String?

    @Option(name: .long, help: ArgumentHelp("记为哪一天办理，如 2017-06-05；不写则为现在。", valueName: "日期"))
    var at: CalendarDay?

    /// - Parameter why: In words; empty where the action speaks for itself.
    func note(why: String = "") -> ChangeNote {
        let login = by ?? NSUserName()
        return ChangeNote(at: at.map { Moment($0) } ?? SystemClock.now, by: login.isEmpty ? "huxiao" : login, why: why)
    }
}

/// What day and time it is, and was: only the command asks.
enum SystemClock {
    static var now: Moment {
        guard let now = moment(of: time(nil)) else {
            preconditionFailure("the clock stands outside the years 1 to 9999")
        }
        return now
    }

    /// When a file was last changed, in the local time zone; `nil` for a file that is not there.
    static func changed(_ path: String) -> Moment? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return moment(of: status.st_mtim.tv_sec)
    }

    private static func moment(of seconds: time_t) -> Moment? {
        var seconds = seconds
        var local = tm()
        guard localtime_r(&seconds, &local) != nil,
            let day = CalendarDay(
                year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday)),
            let time = ClockTime(
                hour: Int(local.tm_hour), minute: Int(local.tm_min), second: min(Int(local.tm_sec), 59))
        else { return nil }
        return Moment(day, time)
    }
}

extension SharedOptions {
    /// - Parameter isReading: Whether the command changes nothing.
    func workspace(_ folder: String, isReading: Bool = false) throws -> Workspace {
        try Workspace.open(folder, templates: folders, isReading: isReading)
    }
}

extension LedgerForm: ExpressibleByArgument {
    /// As help lists them.
    public static var allValueStrings: [String] { allCases.map(\.key) }

    /// Reads `form1`, `附件1`, `progress`…; `nil` gives a usage error.
    public init?(argument: String) {
        switch FormChoice(argument) {
        case .progress: self = .progress
        case .safety(.form1): self = .form1
        case .safety(.form2): self = .form2
        case .safety(.form3): self = .form3
        case nil: return nil
        }
    }
}
