import Diagnostics

/// An image that hangs on a cell and moves with it. Sizes and offsets in points.
public struct Picture: Hashable, Sendable {
    /// As suites list it in their navigator; `nil` for none.
    public var name: String?
    /// The cell with which it moves.
    public var anchor: CellRef
    /// From the anchor's upper left corner.
    public var offsetX: Double
    /// Downwards from the anchor's upper left corner.
    public var offsetY: Double
    /// As it is shown, whatever the image's own size is.
    public var width: Double
    /// As it is shown, whatever the image's own size is.
    public var height: Double
    /// For example `image/png`.
    public var mediaType: String
    /// The image file, byte by byte.
    public var data: [UInt8]
    /// What a reader without eyes is told.
    public var alternativeText: String?

    /// Stands at the anchor's upper left corner unless moved by offsets, in points.
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
