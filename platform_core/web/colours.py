"""The colour a space chooses, made readable on the light grounds of the pages.

Contrast and relative luminance are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import re

Colour = tuple[int, int, int]

PAPER: Colour = (255, 254, 251)  # --paper in tokens.css
WHITE: Colour = (255, 255, 255)  # --accent-ink on the accent
SAND: Colour = (248, 243, 233)  # --sand
AA = 4.5  # text of ordinary size
SOFT = 0.1  # part of the accent in --accent-soft
STEP = 0.94  # how much of the colour is kept each time it is darkened


def parse(value: str) -> Colour:
    """Return the colour written "#1f4e79" or "1f4e79". Raises ValueError for anything else."""
    if not re.fullmatch(r"#?[0-9a-fA-F]{6}", value):
        raise ValueError(f"{value!r} is not a colour of six hexadecimal digits")
    number = int(value.removeprefix("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def luminance(colour: Colour) -> float:
    """Return the relative luminance, from 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]  # noqa: PLR2004 - WCAG's constants
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, from 1 (same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour) -> Colour:
    """Return the colour, darkened as little as it takes to be read on every ground where it is used."""
    while min(contrast(colour, ground) for ground in (SAND, _soft(colour))) < AA:
        red, green, blue = (int(value * STEP) for value in colour)
        colour = red, green, blue
    return colour


def corrected(value: str) -> str:
    """Return the colour that the pages use for this one ("#1f4e79"). Raises ValueError for what is no colour."""
    return "#{:02x}{:02x}{:02x}".format(*readable(parse(value)))


def lowest_contrast(value: str) -> float:
    """Return the least contrast that text of this colour has on the grounds where it is used, white included."""
    colour = parse(value)
    return min(contrast(colour, ground) for ground in (WHITE, SAND, _soft(colour)))


def stylesheet(value: str, *, within: str = ":root") -> str:
    """Return the CSS that gives the pages (or what is `within`) this accent. Raises ValueError for what is no colour."""
    return f"{within} {{ --accent: {corrected(value)}; --accent-ink: #ffffff; }}\n"


def _soft(colour: Colour) -> Colour:
    red, green, blue = (round(SOFT * c + (1 - SOFT) * p) for c, p in zip(colour, PAPER, strict=True))
    return red, green, blue
