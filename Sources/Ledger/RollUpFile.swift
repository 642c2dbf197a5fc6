import Diagnostics
import Forms
import Foundation
import GRDB

/// A unit's sums of a span of months, signed by it, for the office above (汇总文件).
///
/// The office above collects it like any other form: as submissions of that unit, which its own tree marks as handing in a
/// sum. So a province never sees a city's campuses, and the sum of the cities is the province.
public struct RollUpFile: Hashable, Sendable {
    /// What the file says.
    public struct Content: Hashable, Sendable, Codable {
        /// `huxiao-rollup/1`
        public var format: String
        /// The unit's code.
        public var unit: String
        /// The key of the indicator set.
        public var indicatorSet: String
        /// Keys, in the order of the figures.
        public var indicators: [String]
        /// What the sums do with units of which nothing counts.
        public var policy: String
        /// Which versions count.
        public var counting: String
        /// The number of the last change that was counted.
        public var change: Int
        /// How many units that fill in forms were added up.
        public var units: Int
        /// How many versions counted.
        public var submissions: Int
        /// Levels before the campaign; `null` where nothing is known.
        public var openings: [Int?]
        /// The first month is the campaign's.
        public var months: [Month]
    }

    /// One month's figures as texts: a flow as this month's 新增, a stock as its level.
    public struct Month: Hashable, Sendable, Codable {
        /// `2017-05`
        public var period: String
        /// In the order of the indicators: a number, `/`, or an empty text where nothing is known; `+` and a number is the
        /// 新增 of a stock whose level is not known.
        public var figures: [String]
    }

    /// What was signed.
    public let content: Content
    /// Of the office that signed.
    public let publicKey: [UInt8]
    /// The whole file.
    public let bytes: [UInt8]

    private struct Envelope: Codable {
        var payload: String
        var publicKey: String
        var signature: String
    }

    /// Signs a content.
    init(_ content: Content, by key: SigningKey) {
        let payload = StoredJSON.text(content)
        self.content = content
        publicKey = key.publicKey
        let envelope = Envelope(
            payload: payload, publicKey: Digest.hex(key.publicKey), signature: Digest.hex(key.sign(Array(payload.utf8)))
        )
        bytes = StoredJSON.bytes(envelope) + [0x0A]
    }

    /// Reads a file and checks that it is what was signed; whether the signer is known is the ledger's question.
    ///
    /// - Throws: ``Failure`` of kind `.content` when it is no such file, or was changed after it was signed.
    public init(reading bytes: [UInt8], file: String? = nil) throws {
        let place = Place(file: file)
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(bytes)),
            let key = Hex.bytes(envelope.publicKey), let signature = Hex.bytes(envelope.signature)
        else { throw Failure(.content, "rollup.unreadable", at: place, "这不是汇总文件", remedy: "请让下级单位重新生成") }
        let payload = Array(envelope.payload.utf8)
        guard SigningKey.isValid(signature, of: payload, by: key) else {
            throw Failure(.content, "rollup.signature", at: place, "签名不符，文件在签名后被改动过", remedy: "请让下级单位重新发送")
        }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(payload)),
            content.format == Self.format, content.openings.count == content.indicators.count,
            content.months.allSatisfy({ $0.figures.count == content.indicators.count })
        else { throw Failure(.content, "rollup.unreadable", at: place, "汇总文件的内容不完整", remedy: "请让下级单位重新生成") }
        self.content = content
        publicKey = key
        self.bytes = bytes
    }

    static let format = "huxiao-rollup/1"

    /// Whether bytes may be such a file; whether they are one tells reading it.
    public static func recognises(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(1024), as: UTF8.self)
        return bytes.first == UInt8(ascii: "{") && head.contains("\"payload\"")
            && head.contains(format.split(separator: "/")[0])
    }
}

extension ReportLedger {
    /// Makes the signed file of a unit's sums up to a month.
    ///
    /// - Throws: ``Failure`` of kind `.content` when the unit has no units below it, or a month is outside the campaign.
    public func makeRollUpFile(
        of unit: String, through period: Period, _ indicators: IndicatorSet,
        _ how: LedgerReporting = LedgerReporting(), signedBy key: SigningKey
    ) throws -> RollUpFile {
        let sums = try rollUp(
            indicators, under: unit, through: period, policy: how.policy, counting: how.counting, asOf: how.change)
        guard let top = sums.units.first else {
            throw Failure(.content, "rollup.leaf", "“\(unit)”没有下级单位，不需要汇总文件", remedy: "请直接报送它的表")
        }
        let months = (0...max(0, sums.periods.lowerBound.distance(to: period))).map {
            sums.periods.lowerBound.advanced(by: $0)
        }
        let content = RollUpFile.Content(
            format: RollUpFile.format, unit: top.code, indicatorSet: indicators.key,
            indicators: indicators.indicators.map(\.key.name), policy: how.policy.rawValue,
            counting: how.counting.rawValue, change: sums.change, units: sums.leafCount,
            submissions: sums.submissionCount,
            openings: indicators.indicators.map { $0.kind == .flow ? nil : sums.opening(of: top.code, $0.key)?.number },
            months: months.map { month in
                let figures = sums.figures(of: top.code, in: month) ?? []
                return RollUpFile.Month(
                    period: month.description,
                    figures: zip(indicators.indicators, figures).map { RollUpFigure.text($0.kind, $1, how.policy) })
            })
        return RollUpFile(content, by: key)
    }

    /// Writes down which key a unit signs with; a later one takes its place.
    ///
    /// - Throws: ``Failure`` of kind `.content` for an unknown unit.
    public func trust(_ publicKey: [UInt8], of unit: String, _ note: ChangeNote) throws {
        guard publicKey.count == 32 else {
            throw Failure(.content, "rollup.key", "公钥应为 32 字节，实为 \(publicKey.count) 字节", remedy: "请向下级单位索取正确的公钥")
        }
        try write { db in
            let id = try LedgerUnits.find(db, unit, .max)
            let change = try Self.begin(.signer, note, db)
            try db.execute(
                sql: "INSERT INTO signer VALUES (?, ?, ?)", arguments: [id, change, StoredBytes(publicKey)])
        }
    }

    /// Stores a roll-up file as submissions of its unit, one for each month, and its opening balances.
    ///
    /// - Returns: One outcome a month.
    /// - Throws: ``Failure`` of kind `.content` when nobody trusts its key, or its indicators are not the ledger's.
    public func receive(
        _ file: RollUpFile, named source: String, _ indicators: IndicatorSet, received: Moment, _ note: ChangeNote
    ) throws -> [ReceiptOutcome] {
        try read { try Self.check(file, source, indicators, $0) }
        let forms = file.content.months.compactMap { month -> IncomingForm? in
            guard let period = Period(month.period) else { return nil }
            let values = zip(indicators.indicators, month.figures).map { RollUpFigure.value($0.kind, $1) }
            return IncomingForm(unit: file.content.unit, period: period, content: .progress(ProgressContent(values)))
        }
        let openings = zip(indicators.indicators, file.content.openings).compactMap { indicator, level in
            level.map { OpeningBalance(unit: file.content.unit, indicator: indicator.key, level: $0) }
        }
        let incoming = IncomingFile(source: source, bytes: file.bytes, received: received, forms: forms)
        return try write { db in
            let outcomes = try SubmissionStore(db).take(incoming, note)
            guard outcomes.contains(where: { if case .stored = $0 { true } else { false } }), !openings.isEmpty else {
                return outcomes
            }
            var store = try OpeningStore(db, note, rules)
            _ = try store.take(openings)
            return outcomes
        }
    }

    private static func check(_ file: RollUpFile, _ source: String, _ indicators: IndicatorSet, _ db: Database) throws {
        let place = Place(file: source)
        try LedgerView(db, asOf: nil).check(indicators)
        guard file.content.indicators == indicators.indicators.map(\.key.name) else {
            throw Failure(.content, "rollup.indicators", at: place, "汇总文件的指标与台账的不同", remedy: "请让下级单位使用同一张指标表")
        }
        let key = try StoredBytes.fetchOne(
            db,
            sql: """
                SELECT s.public_key FROM signer s JOIN unit u ON u.id = s.unit WHERE u.code = ?
                ORDER BY s.change DESC LIMIT 1
                """, arguments: [file.content.unit])
        guard let key else {
            throw Failure(
                .content, "rollup.unknown-signer", at: place, "单位 \(file.content.unit) 没有登记公钥，汇总文件没有登记",
                remedy: "请先核实并登记该单位的公钥")
        }
        guard Array(key) == file.publicKey else {
            throw Failure(
                .content, "rollup.wrong-signer", at: place, "签名的公钥不是单位 \(file.content.unit) 登记的公钥，汇总文件没有登记",
                remedy: "请向该单位核实")
        }
    }
}

/// A sum as a figure that a unit reports: a flow by 新增, a stock by its level, or by `+` and its 新增 where a gap before it
/// left the level unknown.
enum RollUpFigure {
    static func text(_ kind: IndicatorKind, _ figures: IndicatorFigures, _ policy: MissingPolicy) -> String {
        let figure = kind == .flow ? figures.increase : figures.total
        if figure.reason == .notApplicable { return "/" }
        guard kind != .flow else { return figure.number.map(String.init) ?? "" }
        // A level that is only carried forward was reported by nobody.
        if policy == .carryForward, figures.increase.reason == .notReported { return "" }
        return figure.number.map(String.init) ?? figures.increase.number.map { "+\($0)" } ?? ""
    }

    static func value(_ kind: IndicatorKind, _ text: String) -> ReportedFigure.Value {
        if text.isEmpty { return .blank }
        if text == "/" { return .notApplicable }
        if text.hasPrefix("+") { return Int(text.dropFirst()).map { .increase($0) } ?? .refused }
        guard let number = Int(text) else { return .refused }
        return kind == .flow ? .increase(number) : .level(number)
    }
}
