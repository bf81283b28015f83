"""QR codes on paper."""

from reportlab.graphics.barcode.qr import QrCode
from reportlab.pdfgen.canvas import Canvas


def draw_code(paper: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """Draw a QR code; level M survives a crease and a thumb."""
    QrCode(text, width=side, height=side, qrLevel="M").drawOn(paper, left, bottom)
