"""A trend as a picture: the value, its limit, the times in UTC.

Drawn twice as large and made smaller, since Pillow draws lines with steps; in few colours, so
that it is some kilobytes. The font is the one that Pillow brings: a server need not have any.
"""

import io
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.domain.desired.alerts import Trend
from bot.views.trend import amount, since_first

WIDTH: Final = 800  # Slack shows it some 360 wide: so the letters are still some 12 high
HEIGHT: Final = 420
_SCALE: Final = 2
_LEFT, _RIGHT, _TOP, _BOTTOM = 120, 30, 84, 62  # the margins around the plot
_PAPER: Final = "#ffffff"
_INK: Final = "#1d1c1d"
_SOFT: Final = "#616061"
_GRID: Final = "#e4e4e4"
_LINE: Final = "#1264a3"
_FILL: Final = "#d9e9f5"
_LIMIT: Final = "#c01343"
_MINUTE_MS: Final = 60_000
_TIMES: Final = 3
_COLOURS: Final = 64
_UNDRAWABLE: Final = {"→": "›"}

Point = tuple[float, float]


def draw(trend: Trend, title: str) -> bytes:
    """Draw it; gives a PNG. Takes some 50 ms of a processor, so call it in a thread."""
    return _Chart(since_first(trend), title).png()


class _Chart:
    def __init__(self, trend: Trend, title: str) -> None:
        self._trend = trend
        self._title = title
        seen = [one for one in trend.values if one is not None]
        self._step = _round_step(max((trend.limit * 1.15, *seen), default=0.0) or 1.0, trend.unit)
        highest = max((trend.limit * 1.15, *seen), default=0.0)
        self._top = max(1, math.ceil(highest / self._step)) * self._step
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        self._grid()
        self._times()
        for run in self._runs():
            self._value(run)
        if self._trend.limit > 0:
            self._limit()
        self._text((_LEFT, 20), self._title, 30, _INK)
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.quantize(_COLOURS).save(out, "PNG", optimize=True)
        return out.getvalue()

    def _x(self, place: float) -> float:
        last = max(1, len(self._trend.values) - 1)
        return _LEFT + place / last * (WIDTH - _LEFT - _RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - value / self._top * (HEIGHT - _TOP - _BOTTOM)

    def _grid(self) -> None:
        for n in range(round(self._top / self._step) + 1):
            value = n * self._step
            y = self._y(value)
            self._line([(_LEFT, y), (WIDTH - _RIGHT, y)], _GRID if n else _SOFT, 2)
            self._text((_LEFT - 14, y), amount(value, self._trend.unit), 26, _SOFT, "rm")

    def _times(self) -> None:
        minutes = len(self._trend.values)
        places = sorted({round(n * (minutes - 1) / (_TIMES - 1)) for n in range(_TIMES)})
        for place in places if minutes > 1 else []:
            ago = (minutes - 1 - place) * _MINUTE_MS
            at = datetime.fromtimestamp((self._trend.end - ago) / 1000, UTC)
            anchor = "la" if place == 0 else "ra" if place == minutes - 1 else "ma"
            said = f"{at:%H:%M}{' UTC' if place == minutes - 1 else ''}"
            self._text((self._x(place), HEIGHT - _BOTTOM + 12), said, 26, _SOFT, anchor)

    def _runs(self) -> Iterator[list[Point]]:
        """The stretches in which there was something to measure."""
        run = list[Point]()
        for place, value in enumerate((*self._trend.values, None)):
            if value is not None:
                run.append((self._x(place), self._y(max(0.0, value))))
            elif run:
                yield run
                run = []

    def _value(self, run: list[Point]) -> None:
        floor = self._y(0)
        if len(run) == 1:
            x, y = run[0]
            self._pen.ellipse([(c * _SCALE) for c in (x - 5, y - 5, x + 5, y + 5)], _LINE)
            return
        area = [(run[0][0], floor), *run, (run[-1][0], floor)]
        self._pen.polygon([(x * _SCALE, y * _SCALE) for x, y in area], _FILL)
        self._line(run, _LINE, 5)

    def _limit(self) -> None:
        y = self._y(self._trend.limit)
        x = float(_LEFT)
        while x < WIDTH - _RIGHT:
            self._line([(x, y), (min(x + 16, WIDTH - _RIGHT), y)], _LIMIT, 4)
            x += 26
        said = f"limit {amount(self._trend.limit, self._trend.unit)}"
        self._text((_LEFT + 8, y - 8), said, 26, _LIMIT, "ls")

    def _line(self, points: list[Point], colour: str, width: int) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._pen.line(scaled, colour, width * _SCALE, joint="curve")

    def _text(self, at: Point, text: str, size: int, colour: str, anchor: str = "la") -> None:
        for unknown, known in _UNDRAWABLE.items():
            text = text.replace(unknown, known)
        font = ImageFont.load_default(size * _SCALE)
        room = (WIDTH - at[0] - _RIGHT) * _SCALE if anchor == "la" else WIDTH * _SCALE
        while len(text) > 1 and font.getlength(text) > room:
            text = f"{text[:-2]}…"
        place = (at[0] * _SCALE, at[1] * _SCALE)
        self._pen.text(place, text, font=font, fill=colour, anchor=anchor)


def _round_step(highest: float, unit: str) -> float:
    """The distance of the grid's lines: a round number, so that there are four at most."""
    least = highest / 4
    if unit != "%" and highest >= 1:
        least = max(least, 0.5)
    power = 10.0 ** math.floor(math.log10(least))
    return next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= least * (1 - 1e-9))
