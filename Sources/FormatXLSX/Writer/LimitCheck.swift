import Diagnostics
import Sheets

/// What XLSX cannot hold of a workbook, each with its limit and what is written instead.
struct LimitCheck {
    let workbook: Workbook

    init(_ workbook: Workbook) { self.workbook = workbook }

    func findings() -> [Finding] {
        let names = ExcelSheetNames(workbook.sheets.map(\.name))
        var findings: [Finding] = []
        for (sheet, written) in zip(workbook.sheets, names.written) {
            if sheet.name != written { findings.append(Self.renamed(sheet.name, to: written)) }
            findings += SheetLimits(sheet, workbook: workbook, names: names).findings()
        }
        return findings + workbook.chartFindings + hiddenSheets() + rangeNames() + properties() + styles()
    }

    private static func renamed(_ name: String, to written: String) -> Finding {
        Finding(
            "xlsx.sheet-name", .verify, at: Place(sheet: name),
            "工作表名应为 1 至 \(Limit.sheetName) 个字符、互不相同、不含 [ ] : * ? / \\，实为“\(name)”，已写成“\(written)”",
            remedy: "请改用符合规定的工作表名")
    }

    private func hiddenSheets() -> [Finding] {
        guard let first = workbook.sheets.first, workbook.sheets.allSatisfy(\.isHidden) else { return [] }
        return [
            Finding(
                "xlsx.no-visible-sheet", .verify, at: Place(sheet: first.name), "至少要有一个工作表不隐藏，已显示第一个工作表",
                remedy: "请取消隐藏一个工作表")
        ]
    }

    private func rangeNames() -> [Finding] {
        let kept = Set(WorkbookPartWriter.kept(workbook))
        return workbook.names.filter { !kept.contains($0) }.map { name in
            Finding(
                "xlsx.name", .verify, at: Place(sheet: name.sheet, cell: name.range.first),
                "名称只能用字母、汉字、数字、“_”和“.”，不能像单元格地址，不能重复，须指向现有的工作表，实为“\(name.name)”，未写入该名称",
                remedy: "请给该区域换一个名称")
        }
    }

    private func properties() -> [Finding] {
        let custom = workbook.properties.custom
        let kept = PropertiesPart.custom(custom)
        if kept.count == custom.count { return [] }
        return [
            Finding(
                "xlsx.property", .verify, "自定义文档属性须有名称且不重复（不分大小写），\(custom.count - kept.count) 个未写入",
                remedy: "请给文档属性取不同的名称")
        ]
    }

    private func styles() -> [Finding] {
        let count = workbook.styles.all.count
        if count <= Limit.styles { return [] }
        return [
            Finding(
                "xlsx.styles", .mandatory, "一个工作簿最多 \(Limit.styles) 种单元格样式，实有 \(count) 种，Excel 打不开",
                remedy: "请减少不同的样式")
        ]
    }
}
