import Diagnostics
import Sheets

extension FormMutation {
    /// 附件1. Head in row 3, headings in rows 4 and 5, fourteen lines from row 6 with three schools, then note and identity.
    static let form1: [FormMutation] = [
        .sheet(
            "两行插在表头上方",
            [
                "readback.shifted C 安防体检表：表格整体下移了 2 行，已按新的位置读取。请核对。"
            ]
        ) { $0.insertRows(2, at: 0) },
        .sheet(
            "左边插入一列",
            [
                "readback.shifted C 安防体检表：表格整体右移了 1 列，已按新的位置读取。请核对。"
            ]
        ) { $0.insertColumn(at: 0) },
        .sheet("清单倒序") { $0.rows.swapAt(5, 7) },
        .sheet(
            "删去一所学校的行",
            reads: [
                "乙中学：15 项 → 空"
            ]
        ) { $0.deleteRow(6) },
        .sheet("清单中间插入空行") { $0.insertRows(2, at: 6) },
        .sheet("删去多余的空行") { sheet in for _ in 8..<19 { sheet.deleteRow(8) } },
        .sheet(
            "添上一所学校",
            reads: [
                "丁中学 专职保安员数（人）：空 → 2",
                "丁中学 学校名称：空 → 丁中学",
            ]
        ) {
            $0.type("丁中学", at: "B9")
            $0.type(.number(2), at: "G9")
        },
        .sheet(
            "加了一行合计",
            [
                "readback.total-row C 安防体检表 B9：清单中有一行“合计”，不是一条记录，已略过。合计由程序计算，请删去这一行。"
            ]
        ) {
            $0.type("合计", at: "B9")
            $0.type(.number(9), at: "G9")
        },
        .sheet(
            "上下两格合并",
            reads: [
                "乙中学 专职保安员数（人）：3 → 空"
            ],
            [
                "readback.merged-cells A 安防体检表 G6 第1行：G6:G7 的“专职保安员数（人）”跨 2 行合并，只有第一行有内容。请取消合并，逐行逐栏填写。"
            ]
        ) { $0.merge("G6:G7") },
        .sheet(
            "左右两格合并",
            reads: [
                "甲小学 其中持证上岗（人）：3 → 空"
            ],
            [
                "readback.merged-cells A 安防体检表 G6 第1行：G6:H6 的“专职保安员数（人）”至“其中持证上岗（人）”合并成了一格，无法分开。请取消合并，逐行逐栏填写。"
            ]
        ) { $0.merge("G6:H6") },
        .sheet(
            "整行合并写说明",
            [
                "readback.merged-row A 安防体检表 A9：A9:S9 合并成了一格，这一行没有读取。请取消合并，分栏填写；说明文字请写到清单外。"
            ]
        ) {
            $0.merge("A9:S9")
            $0.type("以上均已核对", at: "A9")
        },
        .sheet(
            "删去一列",
            reads: [
                "丙幼儿园 其中持证上岗（人）：3 → 空",
                "乙中学 其中持证上岗（人）：3 → 空",
                "甲小学 其中持证上岗（人）：3 → 空",
            ],
            [
                "readback.missing-column A 安防体检表：缺少列“其中持证上岗（人）”（模板的 H 列），这一列没有读取。请恢复这一列，或把内容填到新的空表里。"
            ]
        ) { $0.deleteColumn(7) },
        .sheet(
            "插入一列",
            [
                "readback.extra-column C 安防体检表 G4：多出一列“联系电话”，没有读取。如需上报，请写到备注栏。"
            ]
        ) {
            $0.insertColumn(at: 6)
            $0.type("联系电话", at: "G4")
        },
        .sheet(
            "两列对调",
            [
                "readback.moved-column C 安防体检表 E4：列“属地派出所”换了位置，已按表头读取。请核对。"
            ]
        ) { sheet in for row in 3..<19 { sheet.rows[row].cells.swapAt(4, 5) } },
        .sheet(
            "数字栏填“无”",
            reads: [
                "甲小学 专职保安员数（人）：3 → 空"
            ],
            [
                "field.word-for-number A 安防体检表 G6 第1行（专职保安员数（人））：应填整数，实填“无”。如果是零请填 0，不清楚或不适用请留空。"
            ]
        ) { $0.type("无", at: "G6") },
        .sheet(
            "数字栏填“/”",
            reads: [
                "甲小学 其中持证上岗（人）：3 → 空"
            ],
            [
                "field.word-for-number A 安防体检表 H6 第1行（其中持证上岗（人））：应填整数，实填“/”。如果是零请填 0，不清楚或不适用请留空。"
            ]
        ) { $0.type("/", at: "H6") },
        .sheet("数字带单位、全角") {
            $0.type("３人", at: "G6")
            $0.type(" 3 ", at: "H6")
            $0.type("3.00", at: "I6")
        },
        .sheet(
            "数字有小数、负数",
            reads: [
                "甲小学 专职保安员数（人）：3 → 空",
                "甲小学 其中持证上岗（人）：3 → -1",
            ],
            [
                "field.integer A 安防体检表 G6 第1行（专职保安员数（人））：应填整数，实填“2.5”。请改成整数，例如 12。"
            ]
        ) {
            $0.type(.number(2.5), at: "G6")
            $0.type(.number(-1), at: "H6")
        },
        .sheet(
            "数字栏填了日期",
            reads: [
                "甲小学 专职保安员数（人）：3 → 空"
            ],
            [
                "field.integer A 安防体检表 G6 第1行（专职保安员数（人））：应填整数，实填“2019-09-03”。请改成整数，例如 12。"
            ]
        ) { sheet in
            if let moment = CalendarMoment(iso: "2019-09-03") { sheet.type(.date(moment), at: "G6") }
        },
        .sheet(
            "下拉项写错",
            reads: [
                "甲小学 紧急报警按钮：有效 → 空"
            ],
            [
                "field.choice A 安防体检表 N6 第1行（紧急报警按钮）：应在“有效、无效、无”中择一填写，实填“有”。是否应为“有效”？"
            ]
        ) { $0.type("有", at: "N6") },
        .sheet(
            "下拉项写了两个",
            reads: [
                "甲小学 护学岗：交警岗 → 空"
            ],
            [
                "field.choice A 安防体检表 P6 第1行（护学岗）：应在“治安岗、交警岗、巡特警岗、群防群治”中择一填写，实填“治安岗、交警岗”。请改填其中一项。"
            ]
        ) { $0.type("治安岗、交警岗", at: "P6") },
        .sheet("是否栏打勾") { $0.type("√", at: "L6") },
        .sheet(
            "整行右移一格",
            reads: [
                "甲小学：8 项 → 空",
                "甲小学 学校负责人（签字）：空 → 交警岗",
            ],
            [
                "readback.shifted-row A 安防体检表 J6 第1行（防卫器械）：这一行有 7 格的内容与栏目不符，都像是向右错了一格。请移回各自的栏。"
            ]
        ) { $0.rows[5].cells.insert(.blank, at: 6) },
        .sheet(
            "印好的学校数字被改写",
            reads: [
                "甲小学 在校学生数（人）：500 → 空"
            ],
            [
                "field.integer A 安防体检表 E6 第1行（在校学生数（人））：应填整数，实填“五百”。请改成整数，例如 12。"
            ]
        ) { $0.type("五百", at: "E6") },
        .sheet(
            "表头改得相近",
            reads: [
                "丙幼儿园 其中持证上岗（人）：3 → 空",
                "乙中学 其中持证上岗（人）：3 → 空",
                "甲小学 其中持证上岗（人）：3 → 空",
            ],
            [
                "readback.altered-heading A 安防体检表 H5：表头应为“其中持证上岗（人）”，实为“持证上岗人数”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("持证\n上岗人数", at: "H5") },
        .sheet(
            "表头换成别的意思",
            reads: [
                "丙幼儿园 硬质防冲撞设施：有 → 空",
                "乙中学 硬质防冲撞设施：有 → 空",
                "甲小学 硬质防冲撞设施：有 → 空",
            ],
            [
                "readback.altered-heading A 安防体检表 K5：表头应为“硬质防冲撞设施”，实为“消防设施”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("消防设施", at: "K5") },
        .sheet(
            "表头被清空",
            [
                "readback.altered-heading B 安防体检表 F4：表头“属地派出所”被清空。请恢复表头，并核对这一栏。"
            ]
        ) { $0.type(.empty, at: "F4") },
        .sheet("分组表头取消合并") { sheet in sheet.merges.removeAll { $0.description == "G4:I4" } },
        .sheet(
            "表脚删去",
            reads: [
                "表单标识：changzhou-form1/1 · 990299 · 2019-09 → 空"
            ],
            [
                "readback.missing-words D 安防体检表：没有找到模板第 7 行的文字“注：紧急报警按钮在“有效、无效、无”中择…”。"
            ]
        ) { sheet in for _ in 19..<sheet.rows.count { sheet.deleteRow(19) } },
        .sheet(
            "只删去注",
            reads: [
                "表单标识：changzhou-form1/1 · 990299 · 2019-09 → 空"
            ],
            [
                "readback.missing-words D 安防体检表：没有找到模板第 7 行的文字“注：紧急报警按钮在“有效、无效、无”中择…”。"
            ]
        ) { $0.deleteRow(19) },
        .sheet(
            "整行左移一格",
            reads: [
                "甲小学：8 项 → 空"
            ],
            [
                "readback.shifted-row A 安防体检表 I6 第1行（其中50周岁以上（人））：这一行有 7 格的内容与栏目不符，都像是向左错了一格。请移回各自的栏。"
            ]
        ) { $0.rows[5].cells.remove(at: 6) },
        .sheet(
            "没有的学校写“无”",
            [
                "readback.nothing-row D 安防体检表 B9：这一行只写了“无”，按没有内容处理。没有可报的，清单留空即可。"
            ]
        ) { $0.type("无", at: "B9") },
        .sheet(
            "表下加了一段话",
            [
                "readback.extra-row C 安防体检表 A23：多出一行“以上情况属实。”，没有读取。需要上报的内容请填到表内各栏。"
            ]
        ) { $0.type("以上情况属实。", at: "A23") },
        .sheet(
            "公式出错",
            reads: [
                "甲小学 专职保安员数（人）：3 → 空"
            ],
            [
                "field.integer A 安防体检表 G6 第1行（专职保安员数（人））：应填整数，实填“#REF!”。请改成整数，例如 12。"
            ]
        ) { $0.type("#REF!", at: "G6") },
        .sheet(
            "表名删去",
            [
                "readback.missing-words D 安防体检表：没有找到模板第 2 行的文字“中小学幼儿园安防体检表”。"
            ]
        ) { $0.deleteRow(1) },
        .sheet(
            "填报单位一行删去",
            reads: [
                "填报单位：示例市教育局 → 空",
                "报表期间：2019-09 → 空",
            ],
            [
                "readback.missing-row A 安防体检表：缺少模板第 3 行“填报单位：”，这一行没有读取。请恢复这一行，或把内容填到新的空表里。"
            ]
        ) { $0.deleteRow(2) },
        .sheet(
            "“填报单位”几个字删去",
            [
                "readback.words-missing C 安防体检表 A3（填报单位）：应有“填报单位：”字样，没有找到，整格作为填报单位读取。请核对。"
            ]
        ) { $0.type("示例市教育局", at: "A3") },
        .sheet(
            "填报时间写成文字",
            reads: [
                "填报时间：空 → 2019-09-24"
            ]
        ) { $0.type("填报时间：2019.9.24", at: "N3") },
        .sheet(
            "填报时间写错",
            [
                "field.day A 安防体检表 N3（填报时间）：应填日期，实填“九月下旬”。请写成 2019-07-15。"
            ]
        ) { $0.type("填报时间：九月下旬", at: "N3") },
        .sheet(
            "表头在下一页重复",
            [
                "readback.repeated-heading D 安防体检表 A10：第 10 行重复了第 4 行的表头，已略过。",
                "readback.repeated-heading D 安防体检表 A11：第 11 行重复了第 5 行的表头，已略过。",
            ]
        ) { sheet in
            sheet.rows[9] = sheet.rows[3]
            sheet.rows[10] = sheet.rows[4]
        },
        .sheet("隐藏了行和列") { sheet in
            sheet.rows[6].isHidden = true
            if sheet.columns.indices.contains(3) { sheet.columns[3].isHidden = true }
        },
        FormMutation(
            "工作表改名，前面加说明",
            [
                "readback.sheet-name D Sheet1：工作表名应为“安防体检表”，已按内容认出。",
                "readback.extra-sheet D 填表说明：模板没有这张工作表，没有读取。",
            ]
        ) { workbook in
            workbook.sheets[0].name = "Sheet1"
            workbook.sheets.insert(Sheet(name: "填表说明", rows: [Row([Cell(.text("请看下一张"))])]), at: 0)
        },
        FormMutation(
            "工作表复制了一份",
            [
                "readback.sheet-twice B 安防体检表 (2)：这张工作表也是同样的表，只读取了“安防体检表”。一份文件请只交一张表。"
            ]
        ) { workbook in
            var copy = workbook.sheets[0]
            copy.name = "安防体检表 (2)"
            workbook.sheets.append(copy)
        },
        FormMutation(
            "换成附件2的文件",
            reads: [
                "没有读取"
            ],
            [
                "readback.wrong-form A 应为“中小学幼儿园安防体检表”（changzhou-form1），这份表的标识是 changzhou-form2。请核对是否交错了文件。"
            ]
        ) { $0.properties[custom: "huxiao.form"] = "changzhou-form2" },
        FormMutation(
            "内容贴到别的单位的表里",
            [
                "readback.identity-conflict B 文件属性中的单位是 990201，表上标识的单位是 990299。请核对这份表是哪个单位、哪一期的；不要把内容复制到别的文件里。"
            ]
        ) { $0.properties[custom: "huxiao.unit"] = "990201" },
        FormMutation(
            "全部内容贴到新文件",
            [
                "readback.sheet-name D Sheet1：工作表名应为“安防体检表”，已按内容认出。"
            ]
        ) { workbook in
            workbook.properties.custom = []
            workbook.sheets[0].merges = []
            workbook.sheets[0].name = "Sheet1"
        },
    ]
}
