import ByteIO
import Foundation

/// What this process has used so far.
struct Usage {
    /// Of CPU, user and system.
    var seconds: Double
    var residentKiB: Int

    static func now() -> Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), residentKiB: field("VmRSS"))
    }

    /// The most memory that was ever resident.
    static var peakKiB: Int { field("VmHWM") }

    private static func field(_ name: String) -> Int {
        let status = (try? FileBytes.read("/proc/self/status")) ?? []
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}

/// Takes everything and keeps nothing.
struct NullSink: ByteSink {
    mutating func write(_ bytes: UnsafeRawBufferPointer) {}
}
