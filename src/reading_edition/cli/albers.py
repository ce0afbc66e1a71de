"""The Albers equal-area conic projection of a sphere.

Its formulas are 14-1 to 14-6 in John P. Snyder, Map Projections: A Working Manual (U.S. Geological Survey,
Professional Paper 1395, 1987), pages 98-103.
"""

from collections.abc import Sequence
from math import cos, radians, sin, sqrt

Point = tuple[float, float]


def project(point: Sequence[float], parallels: Sequence[float], center: Sequence[float]) -> Point:
    """How far east and north of the center of the map a place is, in radii of the sphere.

    All arguments are in degrees: places as longitude and latitude, and the two latitudes that are true to scale.
    """
    first, second = map(radians, parallels)
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)
    radius, radius_of_center = (sqrt(c - 2 * n * sin(radians(latitude))) / n for latitude in (point[1], center[1]))
    angle = n * radians(point[0] - center[0])
    return radius * sin(angle), radius_of_center - radius * cos(angle)
