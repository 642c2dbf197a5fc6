import Diagnostics
import Forms
import Ledger

/// What is left to do when all files of a command are in the ledger: one form may have waited for another.
struct ImportSettling {
    let ledger: ReportLedger
    let options: ImportOptions
    /// Hashes of all files of the command.
    let hashes: Set<[UInt8]>

    /// Beyond this many forms what was found while reading stands for what is wrong with them now.
    private static let most = 20_000

    /// A form of the result, and the version that it is in the ledger.
    private struct Spot {
        var file: Int
        var form: Int
        var slot: LedgerSlot
        var version: Int
    }

    func settle(_ result: inout ImportResult) throws {
        let spots = spots(result)
        try accept(spots, &result)
        for spot in spots {
            tellKnown(&result.files[spot.file].forms[spot.form], spot.version)
            tellLocked(&result.files[spot.file].forms[spot.form], spot.version)
        }
        if spots.count > Self.most { return }
        try tellWrong(spots, &result)
        let judged = try ledger.judged(spots.map { ($0.slot, $0.version) })
        for (spot, now) in zip(spots, judged) {
            let form = result.files[spot.file].forms[spot.form]
            // What was wrong with an old version is settled by the newer one.
            if form.newer != nil { continue }
            result.files[spot.file].forms[spot.form].findings = Self.settled(form.findings, now)
        }
    }

    private func spots(_ result: ImportResult) -> [Spot] {
        result.files.indices.flatMap { file in
            result.files[file].forms.indices.compactMap { place in
                let form = result.files[file].forms[place]
                guard let kind = form.form, let period = form.period else { return nil }
                switch form.outcome {
                case .stored(let version), .known(let version):
                    return Spot(
                        file: file, form: place, slot: LedgerSlot(kind, form.unit, period), version: version)
                case .refused, nil: return nil
                }
            }
        }
    }

    /// What could not be accepted because of a month that came later in the same command.
    private func accept(_ spots: [Spot], _ result: inout ImportResult) throws {
        guard options.accepts else { return }
        let waiting = spots.filter { spot in
            let form = result.files[spot.file].forms[spot.form]
            return form.mayBeAccepted && form.newer == nil && (form.state == .received || form.state == .explained)
        }
        let states = try ledger.acceptWaiting(waiting.map { ($0.slot, $0.version) }, options.note)
        for (spot, state) in zip(waiting, states) { result.files[spot.file].forms[spot.form].state = state }
    }

    /// An old file must not take back what a newer one brought, and not in silence.
    private func tellKnown(_ form: inout ImportedForm, _ version: Int) {
        guard let newer = form.newer, let kind = form.form, let period = form.period else { return }
        form.findings = []
        if hashes.contains(newer.sha256) { return }
        form.findings = [
            Finding(
                ImportedForm.knownRule, .verify, at: Place(record: "\(form.unitName) \(period.chinese)\(kind.label)"),
                "这份以前登记过，与第 \(version) 版相同，后来有第 \(newer.version) 版，这次没有登记",
                remedy: "确实要用这份代替第 \(newer.version) 版的，请加 --again")
        ]
    }

    /// What was accepted before, and is wrong now that this came, is told: its month may have been sent.
    private func tellWrong(_ spots: [Spot], _ result: inout ImportResult) throws {
        let units = Set(spots.map(\.slot.unit)).union(result.files.flatMap(\.openingUnits)).sorted()
        let seen = Set(spots.map { JudgedSlot($0.slot, $0.version) })
        for wrong in try ledger.acceptedWrong(of: units, except: seen) {
            let place = Place(record: "\(wrong.unitName) \(wrong.slot.period.chinese)\(wrong.slot.form.label)")
            result.findings.append(
                Finding(
                    "import.accepted-wrong", .mandatory, at: place,
                    "已采用的第 \(wrong.version) 版现在有 \(wrong.findings.count) 条 A 类问题（\(wrong.findings[0].statement)）",
                    remedy: "请核对这个月和刚登记的数据，错的请更正后重报；已报出的用 huxiao changes 查看"))
        }
    }

    /// A correction of a month that is locked is kept, and not in silence.
    private func tellLocked(_ form: inout ImportedForm, _ version: Int) {
        guard let locked = form.locked, form.newer == nil, locked != version, !form.isAccepted, form.state != .returned,
            let kind = form.form, let period = form.period
        else { return }
        form.findings.append(
            Finding(
                "import.locked-month", .verify, at: Place(record: "\(form.unitName) \(period.chinese)\(kind.label)"),
                "该月第 \(locked) 版已锁定，第 \(version) 版只登记，没有采用",
                remedy: "要采用的，请先解锁（huxiao lock --undo）再采用；不采用的请退回"))
    }

    /// What was found while reading keeps its place in the file; of what follows from other months and forms only what holds
    /// now is left, and what is new is added.
    private static func settled(_ found: [Finding], _ now: [Finding]) -> [Finding] {
        struct Said: Hashable {
            var rule: String
            var statement: String
        }
        let holding = Set(now.map { Said(rule: $0.rule, statement: $0.statement) })
        let kept = found.filter {
            !VersionRules.isDerived($0.rule) || holding.contains(Said(rule: $0.rule, statement: $0.statement))
        }
        let said = Set(kept.map { Said(rule: $0.rule, statement: $0.statement) })
        return Finding.unique(kept + now.filter { !said.contains(Said(rule: $0.rule, statement: $0.statement)) })
    }
}

extension ImportedForm {
    static let knownRule = "import.known-file"
}
