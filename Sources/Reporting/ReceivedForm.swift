import ByteIO
import CivilTime
import Diagnostics
import Forms

/// One file that has just come in, looked at before it is put into the campaign's folder.
public enum ReceivedForm {
    /// Everything that is wrong with it, with file, line and column.
    ///
    /// - Parameters:
    ///   - path: CSV or JSON, as in the campaign's folder.
    ///   - unit: The code, name or short name of the unit that sent it.
    ///   - reportingDay: The day on which overdue is judged; `nil` takes the month's due day.
    /// - Throws: ``Failure`` when the file cannot be read or the unit is not in the tree.
    public static func findings(
        of path: String, _ form: SafetyForm, unit: String, period: Period, in campaign: SafetyCampaign,
        reportingDay: CalendarDay? = nil
    ) throws -> [Finding] {
        let unit = try campaign.units.find(unit).code
        let bytes = try FileBytes.read(path)
        switch form {
        case .form1:
            let read = RecordTable<SecurityCheckup>.read(bytes, file: path)
            return read.findings
                + campaign.check(read.value ?? [], of: unit, period: period, reportingDay: reportingDay)
        case .form2:
            let read = RecordTable<RiskRecord>.read(bytes, file: path)
            return read.findings
                + campaign.check(read.value ?? [], of: unit, period: period, reportingDay: reportingDay)
        case .form3:
            let read = TypedFigure.read(bytes, file: path)
            return read.findings
                + campaign.check(read.value ?? [], of: unit, period: period, reportingDay: reportingDay)
        }
    }
}
