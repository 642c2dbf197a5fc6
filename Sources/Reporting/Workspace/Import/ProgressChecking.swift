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
        for file in files.indices {
            for draft in files[file].drafts.indices {
                guard let unit = units[files[file].drafts[draft].unit] else { continue }
                groups[unit.parent ?? unit.code, default: []].append(Spot(file: file, draft: draft))
            }
        }
        // Neighbours are read together: a district at a time, never the whole country.
        for top in groups.keys.sorted() { try check(groups[top] ?? [], under: top, &files) }
    }

    private func check(_ spots: [Spot], under top: String, _ files: inout [RecordFile]) throws {
        var campaign = try ledger.campaign(indicators, under: top, LedgerReporting(counting: .allReceived))
        campaign.openings = merged(
            campaign.openings, files.flatMap(\.openings).filter { campaign.units[$0.unit] != nil })
        let owners = place(spots, files, in: &campaign)
        let last = spots.map { files[$0.file].drafts[$0.draft].period }.max()
        for finding in campaign.check(through: last) {
            guard let file = finding.place.file, let record = finding.place.record,
                let found = owners[file]?[record]
            else { continue }
            let line = finding.place.position?.line
            let exact = found.filter { Self.line(of: files[$0.file].drafts[$0.draft]) == line }
            for spot in exact.isEmpty ? found : exact { files[spot.file].drafts[spot.draft].findings.append(finding) }
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
    ) -> [String: [String: [Spot]]] {
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
            submission.version = (earlier.map { campaign.submissions[$0].version }.max() ?? 0) + 1
            submission.received = submission.received ?? options.moment(of: files[spot.file].path).day
            known[slot, default: []].append(campaign.submissions.count)
            campaign.submissions.append(submission)
        }
        return owners
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
