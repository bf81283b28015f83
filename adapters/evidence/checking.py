"""What a file really is: told by its content, never by its name or by what the sender says."""

import io
import warnings
from typing import TYPE_CHECKING

from domain.rules import Refused
from services.evidence import Checked

if TYPE_CHECKING:
    from PIL import Image

PIXELS_MAX = 40_000_000
SHOWN_SIDE, SHOWN_QUALITY = 1_600, 80
SMALL_SIDE, SMALL_QUALITY = 320, 70
FORMATS = {"JPEG": "jpeg", "PNG": "png"}
PDF_HEAD, PDF_TAIL, PDF_TAIL_LENGTH = b"%PDF-", b"%%EOF", 1_024
HASH_SIDE = 8


def check(content: bytes) -> Checked:
    """Return what a file is. Raises Refused (F11) for what is none of the three kinds."""
    if content.startswith(PDF_HEAD):
        if PDF_TAIL not in content[-PDF_TAIL_LENGTH:]:
            raise Refused("F11", "broken")
        return Checked("pdf")
    return _picture(content)


def _picture(content: bytes) -> Checked:
    """Open a picture whole, and make it anew: nothing but its pixels is ever shown."""
    # Only whoever brings a picture waits for what reads it.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=tuple(FORMATS))
            if picture.width * picture.height > PIXELS_MAX:
                raise Refused("F11", "pixels", millions=PIXELS_MAX // 1_000_000)
            kind = FORMATS[picture.format or ""]
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except UnidentifiedImageError:
        raise Refused("F11", "kind") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("F11", "pixels", millions=PIXELS_MAX // 1_000_000) from None
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, EOFError):
        raise Refused("F11", "broken") from None
    fingerprint = likeness(upright)
    upright.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    shown = io.BytesIO()
    upright.save(shown, "JPEG", quality=SHOWN_QUALITY)
    return Checked(kind, shown.getvalue(), fingerprint)


def thumbnail(shown: bytes) -> bytes:
    """Return a picture that was made anew, small enough for many to stand side by side."""
    from PIL import Image  # noqa: PLC0415 (only whoever looks at pictures waits for it)

    picture = Image.open(io.BytesIO(shown), formats=("JPEG",))
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    small = io.BytesIO()
    picture.save(small, "JPEG", quality=SMALL_QUALITY)
    return small.getvalue()


def likeness(picture: "Image.Image") -> str:
    """Return 64 bits in hex, of which few differ between pictures that look alike.

    Each bit says whether one of 8 by 8 spots is brighter than its neighbour on the right.
    """
    small = picture.convert("L").resize((HASH_SIDE + 1, HASH_SIDE))
    grey = small.tobytes()
    bits = 0
    for row in range(HASH_SIDE):
        for column in range(HASH_SIDE):
            place = row * (HASH_SIDE + 1) + column
            bits = bits << 1 | (grey[place] > grey[place + 1])
    return f"{bits:016x}"
