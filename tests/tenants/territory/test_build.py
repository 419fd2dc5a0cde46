"""Merging and simplifying outlines, on shapes small enough to check by eye."""

from tenants.territory.build.mail import resembles
from tenants.territory.build.topology import (
    Simplifier,
    centre_of,
    edges_of,
    merge,
    polygons_of,
    rings_of,
    signed_area,
    simplify_line,
)

Coordinates = list[list[list[float]]]

# Two squares side by side, the border between them slightly bent; the second is written clockwise.
LEFT: Coordinates = [[[0, 0], [1, 0], [1.001, 0.5], [1, 1], [0, 1], [0, 0]]]
RIGHT: Coordinates = [[[1, 0], [1.001, 0.5], [1, 1], [2, 1], [2, 0], [1, 0]]]


def test_two_neighbours_merge_into_one_ring() -> None:
    (ring,) = rings_of(merge([edges_of([LEFT]), edges_of([RIGHT])]))
    assert signed_area(ring) == 2
    assert (1.001, 0.5) not in ring


def test_a_hole_stays_a_hole() -> None:
    ground: Coordinates = [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]
    (polygon,) = polygons_of(rings_of(edges_of([ground])))
    assert [round(signed_area(ring)) for ring in polygon] == [16, -1]


def test_islands_are_separate_polygons() -> None:
    far: Coordinates = [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]
    assert len(polygons_of(rings_of(edges_of([LEFT, far])))) == 2


def test_the_centre_of_a_square_with_a_hole() -> None:
    ground: Coordinates = [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]]
    assert centre_of(rings_of(edges_of([ground]))) == (2, 2)


def test_simplifying_drops_what_hardly_shows_and_keeps_what_does() -> None:
    assert simplify_line([(0, 0), (1, 0.0001), (2, 0)], 0.01) == [(0, 0), (2, 0)]
    assert simplify_line([(0, 0), (1, 1), (2, 0)], 0.01) == [(0, 0), (1, 1), (2, 0)]


def test_neighbours_are_simplified_alike() -> None:
    areas = {"left": edges_of([LEFT]), "right": edges_of([RIGHT])}
    simplifier = Simplifier(areas, tolerance=0.01)
    ((left,),), ((right,),) = simplifier.polygons("left"), simplifier.polygons("right")
    assert (1.001, 0.5) not in left + right
    assert set(left) & set(right) == {(1.0, 0.0), (1.0, 1.0)}


def test_a_domain_carries_the_name_of_its_commune() -> None:
    assert resembles("ville-saint-omer.fr", "Saint-Omer", "62")
    assert resembles("bazancourt60.fr", "Bazancourt", "60")
    assert not resembles("latronche19.fr", "Simencourt", "62")
    assert not resembles("bonneuil83.fr", "Bonneuil-en-Valois", "60")
