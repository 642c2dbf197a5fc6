import CivilTime
import Foundation
import Ledger
import Mail
import Reporting

/// Writes down in a ledger what was mailed, and to whom: once, however often it is asked to.
struct MailNoting {
    let record: MailSource.Record
    let source: MailSource
    let unit: String
    let isMasked: Bool

    /// Whether all files of the message were written down as sent with it.
    func hasNoted(_ made: ReportMail.Made) throws -> Bool {
        let noted = try noted(made.message)
        return made.files.allSatisfy { noted.contains($0.name) }
    }

    /// Whether any of its forms went to the same recipients before, whatever it said then.
    func hasNotedEarlier(_ message: Message) throws -> Bool {
        let code = try record.code(unit)
        let forms = Set(source.forms.map(\.ledgerForm))
        let to = Set(message.to.map { $0.address.description.lowercased() })
        return try record.workspace.ledger.sentReports().contains { sent in
            sent.unit == code && sent.period == source.period && forms.contains(sent.form)
                && to.isSubset(of: sent.recipients.map { $0.lowercased() })
        }
    }

    /// Those that are not yet written down.
    func note(_ files: [ReportMail.File], _ message: Message) throws {
        let noted = try noted(message)
        let note = ChangeOptions.now(why: Self.reason(message))
        for file in files where !noted.contains(file.name) {
            let form = source.forms[file.form]
            var report = SentReport(
                unit: try record.code(unit), form: form.ledgerForm, period: source.period, policy: record.how.policy,
                counting: record.how.counting, madeAt: record.how.change ?? 0, format: file.format.rawValue,
                fileName: file.name, bytes: file.bytes, recipients: message.letter.to.map(\.description))
            report.options = record.options(form, isMasked)
            try record.workspace.ledger.recordSent(report, note)
        }
    }

    /// Names of the files that were sent with the message.
    private func noted(_ message: Message) throws -> Set<String> {
        let reason = Self.reason(message)
        return Set(try record.workspace.ledger.sentReports().filter { $0.note?.why == reason }.map(\.fileName))
    }

    /// A message's identity follows from what it says and to whom.
    private static func reason(_ message: Message) -> String { "邮件 \(message.id)" }
}

extension ChangeOptions {
    /// For what the command does of its own accord.
    static func now(why: String) -> ChangeNote {
        let login = NSUserName()
        return ChangeNote(at: SystemClock.now, by: login.isEmpty ? "huxiao" : login, why: why)
    }
}
