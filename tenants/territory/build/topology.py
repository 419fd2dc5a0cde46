"""Outlines as directed edges: areas that share a border share its edges, so they can be merged and simplified alike.

A point is (longitude, latitude) in degrees. Outer rings run anticlockwise and holes clockwise, so that a border
between two areas is run once in each direction: merging them cancels it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Edges = set[tuple[Point, Point]]


def signed_area(ring: Sequence[Point]) -> float:
    """Return the area of a closed ring in square degrees, positive when it runs anticlockwise (shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def edges_of(polygons: Iterable[Sequence[Sequence[Sequence[float]]]]) -> Edges:
    """Return the directed edges of GeoJSON polygons, whatever the direction their rings are written in."""
    edges: Edges = set()
    for polygon in polygons:
        for index, coordinates in enumerate(polygon):
            ring = [(x, y) for x, y, *_ in coordinates]
            if (signed_area(ring) > 0) is (index > 0):
                ring.reverse()
            edges.update((a, b) for a, b in pairwise(ring) if a != b)
    return edges


def merge(areas: Iterable[Edges]) -> Edges:
    """Return the outline of several areas taken together: the edges that no neighbour runs the other way."""
    everything: Edges = set().union(*areas)
    return {(a, b) for a, b in everything if (b, a) not in everything}


def rings_of(edges: Edges) -> Iterator[Ring]:
    """Chain edges into closed rings; a ring that touches itself at a point is cut there in two."""
    following: dict[Point, list[Point]] = defaultdict(list)
    for a, b in sorted(edges, reverse=True):
        following[a].append(b)
    for start in sorted(following):
        while following[start]:
            path: Ring = [start]
            while following[path[-1]]:
                path.append(following[path[-1]].pop())
                if path[-1] in path[:-1]:
                    first = path.index(path[-1])
                    yield path[first:]
                    del path[first + 1 :]


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Tell whether a point is inside a ring (even-odd rule)."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def polygons_of(rings: Iterable[Ring]) -> list[Polygon]:
    """Assemble rings into GeoJSON polygons, the largest first, each hole in the outer ring that holds it."""
    rings = list(rings)
    outers = sorted((r for r in rings if signed_area(r) > 0), key=signed_area, reverse=True)
    polygons = [[outer] for outer in outers]
    for hole in (r for r in rings if signed_area(r) < 0):
        middle = ((hole[0][0] + hole[1][0]) / 2, (hole[0][1] + hole[1][1]) / 2)
        holder = next((p for p in reversed(polygons) if inside(middle, p[0])), polygons[0])
        holder.append(hole)
    return polygons


def centre_of(rings: Iterable[Ring]) -> Point:
    """Return the centre of gravity of an area given by its directed rings (holes count negatively)."""
    total = x_moment = y_moment = 0.0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            cross = x1 * y2 - x2 * y1
            total += cross
            x_moment += (x1 + x2) * cross
            y_moment += (y1 + y2) * cross
    return x_moment / (3 * total), y_moment / (3 * total)


def _distance_squared(point: Point, a: Point, b: Point) -> float:
    """Return the squared distance of a point to a segment; a degree of longitude counts 0.64 of latitude (at 50° N)."""
    squeeze = 0.64
    (px, py), (ax, ay), (bx, by) = ((x * squeeze, y) for x, y in (point, a, b))
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0.0
    return (px - ax - along * (bx - ax)) ** 2 + (py - ay - along * (by - ay)) ** 2


def simplify_line(line: Sequence[Point], tolerance: float) -> Ring:
    """Return the line without the points nearer than ``tolerance`` degrees to what remains (Douglas and Peucker)."""
    keep = {0, len(line) - 1}
    pending = [(0, len(line) - 1)]
    while pending:
        first, last = pending.pop()
        between = range(first + 1, last)
        if not between:
            continue
        farthest = max(between, key=lambda i: _distance_squared(line[i], line[first], line[last]))
        # A closed line (first is last) keeps its farthest point whatever the tolerance, or it would vanish.
        if line[first] == line[last] or _distance_squared(line[farthest], line[first], line[last]) > tolerance**2:
            keep.add(farthest)
            pending += [(first, farthest), (farthest, last)]
    return [line[i] for i in sorted(keep)]


@dataclass
class Simplifier:
    """Simplifies the outlines of many areas so that neighbours keep exactly the same border.

    Borders are cut where three areas meet; each piece is simplified once, in one direction, and remembered.
    """

    areas: Mapping[str, Edges]
    tolerance: float
    _neighbours: dict[Point, set[Point]] = field(default_factory=lambda: defaultdict(set))
    _pieces: dict[tuple[Point, ...], Ring] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edges in self.areas.values():
            for a, b in edges:
                self._neighbours[a].add(b)
                self._neighbours[b].add(a)

    def polygons(self, code: str) -> list[Polygon]:
        """Return the simplified polygons of one area, coordinates rounded to four decimals (about 10 m)."""
        rings = [self._simplified(ring) for ring in rings_of(self.areas[code])]
        return polygons_of(ring for ring in rings if len(ring) > 3 and signed_area(ring))  # noqa: PLR2004 - a closed ring has four points at least

    def _is_corner(self, point: Point) -> bool:
        """Tell whether borders meet at a point: along a border, a point has two neighbours."""
        return len(self._neighbours[point]) != 2  # noqa: PLR2004 - the two neighbours above

    def _simplified(self, ring: Ring) -> Ring:
        opened = ring[:-1]
        corners = [i for i, point in enumerate(opened) if self._is_corner(point)]
        start = corners[0] if corners else opened.index(min(opened))
        turned = opened[start:] + opened[:start] + [opened[start]]
        inner_cuts = (i for i, point in enumerate(turned[:-1]) if i and self._is_corner(point))
        cuts = [0, *inner_cuts, len(opened)]
        result: Ring = [turned[0]]
        for first, last in pairwise(cuts):
            result += self._piece(tuple(turned[first : last + 1]))[1:]
        rounded = [(round(x, 4), round(y, 4)) for x, y in result]
        return [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]

    def _piece(self, piece: tuple[Point, ...]) -> Ring:
        backwards = piece > piece[::-1]
        canonical = piece[::-1] if backwards else piece
        if canonical not in self._pieces:
            self._pieces[canonical] = simplify_line(canonical, self.tolerance)
        simplified = self._pieces[canonical]
        return simplified[::-1] if backwards else simplified
