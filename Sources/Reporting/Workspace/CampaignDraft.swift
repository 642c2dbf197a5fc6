import Diagnostics
import Forms

/// What a new campaign folder's `campaign.yaml` says (新建专项工作).
public struct CampaignDraft: Hashable, Sendable {
    /// 活动名称
    public var name: String
    /// `changzhou`, or the name of a progress table such as `zhengzhou-progress`.
    public var form: String
    /// The months that it covers.
    public var periods: ClosedRange<Period>
    /// 报送期限
    public var due: DueRule

    /// - Parameter due: `nil`: as the plan of the form's own city says.
    public init(name: String, form: String, periods: ClosedRange<Period>, due: DueRule? = nil) {
        self.name = name
        self.form = form
        self.periods = periods
        self.due = due ?? (form == SafetyCampaignFolder.form ? SafetyCampaign.due : DueRule())
    }

    /// UTF-8. Names are quoted, so that no character of theirs is taken for a part of the file.
    var yaml: [UInt8] {
        let month = due.monthOffset == 0 ? "当月" : due.monthOffset == 1 ? "次月" : "\(due.monthOffset) 个月后的"
        let lines = [
            "# 一次专项工作。文件名都在本文件夹中；不认识的键会报错。",
            "name: \(Self.quoted(name))",
            "form: \(Self.quoted(form))",
            "period:",
            "  from: \(periods.lowerBound)",
            "  to: \(periods.upperBound)",
            "due:                          # \(month)\(due.day)日前报送",
            "  day: \(due.day)",
            "  monthOffset: \(due.monthOffset)",
            "units: units.csv",
        ]
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: " "
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}

extension DueRule {
    /// Reads `当月25日`, `次月1日`, `本月25`, `下月5号`; `nil` for anything else.
    public init?(text: String) {
        let plain = FieldText.narrowed(text).filter { !$0.isWhitespace }
        let months = [("当月", 0), ("本月", 0), ("次月", 1), ("下月", 1)]
        guard let (word, offset) = months.first(where: { plain.hasPrefix($0.0) }) else { return nil }
        let rest = plain.dropFirst(word.count).trimmingSuffix { $0 == "日" || $0 == "号" }
        guard let day = Int(rest), (1...31).contains(day) else { return nil }
        self.init(day: day, monthOffset: offset)
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
