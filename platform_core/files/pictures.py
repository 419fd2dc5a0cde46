"""Pictures made again from their pixels: upright, of a size to show, without the place, date and device of the shot."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from platform_core.files.errors import UploadRefused

MAX_SIDE = 2_000  # pixels: sharp on a large screen
THUMBNAIL_SIDE = 400
MAX_PIXELS = 25_000_000  # 100 MB once decoded
MAX_PIXELS_JPEG = 64_000_000  # a JPEG is decoded straight to a smaller size

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_PNG_TOO_HEAVY = 1_000_000  # bytes: beyond, an opaque PNG is a photograph and becomes a JPEG
_ORIENTATION = 0x0112  # Exif tag
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises on a file that is not what it says.
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


class Picture(NamedTuple):
    """An encoded picture; sides in pixels."""

    content: bytes
    content_type: str
    width: int
    height: int


def check_picture(file: IO[bytes]) -> None:
    """Decode the picture to its last byte; UploadRefused when it is damaged or has too many pixels."""
    with _decoded(file, THUMBNAIL_SIDE):
        pass


def clean_picture(file: IO[bytes], max_side: int = MAX_SIDE) -> Picture:
    """The picture encoded anew, within `max_side` pixels; only the pixels of its first frame are kept.

    JPEG and WebP stay so; PNG and GIF become PNG, or JPEG when opaque and heavy. UploadRefused as `check_picture`.
    """
    with _decoded(file, max_side) as image:
        kind = str(image.format)
        pixels = _pixels(image, max_side)
    if kind == "WEBP":
        return _encoded(pixels, "WEBP", quality=85)
    if kind != "JPEG":
        png = _encoded(pixels, "PNG", optimize=True)
        if len(png.content) <= _PNG_TOO_HEAVY or pixels.mode == "RGBA":
            return png
    return _encoded(pixels.convert("RGB"), "JPEG", quality=85, optimize=True, progressive=True)


def thumbnail(file: IO[bytes], side: int = THUMBNAIL_SIDE) -> Picture:
    """A small WebP of the picture, for cards and lists. UploadRefused as `check_picture`."""
    with _decoded(file, side) as image:
        return _encoded(_pixels(image, side), "WEBP", quality=80)


@contextmanager
def _decoded(file: IO[bytes], side: int) -> Iterator[Image.Image]:
    """The first frame, decoded no larger than needed for `side`; the number of pixels is checked before decoding."""
    file.seek(0)
    try:
        with Image.open(file, formats=_FORMATS) as image:
            _refuse_bomb(image)
            image.draft(None, (side, side))
            image.load()
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefused("too_many_pixels", _too_many(MAX_PIXELS_JPEG)) from error
    except _UNREADABLE as error:
        raise UploadRefused(
            "damaged_picture", _("Cette image est abîmée ; nous ne pouvons pas la lire. Essayez avec une autre.")
        ) from error


def _refuse_bomb(image: Image.Image) -> None:
    limit = MAX_PIXELS_JPEG if image.format == "JPEG" else MAX_PIXELS
    if image.width * image.height > limit:
        raise UploadRefused("too_many_pixels", _too_many(limit))


def _too_many(limit: int) -> str:
    return _(
        "Cette image est trop grande : le maximum est %s millions de pixels. Réduisez-la, puis réessayez."
    ) % number_format(limit // 1_000_000)


def _pixels(image: Image.Image, side: int) -> Image.Image:
    """The pixels alone, in RGB or RGBA, in the colours of the web, upright, within `side`."""
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    profile = image.info.get("icc_profile")
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    see_through = image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")  # 16 bits to 8
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _in_srgb(image, profile)
    image = image.convert("RGBA" if see_through else "RGB")
    image.info.clear()
    return image.transpose(turn) if turn is not None else image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    with suppress(ImageCms.PyCMSError, OSError):  # a profile that cannot be read: the colours as they are
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    return image


def _encoded(image: Image.Image, kind: str, **options: int) -> Picture:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return Picture(out.getvalue(), Image.MIME[kind], image.width, image.height)
