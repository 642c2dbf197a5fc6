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
    /// The form as it is printed: a model that each writer turns into its own format.
    public var workbook: Workbook
    /// What is wrong with the data that it is made of, and what had to be changed to fit.
    public var findings: [Finding]
}
