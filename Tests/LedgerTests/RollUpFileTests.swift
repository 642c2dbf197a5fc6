import Diagnostics
import Forms
import Foundation
import TestSupport
import Testing

@testable import Ledger

@Suite("A province that splits its work along the tree")
struct RollUpFileTests {
    private let folder: TemporaryFolder
    private let key: SigningKey

    init() throws {
        folder = try TemporaryFolder()
        key = try #require(SigningKey(seed: Array(0..<32)))
    }

    /// The whole county in one ledger, and district 91 with its stations in its own.
    private func ledgers(_ seed: UInt64) throws -> (whole: ReportLedger, district: ReportLedger, above: ReportLedger) {
        let whole = try Lake.ledger(folder)
        let district = try ReportLedger.create(
            at: folder.path(of: "district.sqlite"),
            Lake.setup(
                Lake.units.filter { $0.code.hasPrefix("91") }.map { unit in
                    var unit = unit
                    if unit.code == "91" { unit.parent = nil }
                    return unit
                }), .officer)
        let above = try ReportLedger.create(
            at: folder.path(of: "above.sqlite"), Lake.setup(Lake.units.filter { !["911", "912"].contains($0.code) }),
            .officer)
        var random = Seeded(seed)
        for unit in Lake.leaves {
            let own = unit.hasPrefix("91") ? district : above
            let openings = ["buses", "busesChecked"].map {
                OpeningBalance(unit: unit, indicator: IndicatorKey($0), level: Int.random(in: 10...40, using: &random))
            }
            for ledger in [whole, own] where unit != "931" { _ = try ledger.setOpenings(openings, .officer) }
            for month in 4...9 {
                let values = IndicatorSet.lakeTown.indicators.map { indicator -> ReportedFigure.Value in
                    .increase(.random(in: (indicator.kind == .stock ? -3 : 0)...9, using: &random))
                }
                for ledger in [whole, own] {
                    try ledger.receive(Lake.file(unit, month, values), .officer)
                    try ledger.decide(.accept, on: LedgerSlot(.progress, unit, .m(month)), .officer)
                }
            }
        }
        return (whole, district, above)
    }

    @Test("The sum of the parts is the whole, for every unit, month and indicator", arguments: [UInt64(1), 2, 3])
    func sum(seed: UInt64) throws {
        let (whole, district, above) = try ledgers(seed)
        let file = try district.makeRollUpFile(of: "91", through: .m(9), .lakeTown, signedBy: key)
        try above.trust(key.publicKey, of: "91", .officer)
        let read = try RollUpFile(reading: file.bytes)
        let outcomes = try above.receive(read, named: "91.json", .lakeTown, received: .on(10, 1), .officer)
        #expect(outcomes == Array(repeating: .stored(version: 1), count: 6))
        for month in 4...9 { try above.decide(.accept, on: LedgerSlot(.progress, "91", .m(month)), .officer) }
        let (expected, sums) = (
            try whole.rollUp(.lakeTown, through: .m(9)), try above.rollUp(.lakeTown, through: .m(9))
        )
        for month in 4...9 {
            #expect(sums.figures(of: "9", in: .m(month)) == expected.figures(of: "9", in: .m(month)), "seed \(seed)")
        }
        #expect(
            try above.progressReport(of: "91", period: .m(9), .lakeTown).figures
                == expected.figures(of: "91", in: .m(9)))
        #expect(
            try above.receive(read, named: "91.json", .lakeTown, received: .on(10, 1), .officer)
                == Array(repeating: .known(version: 1), count: 6))
    }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return "\(error)" }
    }

    @Test("A file that nobody signed, that was changed, or whose signer is not known, is refused")
    func refused() throws {
        let (_, district, above) = try ledgers(4)
        let file = try district.makeRollUpFile(of: "91", through: .m(9), .lakeTown, signedBy: key)
        func receive(_ file: RollUpFile) throws {
            _ = try above.receive(file, named: "91.json", .lakeTown, received: .on(10, 1), .officer)
        }
        #expect(message { try receive(file) } == "91.json：单位 91 没有登记公钥，汇总文件没有登记。请先核实并登记该单位的公钥。")
        try above.trust(SigningKey.make().publicKey, of: "91", .officer)
        #expect(message { try receive(file) } == "91.json：签名的公钥不是单位 91 登记的公钥，汇总文件没有登记。请向该单位核实。")
        let changed = String(decoding: file.bytes, as: UTF8.self).replacing("2017-04", with: "2017-05")
        #expect(
            message { _ = try RollUpFile(reading: Array(changed.utf8), file: "91.json") }
                == "91.json：签名不符，文件在签名后被改动过。请让下级单位重新发送。")
        #expect(message { _ = try RollUpFile(reading: [0x7B], file: "a.json") } == "a.json：这不是汇总文件。请让下级单位重新生成。")
    }

    @Test("A key file gives the same key back, and only its owner can read it")
    func keyFile() throws {
        let path = folder.path(of: "signing.key")
        try key.write(path)
        #expect(try SigningKey.read(path).publicKey == key.publicKey)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        try folder.write(Array("nonsense".utf8), to: "no.key")
        #expect(
            message { _ = try SigningKey.read(folder.path(of: "no.key")) }?.hasSuffix("no.key：这不是签名密钥文件。请检查路径，或重新生成密钥。")
                == true)
    }

    @Test("Signing agrees with the published test vector (RFC 8032, 7.1, test 2)")
    func vector() throws {
        let seed = try #require(Hex.bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try #require(SigningKey(seed: seed))
        #expect(Digest.hex(key.publicKey) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        #expect(
            Digest.hex(key.sign([0x72]))
                == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
    }
}
