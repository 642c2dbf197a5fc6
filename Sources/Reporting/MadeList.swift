import ByteIO
import Diagnostics
import Forms
import Sheets
import Templating

/// A form with a long list, whose rows are put on the form one at a time.
struct MadeList: Sendable {
    let form: StreamedForm
    let rows: Rows
    let isMasked: Bool
    /// The form as a whole, for formats that cannot do otherwise.
    let workbook: @Sendable () -> Workbook

    /// The rows of a form.
    enum Rows: Sendable {
        case form1([SecurityCheckup])
        case form2([RiskRecord])

        var count: Int {
            switch self {
            case .form1(let rows): rows.count
            case .form2(let rows): rows.count
            }
        }
    }

    func write(as writer: some RowStreamingWriter, to sink: inout some ByteSink) throws -> [Finding] {
        switch rows {
        case .form1(let rows): try write(rows, as: writer, to: &sink)
        case .form2(let rows): try write(rows, as: writer, to: &sink)
        }
    }

    private func write(
        _ rows: [some FormRecord], as writer: some RowStreamingWriter, to sink: inout some ByteSink
    ) throws -> [Finding] {
        var rest = rows.makeIterator()
        return try form.write(as: writer, to: &sink, isMasked: isMasked) { rest.next() }
    }
}
