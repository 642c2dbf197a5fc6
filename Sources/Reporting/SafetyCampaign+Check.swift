import Diagnostics
import Forms

extension SafetyCampaign {
    /// Everything that is wrong with what was handed in, month by month, all units.
    ///
    /// - Parameter last: The last month that is looked at; `nil` takes the last for which anything arrived.
    public func check(through last: Period? = nil) -> [Finding] {
        let reported = (checkups.map(\.period) + risks.map(\.period)).filter { periods.contains($0) }.max()
        guard let last = last ?? reported, last >= periods.lowerBound else { return [] }
        var findings: [Finding] = []
        var period = periods.lowerBound
        while period <= min(last, periods.upperBound) {
            findings += units.roots.flatMap { check($0.code, period: period) }
            period = period.next
        }
        return Finding.unique(findings)
    }
}
