import Foundation
import TestSupport
import Testing

/// A province above two cities: each city's ledger gives a signed file, which the province's ledger takes.
@Suite("huxiao rollup, trust")
struct RollUpCommandTests {
    /// A province in `province`, beside the city's own folder.
    private static func province() throws -> SmallCampaign {
        let city = try SmallCampaign.withMonths()
        try city.write("代码,名称,上级代码\n41,中原省,\n4101,天中市公安局,41\n", to: "p.csv")
        let run = try city.command([
            "init", "province", "--units", "p.csv", "--form", "zhengzhou-progress", "--name", "全省", "--from", "2017-04",
            "--to", "2018-01",
        ])
        #expect(run.status == 0, "\(run.stderr)")
        return city
    }

    private static func rollUp(_ city: SmallCampaign) throws -> String {
        let run = try city.command(["rollup", ".", "--period", "2017-05", "-o", "city.json"])
        #expect(run.status == 0, "\(run.stderr)")
        let line = try #require(run.stdout.split(separator: "\n").first { $0.hasPrefix("公钥 ") })
        return String(line.dropFirst(3))
    }

    @Test("The province's table is the city's")
    func sums() throws {
        let city = try Self.province()
        let key = try Self.rollUp(city)
        #expect(try city.command(["trust", "province", "--unit", "4101", "--key", key]).stdout == "已登记 天中市公安局 的公钥\n")
        let taken = try city.command([
            "import", "city.json", "--into", "province", "--accept", "--received", "2017-06-01",
        ])
        #expect(taken.stdout.contains("登记 2 份，已有 0 份，采用 2 份"), "\(taken.stdout) \(taken.stderr)")
        let again = try city.command(["import", "city.json", "--into", "province", "--accept"])
        #expect(again.stdout.contains("登记 0 份，已有 2 份，采用 2 份"), "\(again.stdout)")
        let numbers = try [".", "province"].map { folder in
            _ = try city.command([
                "report", folder, "--period", "2017-05", "--format", "html", "-o", "\(folder)/t.html",
            ])
            let html = String(decoding: try city.folder.read("\(folder)/t.html"), as: UTF8.self)
            return html.matches(of: /<td[^>]*>(-?[0-9]+)<\/td>/).map { String($0.1) }
        }
        #expect(numbers[0].count == 92)
        #expect(numbers[0] == numbers[1])
    }

    @Test("Without a trusted key nothing is taken")
    func untrusted() throws {
        let city = try Self.province()
        _ = try Self.rollUp(city)
        let run = try city.command(["import", "city.json", "--into", "province"])
        #expect(run.status == 1)
        #expect(
            run.stderr
                == "A 强制  city.json：单位 4101 没有登记公钥，汇总文件没有登记。请先核实并登记该单位的公钥。  [rollup.unknown-signer]\n")
    }

    @Test("A changed file is refused")
    func changed() throws {
        let city = try Self.province()
        let key = try Self.rollUp(city)
        _ = try city.command(["trust", "province", "--unit", "4101", "--key", key])
        let text = String(decoding: try city.folder.read("city.json"), as: UTF8.self)
        try city.write(text.replacing("2017-04", with: "2017-06"), to: "city.json")
        let run = try city.command(["import", "city.json", "--into", "province"])
        #expect(run.stderr == "A 强制  city.json：签名不符，文件在签名后被改动过。请让下级单位重新发送。  [rollup.signature]\n")
    }

    @Test("The key is its owner's alone, and is made once")
    func key() throws {
        let city = try Self.province()
        let first = try Self.rollUp(city)
        let mode = try FileManager.default.attributesOfItem(atPath: city.folder.path(of: "signing.key"))[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try Self.rollUp(city) == first)
    }
}
