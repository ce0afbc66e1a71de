"""Which labels of a map are shown at which width, so that none is under 12 pixels and none covers another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 1000  # of every map, in its own units
PIXELS = 12  # the smallest text
# The widths of a map in pixels from which its text gets smaller in its units; theme/assets/css/maps.css has them too.
STEPS = (270, 340, 460, 620, 800, 1000)
# Where a label is written: its anchor in SVG's terms, and how far it is right of and under its point, in ems.
SIDES = {"right": ("start", 0.55, 0.35), "left": ("end", -0.55, 0.35), "center": ("middle", 0, 0.35)}
SIDES |= {"above": ("middle", 0, -0.6), "below": ("middle", 0, 1.4)}
_BEFORE = {"start": 0, "middle": 0.5, "end": 1}  # the part of a text that is left of its anchor
_SIGN, _MARGIN = 0.62, 0.08  # the width of a sign, and of the space beside a text, in ems

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Label:
    """A name at a point of a map, or the number (or letter) that stands for it in the page, or both."""

    x: float
    y: float
    name: str
    number: str = ""
    kind: str = "state"
    side: str = "center"
    address: str = ""  # where it leads

    def box(self, text: str, size: float) -> Box:
        """The space that a text takes at a size, or that the dot of a place takes if there is no text."""
        if not text:
            return self.x - 0.3 * size, self.y - 0.3 * size, self.x + 0.3 * size, self.y + 0.35 * size
        anchor, right, down = SIDES[self.side]
        width, base = len(text) * _SIGN * size, self.y + down * size
        left = self.x + right * size - _BEFORE[anchor] * width
        return left - _MARGIN * size, base - 0.85 * size, left + width + _MARGIN * size, base + 0.25 * size


def shown_texts(labels: Sequence[Label], height: float) -> Iterator[tuple[Label, dict[str, list[int]]]]:
    """Each label with its texts, each with the steps, by number, at which it is shown."""
    steps = [_at_size(labels, height, PIXELS * WIDTH / width) for width in STEPS]
    for label in labels:
        texts = filter(None, (label.number, label.name))
        yield label, {text: [n for n, shown in enumerate(steps) if shown.get(label) == text] for text in texts}


def _at_size(labels: Sequence[Label], height: float, size: float) -> dict[Label, str]:
    """The texts that fit at a size: first numbers, then names where there is room; earlier labels come first."""
    boxes = {(label, ""): label.box("", size) for label in labels if label.kind == "place"}
    shown: dict[Label, str] = {}
    for text, label in [(each.number or each.name, each) for each in labels] + [(each.name, each) for each in labels]:
        box = label.box(text, size)
        if _is_free(box, height, [other for (each, _), other in boxes.items() if each is not label]):
            boxes[label, "text"], shown[label] = box, text
    return shown


def _is_free(box: Box, height: float, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    is_inside = left >= 0 and top >= 0 and right <= WIDTH and bottom <= height
    return is_inside and not any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)
