import ByteIO
import Diagnostics
import Forms
import Foundation
import Ledger

extension Workspace {
    /// The key with which this office signs what it sends to the one above; made when it is first needed.
    public static let keyName = "signing.key"

    /// The signed sums of a unit up to a month, for the office above (汇总文件).
    ///
    /// - Parameter name: The unit's code, name or short name; `nil` takes the topmost one.
    /// - Throws: ``Failure`` of kind `.content` for a campaign without a progress table, and for a unit without units below.
    public func rollUpFile(of name: String?, through period: Period, _ how: LedgerReporting) throws -> RollUpFile {
        guard let indicators else {
            throw Failure(
                .content, "rollup.no-table", at: Place(file: folder), "汇总文件只用于进展报表",
                remedy: "附件1、附件2、附件3 请用 huxiao report 生成后报送")
        }
        let tree = try units()
        guard let unit = try name.map({ try tree.find($0) }) ?? tree.roots.first else {
            throw Failure(.content, "campaign.no-unit", "单位表是空的", remedy: "请在 units.csv 中列出单位，再执行 huxiao init")
        }
        return try ledger.makeRollUpFile(of: unit.code, through: period, indicators, how, signedBy: signingKey())
    }

    private func signingKey() throws -> SigningKey {
        let path = "\(folder)/\(Self.keyName)"
        if access(path, F_OK) == 0 { return try SigningKey.read(path) }
        let key = try SigningKey.make()
        try key.write(path)
        return key
    }

    /// What every rule finds in what the ledger has received: the rules of the forms, and those over time.
    ///
    /// - Parameters:
    ///   - name: The unit's code, name or short name, with all below it; `nil` for all.
    ///   - period: The last month that is looked at; `nil` takes the last of which anything came.
    /// - Throws: ``Failure`` of kind `.content` for a unit or month that the campaign lacks.
    public func check(_ name: String?, through period: Period?) throws -> [Finding] {
        guard let period = try period ?? ledger.lastReceivedPeriod() else { return [] }
        let how = LedgerReporting(counting: .allReceived)
        var findings: [Finding]
        switch basics.kind {
        case .progress(let set): findings = try ledger.campaign(set, under: name, how).check(through: period)
        case .safety(let schools):
            findings = try ledger.safetyCampaign(under: name, schools: schools, how).check(through: period)
        }
        findings += try ledger.check(period, under: name, indicators)
        return Finding.unique(findings)
    }
}
