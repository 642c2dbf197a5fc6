import Diagnostics
import Forms
import Foundation
import Mail

/// Where units are written to: `contacts.csv` (通讯录) of a campaign's folder, a line a unit: 单位代码 or 单位, 邮箱.
public struct UnitContacts: Hashable, Sendable {
    private var byUnit: [String: [Mailbox]] = [:]

    /// The file's name in every campaign folder.
    public static let fileName = "contacts.csv"

    private static let code = InputKey("code", "单位代码", "代码")
    private static let unit = InputKey("unit", "单位", "单位名称", "名称")
    private static let address = InputKey("email", "邮箱", "电子邮箱", "邮件")

    /// The unit's mailboxes; none when it is not in the file.
    ///
    /// - Parameter unit: Its code.
    public subscript(unit: String) -> [Mailbox] { byUnit[unit] ?? [] }

    /// - Parameter units: Whose codes and names the file may use.
    /// - Returns: No units and no findings when the folder has no such file.
    public static func load(_ folder: String, _ units: UnitTree) -> Checked<UnitContacts> {
        var files = CampaignFiles(folder: Workspace.plain(folder))
        let file = files.path(fileName)
        guard access(file, F_OK) == 0 else { return Checked(UnitContacts()) }
        guard let text = files.text(of: file) else { return Checked(nil, files.findings) }
        var findings: [Finding] = []
        let contacts = read(text, units, &findings)
        return Checked(contacts, findings.map { $0.within(Place(file: file)) })
    }

    private static func read(_ text: String, _ units: UnitTree, _ findings: inout [Finding]) -> UnitContacts {
        var contacts = UnitContacts()
        let parsed = HeadedTable.parse(text)
        findings += parsed.findings
        guard let table = parsed.value else { return contacts }
        let input = TableInput(table, keys: [code, unit, address], &findings)
        let key = input.columns[code] == nil ? unit : code
        input.require([key, address], &findings)
        for row in table.rows { contacts.take(row, input, key, units, &findings) }
        return contacts
    }

    private mutating func take(
        _ row: TextRow, _ input: TableInput, _ key: InputKey, _ units: UnitTree, _ findings: inout [Finding]
    ) {
        guard let name = input.required(key, row, &findings) else { return }
        do {
            let unit = try units.find(name)
            let mailboxes = try Mailbox.list(input.text(Self.address, row)).map { mailbox in
                mailbox.name.isEmpty ? Mailbox(mailbox.address, name: HeaderText(unit.name)) : mailbox
            }
            byUnit[unit.code, default: []] += mailboxes
        } catch let failure as Failure {
            findings.append(failure.within(input.place(Self.address, row)).finding)
        } catch {
            findings.append(Finding("file.unreadable", .mandatory, at: input.place(key, row), "无法读取（\(error)）"))
        }
    }
}
