"""U05: nothing but the pixels is kept of a photograph; a small file cannot fill the memory."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from platform_core.files.errors import UploadRefused
from platform_core.files.pictures import check_picture, clean_picture, thumbnail
from tests.platform_core.files import samples

FORMATS = ("JPEG", "PNG", "WEBP")


def _open(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def _refusal(content: bytes) -> str:
    for call in (check_picture, clean_picture, thumbnail):
        with pytest.raises(UploadRefused) as refused:
            call(io.BytesIO(content))
    return refused.value.code


@pytest.mark.parametrize("kind", FORMATS)
def test_photograph_tells_nothing_of_who_took_it(kind: str) -> None:
    content = samples.photograph(kind)
    assert b"Secret" in content
    for made in (clean_picture(io.BytesIO(content)), thumbnail(io.BytesIO(content))):
        assert b"Secret" not in made.content
        assert b"Exif" not in made.content
        assert b"EXIF" not in made.content
        image = _open(made.content)
        assert len(image.getexif()) == 0
        assert not set(image.info) & {
            "exif",
            "xmp",
            "comment",
            "icc_profile",
            "photoshop",
            "XML:com.adobe.xmp",
            "Comment",
        }


def _corners(image: Image.Image) -> list[str]:
    """R(ed) or B(lue) at the four corners, from the top left, clockwise."""
    right, bottom = image.width - 1, image.height - 1
    pixels = [image.convert("RGB").getpixel(at) for at in ((0, 0), (right, 0), (right, bottom), (0, bottom))]
    return ["R" if pixel[0] > pixel[2] else "B" for pixel in pixels if isinstance(pixel, tuple)]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("orientation", "corners"),
    [(1, "RBBR"), (2, "BRRB"), (3, "BRRB"), (4, "RBBR"), (5, "RRBB"), (6, "RRBB"), (7, "BBRR"), (8, "BBRR"), (99, "RBBR")],
)  # fmt: skip
def test_picture_is_upright(kind: str, orientation: int, corners: str) -> None:
    made = clean_picture(io.BytesIO(samples.photograph(kind, orientation)))
    assert "".join(_corners(_open(made.content))) == corners
    assert (made.width, made.height) == ((40, 60) if 5 <= orientation <= 8 else (60, 40))


@pytest.mark.parametrize("kind", FORMATS)
def test_picture_fits_and_is_never_enlarged(kind: str) -> None:
    large = io.BytesIO(samples.picture(kind, (3000, 1500)))
    assert clean_picture(large)[2:] == (2000, 1000)
    assert clean_picture(large, max_side=300)[2:] == (300, 150)
    assert thumbnail(large)[1:] == ("image/webp", 400, 200)
    assert thumbnail(io.BytesIO(samples.picture(kind)))[2:] == (60, 40)


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("WEBP", "RGBA", "image/webp"),
        ("GIF", "P", "image/png"),
    ],
)
def test_every_mode_is_encoded_anew(kind: str, mode: str, content_type: str) -> None:
    made = clean_picture(io.BytesIO(samples.picture(kind, mode=mode)))
    assert made.content_type == content_type
    assert _open(made.content).size == (60, 40)
    assert thumbnail(io.BytesIO(samples.picture(kind, mode=mode))).width == 60


def test_transparency_is_kept() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    assert _open(clean_picture(out).content).convert("RGBA").getpixel((5, 5)) == (255, 0, 0, 0)
    out = io.BytesIO()
    Image.new("P", (10, 10), 3).save(out, "GIF", transparency=3)
    pixel = _open(clean_picture(out).content).convert("RGBA").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


def test_sixteen_bits_become_eight() -> None:
    out = io.BytesIO()
    Image.new("I;16", (10, 10), 0x8000).save(out, "PNG")
    assert _open(clean_picture(out).content).convert("RGB").getpixel((5, 5)) == (128, 128, 128)


def test_colours_are_those_of_the_web() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"not a profile", profile[:200]):
        made = clean_picture(io.BytesIO(samples.picture("PNG", icc_profile=icc)))
        assert _corners(_open(made.content)) == ["R", "B", "B", "R"]


def test_heavy_png_photograph_becomes_a_jpeg() -> None:
    noise = Image.effect_noise((1200, 1200), 100).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    made = clean_picture(out)
    assert made.content_type == "image/jpeg"
    assert len(made.content) < out.tell()


def test_animation_is_its_first_frame() -> None:
    frames = [Image.new("P", (8, 8), number) for number in range(50)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(_open(clean_picture(out).content), "n_frames", 1) == 1


def _png_of(width: int, height: int) -> bytes:
    """A PNG that announces its size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5_001, 10_000, 30_000, 60_000])
def test_decompression_bomb_is_refused_before_it_opens(side: int) -> None:
    assert _refusal(_png_of(side, side)) == "too_many_pixels"


def test_large_photograph_of_a_telephone_passes() -> None:
    content = samples.picture("JPEG", (8_000, 6_000))
    assert clean_picture(io.BytesIO(content))[2:] == (2000, 1500)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"GIF89a", samples.PDF, samples.SVG, _png_of(10, 10), samples.picture()[:300]]
)
def test_picture_that_cannot_be_read_is_refused(content: bytes) -> None:
    assert _refusal(content) == "damaged_picture"


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "PPM", "ICO"])
def test_other_formats_are_refused(kind: str) -> None:
    assert _refusal(samples.picture(kind)) == "damaged_picture"
