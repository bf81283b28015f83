"""Small invented pictures and documents."""

import io

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GPS_TAG, MAKER = 0x8825, 0x010F


def picture(kind="JPEG", *, size=(64, 48), shade=0, exif=None):
    """A picture that grows brighter from left to right, with what a camera notes beside it."""
    image = Image.linear_gradient("L").rotate(90).resize(size).point(lambda p: max(0, p - shade))
    written = io.BytesIO()
    more = {"exif": exif} if exif else {}
    image.convert("RGB").save(written, kind, **more)
    return written.getvalue()


def with_place():
    """A photograph that says where and with what it was taken."""
    exif = Image.Exif()
    exif[MAKER] = "Telepon Contoh"
    exif.get_ifd(GPS_TAG)[1] = "S"
    exif.get_ifd(GPS_TAG)[2] = (8.0, 30.0, 0.0)
    return picture(exif=exif)
