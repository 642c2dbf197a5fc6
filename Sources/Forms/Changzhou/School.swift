/// One campus of a unit (学校、校区), as the unit's list has it.
public struct School: FormRecord {
    /// 学校代码: text, since it may begin with zeros.
    public var code = ""
    /// 学校名称
    public var name = ""
    /// 学校类别
    public var category: SchoolCategory?
    /// 城乡
    public var area: SchoolArea?
    /// 在校学生数
    public var students: Int?
    /// 属地派出所
    public var station = ""
    /// 所属单位: the code of the unit that hands in its forms.
    public var unit = ""

    /// A line of the list in which nothing is filled in yet.
    public init() {}

    /// A school as the list of a unit gives it; what is not given stays empty.
    public init(
        code: String, name: String, category: SchoolCategory?, area: SchoolArea?, students: Int? = nil,
        station: String = "",
        unit: String = ""
    ) {
        self.code = code
        self.name = name
        self.category = category
        self.area = area
        self.students = students
        self.station = station
        self.unit = unit
    }

    /// The school's name.
    public var label: String { name }

    /// The columns of a list of schools.
    public static let catalogue = FieldCatalogue<School>(
        key: "school", label: "学校",
        fields: [
            .text(\.code, "code", "学校代码", aliases: ["代码", "标识码"], .ours, summary: "没有统一代码的可留空"),
            .text(\.name, "name", "学校名称", aliases: ["学校", "名称"], isRequired: true, .plan),
            .choice(\.category, "category", "学校类别", aliases: ["类别"], .ours),
            .choice(\.area, "area", "城乡", .plan),
            .integer(\.students, "students", "在校学生数（人）", aliases: ["在校学生数", "学生数"], 0...100_000, .ours),
            .text(\.station, "station", "属地派出所", aliases: ["派出所"], .plan),
            .text(\.unit, "unit", "所属单位", aliases: ["单位代码", "单位"], .ours, summary: "报送单位的代码"),
        ])

    /// What must hold in a list of schools.
    public static let rules: [Rule<School>] =
        Rule.required("school", source: "") + Rule.bounds("school") + [doubled, unknownGoalParts]

    private static let doubled = Rule<School>(
        "school.double", .mandatory, .ours, [\.name, \.unit], law: "同一单位的学校名称不重复", remedy: "请合并，或在名称中写明校区",
        .table { rows, _ in
            Doubles.find(rows) { [$0.record.unit, FieldText.folded($0.record.name)] }.map { index, first in
                Rule.Breach(row: index, statement: "与序号 \(rows[first].number) 的学校重复")
            }
        })

    private static let unknownGoalParts = Rule<School>(
        "school.blank", .explain, .plan, source: ChangzhouSource.goals, [\.category, \.area], law: "“学校类别”和“城乡”应当填写",
        remedy: "请补填",
        .row { school, _ in
            school.category == nil || school.area == nil ? "学校类别或城乡没有填写，专职保安员配备率无法统计这所学校" : nil
        })
}

/// A unit's schools, found by name.
public struct SchoolList: Hashable, Sendable {
    /// In the order of the list.
    public let schools: [School]
    private let places: [String: Int]

    /// Of several schools with one name, the first is found.
    public init(_ schools: [School]) {
        self.schools = schools
        places = Dictionary(schools.enumerated().map { (FieldText.folded($1.name), $0) }) { first, _ in first }
    }

    /// Letter case, width and white space do not count; `nil` for a name that the list lacks.
    public subscript(name: String) -> School? { places[FieldText.folded(name)].map { schools[$0] } }

    /// Those of one unit.
    public func schools(of unit: String) -> SchoolList { SchoolList(schools.filter { $0.unit == unit }) }
}

/// Finds rows that repeat an earlier one.
enum Doubles {
    /// - Parameter key: Rows with equal keys are the same; a key with an empty last part is none.
    /// - Returns: The place of each repeating row, and of the first row that it repeats.
    static func find<Record>(_ rows: [Located<Record>], by key: (Located<Record>) -> [String]) -> [(Int, Int)] {
        var first: [[String]: Int] = [:]
        var doubles: [(Int, Int)] = []
        for (index, row) in rows.enumerated() {
            let key = key(row)
            if key.last?.isEmpty ?? true { continue }
            if let known = first[key] { doubles.append((index, known)) } else { first[key] = index }
        }
        return doubles
    }
}
