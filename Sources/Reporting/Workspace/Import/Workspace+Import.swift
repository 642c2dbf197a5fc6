import CivilTime
import Diagnostics
import Forms
import Ledger

extension Workspace {
    /// Brings record files into the ledger: CSV and JSON as campaign folders hold them, or whole campaign folders.
    ///
    /// Each file is in the ledger whole, or not at all; a file that is there already changes nothing, so that a command
    /// that was broken off is simply run again. What has findings of class A is recorded too, and counts nowhere until it is
    /// accepted.
    ///
    /// - Parameter progress: Told before each file is stored: its number from 0, how many there are, its path.
    /// - Throws: ``Failure`` of kind `.system` when the ledger refuses; files before that one are in.
    public func importRecords(
        _ paths: [String], _ options: ImportOptions, progress: (Int, Int, String) -> Void = { _, _, _ in }
    ) throws -> ImportResult {
        let found = RecordPaths(paths, head: basics.head).files
        var result = ImportResult()
        if found.isEmpty {
            result.findings.append(Finding("import.nothing", .mandatory, "没有找到任何数据文件", remedy: "请检查路径"))
        }
        let units = try ledger.units()
        let reader = RecordReader(units: units, basics: basics)
        var hashes: Set<[UInt8]> = []
        let storing = RecordStoring(workspace: self, units: units, options: options)
        switch basics.kind {
        case .progress(let set):
            var files = Self.inOrder(CaseJoining.joined(found.map(reader.read), kinds: found.map(\.kind)))
            try ProgressChecking(
                ledger: ledger, indicators: set, units: units, options: options, ledgerPeriods: periods
            ).check(&files)
            for (number, file) in files.enumerated() {
                progress(number, files.count, file.path)
                result.files.append(try storing.store(file))
                hashes.insert(Digest.sha256(file.bytes))
            }
        case .safety:
            let checking = SafetyChecking(workspace: self, units: units)
            for (number, file) in found.enumerated() {
                progress(number, found.count, file.path)
                var read = reader.read(file)
                try checking.check(&read)
                result.files.append(try storing.store(read))
                hashes.insert(Digest.sha256(read.bytes))
            }
        }
        try ImportSettling(ledger: ledger, options: options, hashes: hashes).settle(&result)
        return result
    }

    /// Openings first; then files with corrections after those with what they correct, whatever they are called.
    private static func inOrder(_ files: [RecordFile]) -> [RecordFile] {
        func rank(_ file: RecordFile) -> Int {
            file.drafts.map { draft in
                if case .progress(let submission) = draft.record { submission.version } else { 0 }
            }.max() ?? 0
        }
        let ranked = files.enumerated().map { (rank: rank($1), place: $0, file: $1) }
        return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.file)
    }
}

/// Cases in a file of their own, joined to the tables of their months where both are brought together.
enum CaseJoining {
    static func joined(_ files: [RecordFile], kinds: [RecordPaths.Kind]) -> [RecordFile] {
        var files = files
        for place in files.indices where kinds[place] == .cases {
            let bytes = files[place].bytes
            let path = files[place].path
            files[place].drafts = files[place].drafts.filter { draft in
                guard case .progress(let cases) = draft.record else { return true }
                let homes = files.indices.filter { other in
                    kinds[other] != .cases
                        && files[other].drafts.contains { $0.unit == draft.unit && $0.period == draft.period }
                }
                for home in homes { attach(cases.cases, draft, to: &files[home], path, bytes) }
                return homes.isEmpty
            }
        }
        return files
    }

    private static func attach(
        _ cases: [CaseDetail], _ draft: RecordDraft, to file: inout RecordFile, _ path: String, _ bytes: [UInt8]
    ) {
        for place in file.drafts.indices where file.drafts[place].unit == draft.unit {
            guard file.drafts[place].period == draft.period, case .progress(var submission) = file.drafts[place].record
            else { continue }
            submission.cases += cases
            file.drafts[place].record = .progress(submission)
        }
        let source = " + \(path)"
        if file.source.hasSuffix(source) { return }
        // The hash tells a changed file of cases too.
        file.source += source
        file.bytes += bytes
    }
}
