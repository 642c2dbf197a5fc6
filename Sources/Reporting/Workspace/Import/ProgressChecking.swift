import CivilTime
import Diagnostics
import Forms
import Ledger

/// Checks progress tables that have just come in against all that the ledger has of the same units.
struct ProgressChecking {
    let ledger: ReportLedger
    let indicators: IndicatorSet
    let units: UnitTree
    let options: ImportOptions
    /// The campaign's months.
    let ledgerPeriods: ClosedRange<Period>

    /// A draft among the files.
    private struct Spot: Hashable {
        var file: Int
        var draft: Int
    }

    private struct Slot: Hashable {
        var unit: String
        var period: Period
    }

    /// Adds to each draft what is wrong with it.
    func check(_ files: inout [RecordFile]) throws {
        var groups: [String: [Spot]] = [:]
        let hasSums = hasSums(files)
        for file in files.indices {
            for draft in files[file].drafts.indices {
                guard let unit = units[files[file].drafts[draft].unit] else { continue }
                groups[group(unit, hasSums), default: []].append(Spot(file: file, draft: draft))
            }
            for code in Set(files[file].openings.map(\.unit)) {
                if let unit = units[code] { groups[group(unit, hasSums), default: []] += [] }
            }
        }
        // Neighbours are read together: a district at a time, never the whole country.
        for top in groups.keys.sorted() { try check(groups[top] ?? [], under: top, &files) }
        for file in files.indices { files[file].refuseOpenings() }
    }

    /// Whose neighbours a unit is checked with. Where somebody typed a table of sums, everything below the topmost unit is one
    /// group: it is compared with all that comes with it.
    private func group(_ unit: ReportingUnit, _ hasSums: Bool) -> String {
        guard hasSums else { return unit.parent ?? unit.code }
        var top = unit
        while let parent = top.parent.flatMap({ units[$0] }) { top = parent }
        return top.code
    }

    private func hasSums(_ files: [RecordFile]) -> Bool {
        files.contains { $0.drafts.contains { units[$0.unit] != nil && !units.isLeaf($0.unit) } }
    }

    private func check(_ spots: [Spot], under top: String, _ files: inout [RecordFile]) throws {
        var campaign = try ledger.standingCampaign(indicators, under: top)
        let given = files.flatMap { $0.openings.filter { campaign.units[$0.unit] != nil } }
        campaign.openings = merged(campaign.openings, given)
        let owners = try place(spots, files, in: &campaign)
        let last = spots.map { files[$0.file].drafts[$0.draft].period }.max()
        let findings = campaign.check(through: last) + sums(spots, files, campaign)
        takeOpeningFindings(findings, spots, &files)
        for finding in findings {
            guard let file = finding.place.file, let record = finding.place.record,
                let found = owners[file]?[record]
            else { continue }
            let line = finding.place.position?.line
            let exact = found.filter { Self.line(of: files[$0.file].drafts[$0.draft]) == line }
            for spot in exact.isEmpty ? found : exact { files[spot.file].drafts[spot.draft].findings.append(finding) }
        }
    }

    /// What units with units below them typed, compared with their sum.
    private func sums(_ spots: [Spot], _ files: [RecordFile], _ campaign: Campaign) -> [Finding] {
        var seen: Set<Slot> = []
        return spots.map { files[$0.file].drafts[$0.draft] }.flatMap { draft -> [Finding] in
            guard seen.insert(Slot(unit: draft.unit, period: draft.period)).inserted else { return [] }
            return campaign.checkSumOfParts(of: draft.unit, in: draft.period)
        }
    }

    /// What is wrong with opening balances is said of their file; that they are missing, of the file whose figures need them.
    private func takeOpeningFindings(_ findings: [Finding], _ spots: [Spot], _ files: inout [RecordFile]) {
        for finding in findings where finding.place.record?.hasSuffix(" 期初数") == true {
            if let path = finding.place.file {
                guard let file = files.firstIndex(where: { $0.path == path }) else { continue }
                files[file].findings.append(finding)
                continue
            }
            let owner = spots.first { spot in
                let unit = files[spot.file].drafts[spot.draft].unit
                return finding.place.record == "\(units[unit]?.label ?? unit) 期初数"
            }
            let file = owner?.file ?? files.firstIndex { !$0.openings.isEmpty }
            if let file { files[file].findings.append(finding) }
        }
    }

    /// What is given replaces what the ledger has.
    private func merged(_ known: [OpeningBalance], _ new: [OpeningBalance]) -> [OpeningBalance] {
        struct Key: Hashable {
            var unit: String
            var indicator: IndicatorKey
        }
        let given = Set(new.map { Key(unit: $0.unit, indicator: $0.indicator) })
        return known.filter { !given.contains(Key(unit: $0.unit, indicator: $0.indicator)) } + new
    }

    /// Puts the drafts beside what the ledger has, each as the next version; one that the ledger has stays what it is.
    ///
    /// - Returns: Which drafts a finding is about, by file and record.
    private func place(
        _ spots: [Spot], _ files: [RecordFile], in campaign: inout Campaign
    ) throws -> [String: [String: [Spot]]] {
        let latest = try latest(spots, files)
        // A second correction in the same command follows the first.
        var drafted: Set<Slot> = []
        var known: [Slot: [Int]] = [:]
        for (place, submission) in campaign.submissions.enumerated() {
            known[Slot(unit: submission.unit, period: submission.period), default: []].append(place)
        }
        var owners: [String: [String: [Spot]]] = [:]
        for spot in spots {
            let draft = files[spot.file].drafts[spot.draft]
            guard case .progress(var submission) = draft.record else { continue }
            let record = "\(units[submission.unit]?.label ?? submission.unit) \(submission.period.chinese)"
            owners[files[spot.file].path, default: [:]][record, default: []].append(spot)
            let slot = Slot(unit: submission.unit, period: submission.period)
            let earlier = known[slot, default: []]
            if let same = earlier.first(where: { Self.isSame(campaign.submissions[$0], submission) }) {
                campaign.submissions[same].place = submission.place
                continue
            }
            if drafted.insert(slot).inserted { submission.takeOver(latest[slot], indicators) }
            submission.version = (earlier.map { campaign.submissions[$0].version }.max() ?? 0) + 1
            submission.received = submission.received ?? options.moment(of: files[spot.file].path).day
            known[slot, default: []].append(campaign.submissions.count)
            campaign.submissions.append(submission)
        }
        return owners
    }

    /// What the latest versions of the ledger say, on which corrections are made.
    private func latest(_ spots: [Spot], _ files: [RecordFile]) throws -> [Slot: ProgressContent] {
        let drafts = spots.map { files[$0.file].drafts[$0.draft] }
        let slots = Set(drafts.map { Slot(unit: $0.unit, period: $0.period) }).sorted {
            ($0.unit, $0.period) < ($1.unit, $1.period)
        }.filter { ledgerPeriods.contains($0.period) }
        let contents = try ledger.latestContents(of: slots.map { LedgerSlot(.progress, $0.unit, $0.period) })
        var latest: [Slot: ProgressContent] = [:]
        for case (let slot, .progress(let content)?) in zip(slots, contents) { latest[slot] = content }
        return latest
    }

    private static func line(of draft: RecordDraft) -> Int? {
        if case .progress(let submission) = draft.record { submission.place.position?.line } else { nil }
    }

    private static func isSame(_ a: MonthlySubmission, _ b: MonthlySubmission) -> Bool {
        let keys = Set(a.figures.keys).union(b.figures.keys)
        return a.note == b.note && a.cases.map(\.summary) == b.cases.map(\.summary)
            && keys.allSatisfy { (a.figures[$0]?.value ?? .blank) == (b.figures[$0]?.value ?? .blank) }
    }
}

extension MonthlySubmission {
    /// Fills in what a correction leaves open as the version that it follows has it.
    fileprivate mutating func takeOver(_ earlier: ProgressContent?, _ indicators: IndicatorSet) {
        guard let earlier else { return }
        for (indicator, value) in zip(indicators.indicators, earlier.values)
        where value != .blank && figures[indicator.key]?.value ?? .blank == .blank {
            figures[indicator.key] = ReportedFigure(value)
        }
        if cases.isEmpty { cases = earlier.cases }
        if note.isEmpty { note = earlier.note }
    }
}
