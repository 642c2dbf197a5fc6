import Foundation

/// What a step cost.
enum Measure {
    /// Runs a step and prints its seconds, and the most memory that was in use during it.
    static func step<Value>(
        _ name: String, _ detail: (Double, Value) -> String = { _, _ in "" }, _ body: () throws -> Value
    )
        rethrows -> Value
    {
        resetPeak()
        let (start, startCPU) = (seconds(), processorSeconds())
        let value = try body()
        let (took, usedCPU) = (seconds() - start, processorSeconds() - startCPU)
        let detail = detail(took, value)
        print(
            "\(name): \(hundredths(took)) s (\(hundredths(usedCPU)) s CPU)\(detail.isEmpty ? "" : ", \(detail)"), "
                + "peak \(peakKiB() >> 10) MiB")
        return value
    }

    static func hundredths(_ number: Double) -> String {
        let scaled = Int((number * 100).rounded())
        return "\(scaled / 100).\(scaled % 100 < 10 ? "0" : "")\(scaled % 100)"
    }

    static func perSecond(_ count: Int, _ seconds: Double) -> String {
        seconds > 0 ? "\(Int(Double(count) / seconds))/s" : "?/s"
    }

    private static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    /// Of all threads, user and system.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// Forgets the highest use of memory so far; where the system cannot, peaks of earlier steps stay.
    private static func resetPeak() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        try? file.write(contentsOf: Data("5".utf8))
        try? file.close()
    }

    private static func peakKiB() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return Int(line.split { !$0.isNumber }.first ?? "") ?? 0
    }
}
