import ByteIO
import Diagnostics
import Forms

/// Reads CSV and JSON files with submissions; each submission and finding gets its file.
struct SubmissionFiles {
    let units: UnitTree
    let indicators: IndicatorSet
    private(set) var findings: [Finding] = []

    init(units: UnitTree, indicators: IndicatorSet) {
        self.units = units
        self.indicators = indicators
    }

    /// - Returns: Nothing, with a finding, for a file that cannot be used.
    mutating func read(_ path: String) -> [MonthlySubmission] {
        do {
            return try submissions(path).map { submission in
                var submission = submission
                submission.place = submission.place.within(Place(file: path))
                return submission
            }
        } catch let failure as Failure {
            findings.append(failure.within(Place(file: path)).finding)
        } catch {
            findings.append(Finding("file.unreadable", .mandatory, at: Place(file: path), "无法读取（\(error)）"))
        }
        return []
    }

    private mutating func submissions(_ path: String) throws -> [MonthlySubmission] {
        switch path.split(separator: ".").last.map({ $0.lowercased() }) {
        case "csv", "tsv", "txt":
            var input = SubmissionTableInput(units: units, indicators: indicators)
            let submissions = input.read(try TextEncoding.decode(try FileBytes.read(path)).text)
            findings += input.findings.map { $0.within(Place(file: path)) }
            return submissions
        case "json":
            var input = SubmissionNodeInput(units: units, indicators: indicators)
            let submissions = input.read(try JSONInput.parse(try TextEncoding.decode(try FileBytes.read(path)).text))
            findings += input.findings.map { $0.within(Place(file: path)) }
            return submissions
        default:
            throw Failure(
                .content, "campaign.unread-file", "只能读取 .csv 和 .json，这个文件没有读", remedy: "请另存为 CSV，或移出 submissions 文件夹")
        }
    }
}
