import Diagnostics

/// An image that hangs on a cell and moves with it. Sizes and offsets in points.
public struct Picture: Hashable, Sendable {
    public var name: String?
    public var anchor: CellRef
    /// From the anchor's upper left corner.
    public var offsetX: Double
    public var offsetY: Double
    public var width: Double
    public var height: Double
    /// For example `image/png`.
    public var mediaType: String
    public var data: [UInt8]
    /// What a reader without eyes is told.
    public var alternativeText: String?

    public init(
        name: String? = nil, anchor: CellRef, offsetX: Double = 0, offsetY: Double = 0, width: Double, height: Double,
        mediaType: String, data: [UInt8], alternativeText: String? = nil
    ) {
        self.name = name
        self.anchor = anchor
        self.offsetX = offsetX
        self.offsetY = offsetY
        self.width = width
        self.height = height
        self.mediaType = mediaType
        self.data = data
        self.alternativeText = alternativeText
    }
}
