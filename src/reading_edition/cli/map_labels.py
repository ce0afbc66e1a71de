"""Choose the labels of a map at each width, so that none is under 12 pixels and none covers another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 1000  # the width of every map, in SVG units
PIXELS = 12  # the smallest font size
# Breakpoints: from each width in pixels on, text is smaller in SVG units. theme/assets/css/maps.css repeats them.
STEPS = (270, 340, 460, 620, 800, 1000)
# The position of a label: its SVG text-anchor, and its offsets to the right of and below its point, in ems.
SIDES = {"right": ("start", 0.55, 0.35), "left": ("end", -0.55, 0.35), "center": ("middle", 0, 0.35)}
SIDES |= {"above": ("middle", 0, -0.6), "below": ("middle", 0, 1.4)}
_BEFORE = {"start": 0, "middle": 0.5, "end": 1}  # the share of a text to the left of its anchor
_SIGN, _MARGIN = 0.62, 0.08  # the widths of a character and of the margin beside a text, in ems

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Label:
    """A name at a point of a map, and the number or letter, if any, that replaces it where the map is narrow."""

    x: float
    y: float
    name: str
    number: str = ""
    kind: str = "state"
    side: str = "center"
    address: str = ""  # the URL of its link

    def box(self, text: str, size: float) -> Box:
        """Return the bounding box of a text at a font size, or of the dot of a place if there is no text."""
        if not text:
            return self.x - 0.3 * size, self.y - 0.3 * size, self.x + 0.3 * size, self.y + 0.35 * size
        anchor, right, down = SIDES[self.side]
        width, base = len(text) * _SIGN * size, self.y + down * size
        left = self.x + right * size - _BEFORE[anchor] * width
        return left - _MARGIN * size, base - 0.85 * size, left + width + _MARGIN * size, base + 0.25 * size


def shown_texts(labels: Sequence[Label], height: float) -> Iterator[tuple[Label, dict[str, list[int]]]]:
    """Yield each label and its texts, with the indexes of the ``STEPS`` at which each text is shown."""
    steps = [_at_size(labels, height, PIXELS * WIDTH / width) for width in STEPS]
    for label in labels:
        texts = filter(None, (label.number, label.name))
        yield label, {text: [n for n, shown in enumerate(steps) if shown.get(label) == text] for text in texts}


def _at_size(labels: Sequence[Label], height: float, size: float) -> dict[Label, str]:
    """Return the text that fits for each label: first place numbers, then names where they fit; earlier labels win."""
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
