import ByteIO
import Diagnostics
import Forms
import Ledger

/// Reads record files as campaign folders hold them.
struct RecordReader {
    let units: UnitTree
    let basics: CampaignBasics

    /// - Returns: A file without forms, with a finding, when it cannot be used.
    func read(_ file: RecordPaths.File) -> RecordFile {
        var read = RecordFile(path: file.path, bytes: [])
        do {
            read.bytes = try FileBytes.read(file.path)
            if RollUpFile.recognises(read.bytes) {
                read.rollUp = try RollUpFile(reading: read.bytes, file: file.path)
            } else {
                try take(file.kind, into: &read)
                noteEmpty(file.kind, &read)
            }
        } catch let failure as Failure {
            read.findings.append(failure.within(Place(file: file.path)).finding)
        } catch {
            read.findings.append(
                Finding("file.unreadable", .mandatory, at: Place(file: file.path), "无法读取（\(error)）"))
        }
        return read
    }

    /// A file with headings only, or with an empty list, is told: nobody would miss what it should have held.
    private func noteEmpty(_ kind: RecordPaths.Kind, _ file: inout RecordFile) {
        guard file.drafts.isEmpty, file.openings.isEmpty, file.findings.isEmpty, kind != .cases else { return }
        file.findings.append(
            Finding(
                "import.no-rows", .mandatory, at: Place(file: file.path), "文件里没有数据行，没有登记任何单位",
                remedy: "请检查是不是空表，或存错了文件"))
    }

    private func take(_ kind: RecordPaths.Kind, into file: inout RecordFile) throws {
        switch (kind, basics.kind) {
        case (.form(.form1, let period, let isOneUnit), .safety):
            takeRows(period, isOneUnit, &file) { .checkups($0) }
        case (.form(.form2, let period, let isOneUnit), .safety):
            takeRows(period, isOneUnit, &file) { .risks($0) }
        case (.form(_, let period, _), .safety): takeTally(period, &file)
        case (.openings, .progress(let set)): try takeOpenings(set, &file)
        case (.cases, .progress): try takeCases(&file)
        case (.submissions, .progress(let set)), (.unknown, .progress(let set)): try takeSubmissions(set, &file)
        default:
            throw Failure(
                .content, "import.unknown-file", "认不出这是哪张表、哪个月的数据，没有登记",
                remedy: "请放在 form1/2019-10/单位代码.csv 这样的位置；收到的表格文件请用 huxiao collect --into")
        }
    }

    // MARK: - Progress tables

    private func takeSubmissions(_ set: IndicatorSet, _ file: inout RecordFile) throws {
        let text = try TextEncoding.decode(file.bytes).text
        let submissions: [MonthlySubmission]
        let findings: [Finding]
        if file.path.lowercased().hasSuffix(".json") {
            var input = SubmissionNodeInput(units: units, indicators: set)
            submissions = input.read(try JSONInput.parse(text))
            findings = input.findings
        } else {
            var input = SubmissionTableInput(units: units, indicators: set)
            submissions = input.read(text)
            findings = input.findings
        }
        let ordered = submissions.enumerated().sorted {
            ($0.element.version, $0.offset) < ($1.element.version, $1.offset)
        }
        file.drafts = ordered.map { draft(of: $0.element, file.path) }
        let lines = ordered.map { $0.element.place.position?.line }
        let heading = HeadedTable.parse(text).value?.header.line ?? 0
        // What is wrong with the headings concerns every line; one bad line concerns no other.
        file.take(findings) { finding in
            guard let line = finding.place.position?.line, line > heading || finding.place.record != nil else {
                return nil
            }
            return lines.indices.filter { lines[$0] == line }
        }
        noteDoubles(&file)
    }

    /// Two lines that both claim to be the same version of a unit's month: which one holds, nobody can tell.
    private func noteDoubles(_ file: inout RecordFile) {
        struct Slot: Hashable {
            var unit: String
            var period: Period
            var version: Int
        }
        var seen: [Slot: Place] = [:]
        for place in file.drafts.indices {
            guard case .progress(let said) = file.drafts[place].record else { continue }
            let slot = Slot(unit: said.unit, period: said.period, version: said.version)
            if let first = seen[slot] {
                let other = Place(position: first.position, cell: first.cell).description
                file.drafts[place].findings.append(
                    Finding(
                        "progress.double-submission", .mandatory, at: said.place,
                        "第 \(said.version) 版重复" + (other.isEmpty ? "" : "，另一份在 \(other)"),
                        remedy: "更正请把版本加 1，重复的请删去一份"))
            } else {
                seen[slot] = said.place
            }
        }
    }

    private func draft(of submission: MonthlySubmission, _ path: String) -> RecordDraft {
        var submission = submission
        submission.place = submission.place.within(Place(file: path))
        return RecordDraft(
            unit: submission.unit, period: submission.period, received: submission.received,
            record: .progress(submission))
    }

    private func takeOpenings(_ set: IndicatorSet, _ file: inout RecordFile) throws {
        var input = OpeningInput(units: units, indicators: set)
        file.openings = input.read(try TextEncoding.decode(file.bytes).text).map { opening in
            var opening = opening
            opening.place = opening.place.within(Place(file: file.path))
            return opening
        }
        file.findings += input.findings.map { $0.within(Place(file: file.path)) }
        if file.openings.isEmpty, input.findings.isEmpty {
            file.findings.append(
                Finding(
                    "import.no-openings", .verify, at: Place(file: file.path), "文件里没有期初数，没有登记",
                    remedy: "没有的请填 0；不用登记期初数的可以不管"))
        }
    }

    /// Cases without the rest of the table: a correction, which says only what is new.
    private func takeCases(_ file: inout RecordFile) throws {
        var input = CasesInput(units: units)
        let cases = input.read(try TextEncoding.decode(file.bytes).text)
        for detail in cases {
            var detail = detail
            detail.place = detail.place.within(Place(file: file.path))
            let known = file.drafts.firstIndex { $0.unit == detail.unit && $0.period == detail.period }
            if let known, case .progress(var submission) = file.drafts[known].record {
                submission.cases.append(detail)
                file.drafts[known].record = .progress(submission)
            } else {
                let submission = MonthlySubmission(
                    unit: detail.unit, period: detail.period, cases: [detail], place: detail.place)
                file.drafts.append(draft(of: submission, file.path))
            }
        }
        file.findings += input.findings.map { $0.within(Place(file: file.path)) }
    }

    // MARK: - The three forms

    private func takeRows<Record: FormRecord>(
        _ period: Period, _ isOneUnit: Bool, _ file: inout RecordFile, _ wrap: (MonthlyForm<Record>) -> CollectedRecord
    ) {
        let read = RecordTable<Record>.read(file.bytes, file: file.path)
        guard var rows = read.value else {
            file.findings += read.findings
            return
        }
        let own = isOneUnit ? units.code(for: RecordPaths.stem(of: Self.name(of: file.path))) : nil
        for index in rows.indices {
            rows[index].unit = own ?? units.code(for: rows[index].unit)
            rows[index].number = index + 1
        }
        let forms =
            own.map { [MonthlyForm(unit: $0, unitName: label($0), period: period, rows: rows)] }
            ?? MonthlyForm.split(rows, period: period, naming: label)
        file.drafts = forms.map { RecordDraft(unit: $0.unit, period: period, record: wrap($0)) }
        let lines = forms.map { Set($0.rows.compactMap(\.place.position?.line)) }
        file.take(read.findings) { finding in
            guard let line = finding.place.position?.line else { return nil }
            let owners = lines.indices.filter { lines[$0].contains(line) }
            return owners.isEmpty ? nil : owners
        }
    }

    private func takeTally(_ period: Period, _ file: inout RecordFile) {
        let read = TypedFigure.read(file.bytes, file: file.path)
        let unit = units.code(for: RecordPaths.stem(of: Self.name(of: file.path)))
        file.drafts = read.value.map { [RecordDraft(unit: unit, period: period, record: .tally($0))] } ?? []
        file.take(read.findings) { _ in nil }
    }

    private func label(_ code: String) -> String { units[code]?.label ?? code }

    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
