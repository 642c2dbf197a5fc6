import ByteIO
import Diagnostics
import Forms
import Sheets

/// One finished form, ready for any writer.
public struct MadeForm: Sendable {
    /// The unit's name as printed.
    public var unit: String
    /// 报表期间
    public var period: Period
    /// The form's official title.
    public var title: String
    /// What is wrong with the data that it is made of, and what had to be changed to fit.
    public var findings: [Finding]
    private var content: Content

    private enum Content: Sendable {
        case whole(Workbook)
        case list(MadeList)
    }

    /// A form that is held as a whole.
    public init(unit: String, period: Period, title: String, workbook: Workbook, findings: [Finding]) {
        (self.unit, self.period, self.title, self.findings) = (unit, period, title, findings)
        content = .whole(workbook)
    }

    init(unit: String, period: Period, title: String, list: MadeList, findings: [Finding]) {
        (self.unit, self.period, self.title, self.findings) = (unit, period, title, findings)
        content = .list(list)
    }

    /// The form as it is printed: a model that each writer turns into its own format. Of a long list it is made when
    /// asked for.
    public var workbook: Workbook {
        get {
            switch content {
            case .whole(let workbook): workbook
            case .list(let list): list.workbook()
            }
        }
        set { content = .whole(newValue) }
    }

    /// Writes the form, a long list row by row where the format can.
    ///
    /// - Returns: What the format could not hold; of a long list also what will not be whole on paper, which
    ///   ``findings`` tells of any other form.
    /// - Throws: What `writer` and `sink` throw.
    public func write(as writer: any WorkbookWriter, to sink: inout some ByteSink) throws -> [Finding] {
        switch content {
        case .whole(let workbook):
            try sink.write(writer.bytes(of: workbook))
            return writer.limits(of: workbook)
        case .list(let list):
            if let writer = writer as? any RowStreamingWriter { return try list.write(as: writer, to: &sink) }
            let workbook = list.workbook()
            try sink.write(writer.bytes(of: workbook))
            return writer.limits(of: workbook) + workbook.cutTextFindings
        }
    }
}
