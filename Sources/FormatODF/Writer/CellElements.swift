import Foundation
import Markup
import Sheets

/// Writes one cell with all it holds.
struct CellElements {
    let plan: SheetPlan
    let validations: [String]
    let pictures: PicturePlacing
    /// The number of the sheet's first chart; charts count from 1 through all sheets.
    let firstChart: Int

    func write(_ planned: PlannedCell, count: Int, _ names: inout StyleNames, into xml: inout MarkupText) {
        start(planned, count: count, &names, into: &xml)
        valueAttributes(planned.cell.value, into: &xml)
        if let note = planned.cell.note { annotation(note, into: &xml) }
        text(planned, &names, into: &xml)
        for index in planned.drawings { drawing(index, into: &xml) }
        xml.end()
    }

    /// The open tag, with the attributes that do not depend on the value.
    func start(_ planned: PlannedCell, count: Int, _ names: inout StyleNames, into xml: inout MarkupText) {
        xml.start(planned.isCovered ? "table:covered-table-cell" : "table:table-cell")
        if let look = planned.look { xml.attribute("table:style-name", names.cell(look)) }
        if let validation = planned.validation {
            xml.attribute("table:content-validation-name", validations[validation])
        }
        if count > 1 { xml.attribute("table:number-columns-repeated", String(count)) }
        if let merge = planned.merge {
            xml.attribute("table:number-columns-spanned", String(merge.columns.count))
            xml.attribute("table:number-rows-spanned", String(merge.rows.count))
        }
    }

    // MARK: Value

    private func valueAttributes(_ value: CellValue, into xml: inout MarkupText) {
        if case .formula(let formula) = value {
            xml.attribute("table:formula", "of:=" + OpenFormula.text(formula.parts))
        }
        switch value.shown {
        case .empty, .formula: break
        case .text, .richText: xml.attribute("office:value-type", "string")
        case .number(let number): typed("float", "value", Decimal.plain(number), &xml)
        case .percentage(let ratio): typed("percentage", "value", Decimal.plain(ratio), &xml)
        case .date(let moment): typed("date", "date-value", moment.description, &xml)
        case .time(let seconds): typed("time", "time-value", Self.duration(seconds), &xml)
        case .boolean(let flag): typed("boolean", "boolean-value", flag ? "true" : "false", &xml)
        }
    }

    private func typed(_ type: String, _ attribute: String, _ value: String, _ xml: inout MarkupText) {
        xml.attribute("office:value-type", type)
        xml.attribute("office:\(attribute)", value)
    }

    /// `PT26H03M04S`.
    static func duration(_ seconds: Int) -> String {
        let all = seconds.magnitude
        func two(_ number: UInt) -> String { number < 10 ? "0\(number)" : String(number) }
        return (seconds < 0 ? "-" : "") + "PT\(two(all / 3600))H\(two(all / 60 % 60))M\(two(all % 60))S"
    }

    private func text(_ planned: PlannedCell, _ names: inout StyleNames, into xml: inout MarkupText) {
        switch planned.cell.value.shown {
        case .empty, .formula: break
        case .text(let text): TextElements.paragraphs(text, into: &xml)
        case .richText(let runs):
            TextElements.paragraphs(
                runs.map { .text($0.text, style: $0.font.map { names.texts.name(of: $0) }) }, into: &xml)
        case let value: TextElements.paragraphs(shown(value, planned.cell.style), into: &xml)
        }
    }

    private func shown(_ value: CellValue, _ style: StyleID) -> String {
        let own = plan.styles[style].numberFormat
        return (CellLook.format(for: value, own) ?? own).display(value)
    }

    // MARK: Note, picture and chart

    private func annotation(_ note: Note, into xml: inout MarkupText) {
        xml.element("office:annotation", ["office:display": note.isShown ? "true" : nil]) { xml in
            if let author = note.author { xml.element("dc:creator", text: author) }
            TextElements.paragraphs(note.text, into: &xml)
        }
    }

    private func drawing(_ index: Int, into xml: inout MarkupText) {
        let pictures = plan.sheet.pictures
        if index < pictures.count { picture(index, pictures[index], into: &xml) } else { chart(index, into: &xml) }
    }

    /// `draw:frame`, still open.
    private func startFrame(
        _ index: Int, named name: String?, style: String? = nil, at x: Double, _ y: Double, _ width: Double,
        _ height: Double,
        into xml: inout MarkupText
    ) {
        xml.start("draw:frame")
        xml.attribute("draw:z-index", String(index))
        xml.attribute("draw:name", name)
        xml.attribute("draw:style-name", style)
        xml.attribute("svg:x", Length.text(x))
        xml.attribute("svg:y", Length.text(y))
        xml.attribute("svg:width", Length.text(width))
        xml.attribute("svg:height", Length.text(height))
    }

    private func chart(_ index: Int, into xml: inout MarkupText) {
        let place = index - plan.sheet.pictures.count
        let chart = plan.sheet.charts[place]
        startFrame(
            index, named: "图表 \(place + 1)", style: ChartObject.frameStyle, at: chart.offsetX, chart.offsetY,
            chart.width, chart.height, into: &xml)
        xml.start("draw:object")
        xml.attribute(
            "draw:notify-on-update-of-ranges", ChartObject.ranges(of: chart, onSheet: plan.sheet.name))
        switch pictures {
        case .inFile: xml.verbatim(ChartPlaces.mark(firstChart + place))
        case .inPackage:
            xml.attribute("xlink:href", "./" + ChartObject.folder(firstChart + place))
            xml.attribute("xlink:type", "simple")
            xml.attribute("xlink:show", "embed")
            xml.attribute("xlink:actuate", "onLoad")
        }
        xml.end()
        if !chart.title.isEmpty { xml.element("svg:title", text: chart.title) }
        if let text = chart.alternativeText { xml.element("svg:desc", text: text) }
        xml.end()
    }

    private func picture(_ index: Int, _ picture: Picture, into xml: inout MarkupText) {
        startFrame(
            index, named: picture.name, at: picture.offsetX, picture.offsetY, picture.width, picture.height,
            into: &xml)
        image(index, picture, into: &xml)
        if let text = picture.alternativeText { xml.element("svg:title", text: text) }
        xml.end()
    }

    private func image(_ index: Int, _ picture: Picture, into xml: inout MarkupText) {
        switch pictures {
        case .inFile:
            xml.element("draw:image", ["draw:mime-type": picture.mediaType]) { xml in
                xml.element("office:binary-data", text: Data(picture.data).base64EncodedString())
            }
        case .inPackage:
            xml.empty(
                "draw:image",
                [
                    "xlink:href": PicturePlacing.path(sheet: plan.index, index, picture), "xlink:type": "simple",
                    "xlink:show": "embed", "xlink:actuate": "onLoad", "draw:mime-type": picture.mediaType,
                ])
        }
    }
}

/// Where the bytes of pictures and the parts of charts stand.
enum PicturePlacing {
    case inFile
    case inPackage

    static func path(sheet: Int, _ index: Int, _ picture: Picture) -> String {
        "Pictures/\(sheet + 1)-\(index + 1).\(MediaType.fileExtension(of: picture.mediaType))"
    }
}
