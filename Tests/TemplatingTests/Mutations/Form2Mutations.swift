import Diagnostics
import Sheets

extension FormMutation {
    /// 附件2. Head in row 3, headings in row 4, ten lines from row 5 with three hazards, then note, signatures and identity.
    static let form2: [FormMutation] = [
        .sheet(
            "两行插在表头上方",
            [
                "readback.shifted C 风险隐患排查表：表格整体下移了 2 行，已按新的位置读取。请核对。"
            ]
        ) { $0.insertRows(2, at: 0) },
        .sheet(
            "左边插入一列",
            [
                "readback.shifted C 风险隐患排查表：表格整体右移了 1 列，已按新的位置读取。请核对。"
            ]
        ) { $0.insertColumn(at: 0) },
        .sheet(
            "落款下面再填一条",
            [
                "readback.extra-row A 风险隐患排查表 B20：多出一行“丙小学”，没有读取。请把这些行移到表内的清单里。"
            ]
        ) { sheet in for column in "BCDEF" { sheet.type("丙小学", at: "\(column)20") } },
        .sheet("清单倒序") { $0.rows.swapAt(4, 6) },
        .sheet(
            "删去一行隐患",
            reads: [
                "乙中学：10 项 → 空"
            ]
        ) { $0.deleteRow(5) },
        .sheet("清单中间插入空行") { $0.insertRows(2, at: 5) },
        .sheet("删去多余的空行") { sheet in for _ in 7..<14 { sheet.deleteRow(7) } },
        .sheet(
            "行不够，自己加行",
            reads: [
                "新10小学 学校名称：空 → 新10小学",
                "新11小学 学校名称：空 → 新11小学",
                "新12小学 学校名称：空 → 新12小学",
                "新13小学 学校名称：空 → 新13小学",
                "新14小学 学校名称：空 → 新14小学",
                "新15小学 学校名称：空 → 新15小学",
                "新16小学 学校名称：空 → 新16小学",
                "新17小学 学校名称：空 → 新17小学",
                "新18小学 学校名称：空 → 新18小学",
                "新19小学 学校名称：空 → 新19小学",
                "新20小学 学校名称：空 → 新20小学",
                "新8小学 学校名称：空 → 新8小学",
                "新9小学 学校名称：空 → 新9小学",
            ]
        ) { sheet in
            sheet.insertRows(12, at: 14)
            for row in 8...20 { sheet.type("新\(row)小学", at: "C\(row)") }
        },
        .sheet(
            "加了一行合计",
            [
                "readback.total-row C 风险隐患排查表 A8：清单中有一行“合　计”，不是一条记录，已略过。合计由程序计算，请删去这一行。"
            ]
        ) {
            $0.type("合　计", at: "A8")
            $0.type("共3处", at: "E8")
        },
        .sheet(
            "上下两格合并",
            reads: [
                "乙中学 派出所：城东派出所 → 空"
            ],
            [
                "readback.merged-cells A 风险隐患排查表 B5 第1行：B5:B6 的“派出所”跨 2 行合并，只有第一行有内容。请取消合并，逐行逐栏填写。"
            ]
        ) { $0.merge("B5:B6") },
        .sheet(
            "左右两格合并",
            reads: [
                "乙中学 整改责任人：总务处 → 空"
            ],
            [
                "readback.merged-cells A 风险隐患排查表 G6 第2行：G6:H6 的“整改措施”至“整改责任人”合并成了一格，无法分开。请取消合并，逐行逐栏填写。"
            ]
        ) { $0.merge("G6:H6") },
        .sheet(
            "整行合并写说明",
            [
                "readback.merged-row A 风险隐患排查表 A8：A8:M8 合并成了一格，这一行没有读取。请取消合并，分栏填写；说明文字请写到清单外。"
            ]
        ) {
            $0.merge("A8:M8")
            $0.type("以上均已上报", at: "A8")
        },
        .sheet(
            "删去一列",
            reads: [
                "丙幼儿园 整改时限：2019-10-07 → 空",
                "乙中学 整改时限：2019-10-06 → 空",
                "甲小学 整改时限：2019-10-05 → 空",
            ],
            [
                "readback.missing-column A 风险隐患排查表：缺少列“整改时限”（模板的 I 列），这一列没有读取。请恢复这一列，或把内容填到新的空表里。"
            ]
        ) { $0.deleteColumn(8) },
        .sheet(
            "插入一列",
            [
                "readback.extra-column C 风险隐患排查表 D4：多出一列“联系人”，没有读取。如需上报，请写到备注栏。"
            ]
        ) {
            $0.insertColumn(at: 3)
            $0.type("联系人", at: "D4")
        },
        .sheet(
            "两列对调",
            [
                "readback.moved-column C 风险隐患排查表 I4：列“督办单位”换了位置，已按表头读取。请核对。"
            ]
        ) { sheet in for row in 3..<14 { sheet.rows[row].cells.swapAt(8, 9) } },
        .sheet(
            "日期写成文字",
            reads: [
                "甲小学 整改时限：2019-10-05 → 2019-07-15"
            ]
        ) { $0.type("2019.7.15", at: "I5") },
        .sheet(
            "日期写成两位年份",
            reads: [
                "甲小学 整改时限：2019-10-05 → 空"
            ],
            [
                "field.day A 风险隐患排查表 I5 第1行（整改时限）：应填日期，实填“19.7.15”。请写成 2019-07-15。"
            ]
        ) { $0.type("19.7.15", at: "I5") },
        .sheet(
            "日期只有月日",
            reads: [
                "甲小学 整改时限：2019-10-05 → 空"
            ],
            [
                "field.day A 风险隐患排查表 I5 第1行（整改时限）：应填日期，实填“7月15日”。请写成 2019-07-15。"
            ]
        ) { $0.type("7月15日", at: "I5") },
        .sheet(
            "日期不存在",
            reads: [
                "甲小学 排查日期：2019-09-05 → 空"
            ],
            [
                "field.day A 风险隐患排查表 F5 第1行（排查日期）：应填日期，实填“2019-9-31”。请写成 2019-07-15。"
            ]
        ) { $0.type("2019-9-31", at: "F5") },
        .sheet(
            "日期栏填“立即整改”",
            reads: [
                "甲小学 整改时限：2019-10-05 → 空"
            ],
            [
                "field.day A 风险隐患排查表 I5 第1行（整改时限）：应填日期，实填“立即整改”。请写成 2019-07-15。"
            ]
        ) { $0.type("立即整改", at: "I5") },
        .sheet(
            "两个日期写在一格",
            reads: [
                "甲小学 整改时限：2019-10-05 → 空"
            ],
            [
                "field.day A 风险隐患排查表 I5 第1行（整改时限）：应填日期，实填“2019-9-1至2019-9-30”。请写成 2019-07-15。"
            ]
        ) { $0.type("2019-9-1至2019-9-30", at: "I5") },
        .sheet(
            "日期栏填了序列数",
            reads: [
                "甲小学 整改时限：2019-10-05 → 2019-07-15"
            ]
        ) { $0.type(.number(43_661), at: "I5") },
        .sheet(
            "整改情况写成“已整改”",
            reads: [
                "甲小学 隐患整改情况：正在整改中 → 空"
            ],
            [
                "field.choice A 风险隐患排查表 K5 第1行（隐患整改情况）：应在“已完成、正在整改中”中择一填写，实填“已整改”。请改填其中一项。"
            ]
        ) { $0.type("已整改", at: "K5") },
        .sheet(
            "整改情况写成“完成”",
            reads: [
                "甲小学 隐患整改情况：正在整改中 → 空"
            ],
            [
                "field.choice A 风险隐患排查表 K5 第1行（隐患整改情况）：应在“已完成、正在整改中”中择一填写，实填“完成”。是否应为“已完成”？"
            ]
        ) { $0.type("完成", at: "K5") },
        .sheet(
            "隐患类别写了两个",
            reads: [
                "甲小学 隐患类别：其他 → 空"
            ],
            [
                "field.choice A 风险隐患排查表 D5 第1行（隐患类别）：应在“校园内部矛盾纠纷、校园周边重点人员、安全防范设施、校园周边治安乱点、其他”中择一填写，实填“消防、其他”。是否应为“其他”？"
            ]
        ) { $0.type("消防、其他", at: "D5") },
        .sheet(
            "本月没有隐患，填“无”",
            reads: [
                "丙幼儿园：10 项 → 空",
                "乙中学：10 项 → 空",
                "甲小学：10 项 → 空",
            ],
            [
                "readback.nothing-row D 风险隐患排查表 E5：这一行只写了“无”，按没有内容处理。没有可报的，清单留空即可。"
            ]
        ) { sheet in
            for column in "BCDEFGHIJK" { for row in 5...7 { sheet.type(.empty, at: "\(column)\(row)") } }
            sheet.type("无", at: "E5")
        },
        .sheet(
            "表头改得相近",
            [
                "readback.altered-heading B 风险隐患排查表 I4：表头应为“整改时限”，实为“整改期限”。请恢复表头，并核对这一栏。"
            ]
        ) { $0.type("整改期限", at: "I4") },
        .sheet(
            "表头换成别的意思",
            reads: [
                "丙幼儿园 督办单位：教育局 → 空",
                "乙中学 督办单位：教育局 → 空",
                "甲小学 督办单位：教育局 → 空",
            ],
            [
                "readback.altered-heading A 风险隐患排查表 J4：表头应为“督办单位”，实为“责任单位电话”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("责任单位电话", at: "J4") },
        .sheet("序号栏写了字") { $0.type("二", at: "A6") },
        .sheet(
            "清单下写了说明",
            [
                "readback.stray-text C 风险隐患排查表 A9：清单的序号栏中有文字，这一行没有其他内容，没有读取。说明文字请写到清单外。"
            ]
        ) { $0.type("以上已核对", at: "A9") },
        .sheet(
            "表脚删去",
            reads: [
                "表单标识：changzhou-form2/1 · 990299 · 2019-09 → 空"
            ],
            [
                "readback.missing-words D 风险隐患排查表：没有找到模板第 6 至 7 行的文字“注：一个风险隐患填写一行；隐患整改情况填…”等。"
            ]
        ) { sheet in for _ in 14..<sheet.rows.count { sheet.deleteRow(14) } },
        .sheet(
            "填报单位一行删去",
            reads: [
                "填报单位：示例市教育局 → 空",
                "报表期间：2019-09 → 空",
            ],
            [
                "readback.missing-row A 风险隐患排查表：缺少模板第 3 行“填报单位：”，这一行没有读取。请恢复这一行，或把内容填到新的空表里。"
            ]
        ) { $0.deleteRow(2) },
        .sheet(
            "报表期间改写",
            reads: [
                "报表期间：2019-09 → 2019-10"
            ]
        ) { $0.type("报表期间：2019年10月", at: "F3") },
        .sheet(
            "填报时间写错",
            [
                "field.day A 风险隐患排查表 H3（填报时间）：应填日期，实填“九月下旬”。请写成 2019-07-15。"
            ]
        ) { $0.type("填报时间：九月下旬", at: "H3") },
        .sheet(
            "个人信息已遮盖",
            reads: [
                "甲小学 整改责任人：总务处 → ＊＊＊"
            ],
            [
                "readback.masked B 风险隐患排查表 H5 第1行（整改责任人）：内容已被遮盖（＊＊＊），读不到原来的内容。请交未遮盖的表。"
            ]
        ) { $0.type("＊＊＊", at: "H5") },
        FormMutation(
            "工作表改名，前面加说明",
            [
                "readback.sheet-name D Sheet1：工作表名应为“风险隐患排查表”，已按内容认出。",
                "readback.extra-sheet D 填表说明：模板没有这张工作表，没有读取。",
            ]
        ) { workbook in
            workbook.sheets[0].name = "Sheet1"
            workbook.sheets.insert(Sheet(name: "填表说明", rows: [Row([Cell(.text("请看下一张"))])]), at: 0)
        },
        FormMutation(
            "工作表复制了一份",
            [
                "readback.sheet-twice B 风险隐患排查表 (2)：这张工作表也是同样的表，只读取了“风险隐患排查表”。一份文件请只交一张表。"
            ]
        ) { workbook in
            var copy = workbook.sheets[0]
            copy.name = "风险隐患排查表 (2)"
            workbook.sheets.append(copy)
        },
        FormMutation(
            "全部内容贴到新文件",
            [
                "readback.sheet-name D Sheet1：工作表名应为“风险隐患排查表”，已按内容认出。"
            ]
        ) { workbook in
            workbook.properties.custom = []
            workbook.sheets[0].merges = []
            workbook.sheets[0].name = "Sheet1"
        },
        FormMutation(
            "换成附件1的文件",
            reads: [
                "没有读取"
            ],
            [
                "readback.wrong-form A 应为“中小学幼儿园风险隐患排查表”（changzhou-form2），这份表的标识是 changzhou-form1。请核对是否交错了文件。"
            ]
        ) { $0.properties[custom: "huxiao.form"] = "changzhou-form1" },
    ]
}
