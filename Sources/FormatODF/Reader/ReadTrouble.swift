import Diagnostics

/// The failures that several readers share.
enum ReadTrouble {
    static func overLimit(_ what: String, _ limit: Int, at cell: CellRef? = nil, sheet: String? = nil) -> Failure {
        Failure(
            .content, "odf.over-limit", at: Place(sheet: sheet, cell: cell), "\(what)超过上限 \(limit)",
            remedy: "请删去多余的内容，或拆分文件")
    }
}
