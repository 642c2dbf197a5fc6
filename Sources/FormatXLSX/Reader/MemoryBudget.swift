import Diagnostics
import FileKinds
import Sheets

/// Counts what a file takes in memory while it is read, so that a small file cannot become gigabytes.
final class MemoryBudget {
    private var left: Int
    private let limit: Int

    init(_ limits: ReadLimits) {
        limit = limits.memoryBytes
        left = limit
    }

    static let cell = MemoryLayout<Cell>.stride

    /// Short texts lie inside the value.
    @inline(__always)
    static func bytes(of text: String) -> Int {
        let count = text.utf8.count
        return count > 15 ? count + 32 : 0
    }

    @inline(__always)
    func take(_ bytes: Int) throws {
        left -= bytes
        if left < 0 {
            throw Failure(.content, "xlsx.over-limit", "表格内容占用的内存超过上限 \(limit >> 20) MiB", remedy: "请删去多余的内容，或拆分文件")
        }
    }
}
