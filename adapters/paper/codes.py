"""QR codes on paper."""

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas


def draw_code(paper: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """Draw a QR code; level M survives a crease and a thumb."""
    widget = QrCodeWidget(text, barLevel="M")
    x0, y0, x1, y1 = widget.getBounds()
    size = side / max(x1 - x0, y1 - y0)
    drawing = Drawing(side, side, transform=[size, 0, 0, size, 0, 0])
    drawing.add(widget)
    renderPDF.draw(drawing, paper, left, bottom)
