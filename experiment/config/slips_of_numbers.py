"""What people write for a number, taken for what was meant: a comma, a unit, quotes, a letter, two numbers for a range.

Nothing is proposed that would be refused, and no number that is only a part of what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from experiment.config.as_meant import Quantity, near_whole, quantity, unit_of, with_digits
from experiment.config.faults import Fault
from experiment.config.yaml_source import Path_

OF_NUMBERS = frozenset({Fault.NOT_A_NUMBER, Fault.NOT_A_WHOLE_NUMBER})
"""Something is there, and is no number."""

_WITH_REMARK = re.compile(r"-?\d+(?:[.,]\d+)? +([^\W\d]|//|--|;)")
_ENDED = re.compile(r"(-?\d+(?:\.\d+)?)\s*[,;.]")
"""A number with a sign behind it that parts or ends something elsewhere."""
_CLOCK = re.compile(r"(\d{1,3})[:h]([0-5]\d)")
"""Hours as a clock shows them."""
_BETWEEN = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|to|à|a|\.{2,3})\s*(\d+(?:\.\d+)?)")
"""Two numbers for from … to."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A number whose sign may part thousands, or be a decimal one."""

_SHORTENED = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?")
"""A number as computers write it, which YAML 1.1 takes for text: -.1, 1e-1."""
_NONE = frozenset({
    "none", "no", "unlimited", "infinite", "infinity", "inf", ".inf", "never", "nil", "na", "n/a", "-", "nothing",
    "off", "∞",
    "aucun", "aucune", "sans", "illimité", "illimitée", "jamais", "non", "ninguno", "ninguna", "sin", "nunca",
})  # fmt: skip
"""What people write for: there is none."""

Said = tuple[Fault, dict[str, object]]


def number_slip(fault: Fault, path: Path_, name: str, value: object, holds: Callable[[object], bool]) -> Said:
    """Take what is no number for the one that was meant.

    Parameters
    ----------
    fault
        What is known of it: no number, or no whole one.
    path, name
        Where it stands, and the key there.
    value
        What stands there.
    holds
        Whether something else would be taken there.

    Returns
    -------
    tuple
        What is wrong, and the facts of it.
    """
    if isinstance(value, str):
        return _of_words(fault, path, name, value, holds)
    if fault is Fault.NOT_A_WHOLE_NUMBER and isinstance(value, float):
        return fault, {"suggestion": near_whole(value, name, holds)}
    if name == "duration_s" and isinstance(value, tuple) and len(value) == 2:
        low, high = sorted(value, key=str) if any(isinstance(one, str) for one in value) else sorted(value)
        if holds({"uniform": (low, high)}):
            return Fault.RANGE_WITHOUT_NAME, {"low": low, "high": high}
    return fault, {}


def quoted_or_percent(fault: Fault, name: str, value: object, holds: Callable[[object], bool]) -> Said | None:
    """Find true and false in quotes, and a number of percent where a share of 1 is wanted."""
    if fault is Fault.NOT_TRUE_OR_FALSE and (word := str(value).strip().lower()) in ("true", "false"):
        return Fault.WORD_IN_QUOTES, {"word": word}
    if fault is Fault.TOO_LARGE and name.endswith("_share") and isinstance(value, int | float) and holds(value / 100):
        return Fault.PERCENT_FOR_SHARE, {"share": f"{value / 100:g}"}
    return None


def other_than_words(annotations: Sequence[Any]) -> str:
    """Name the number that may stand where one of some words may, as a part of a sentence."""
    if int in annotations:
        return ", a whole number"
    return ", a number" if float in annotations else ""


def as_list(value: object) -> tuple[tuple[object, ...], str]:
    """Take what is no list for the one that it was meant to be: its entries, and how it is written; empty, if none."""
    if not isinstance(value, str):
        return (), ""
    value = re.sub(r"^[\[({](.*)[\])}]$", r"\1", value.strip())
    ends = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:-|–|to|à|a)\s*(\d+(?:\.\d+)?)", value)
    words = list(ends.groups()) if ends else [word for word in re.split(r"[,;\s]+", value) if word]
    entries = tuple(figure(word) if re.fullmatch(r"\d+(?:\.\d+)?", word) else word for word in words)
    return entries, f"[{', '.join(words)}]"


def figure(written: str) -> float:
    """Return a number that is written with digits."""
    return float(written) if "." in written else int(written)


def _of_words(fault: Fault, path: Path_, name: str, value: str, holds: Callable[[object], bool]) -> Said:
    if (ended := _ENDED.fullmatch(value.strip())) and holds(figure(ended[1])):
        return fault, {"suggestion": f": {ended[1]}, with nothing behind it"}
    if value.strip().lower() in _NONE and holds(None):
        return fault, {"suggestion": ", or null if there is none"}
    if quantity(value) is None and _SHORTENED.fullmatch(value.strip()):
        return _written_out(fault, name, Decimal(value.strip()), holds)
    if digits := with_digits(value):
        return Fault.LETTER_FOR_DIGIT, {
            "suggestion": f": {digits}, if that is meant" if holds(figure(digits)) else "",
        }
    if path[:1] == ("visits",) and name == "list" and not value.strip().isdecimal():
        return Fault.NOT_A_PLACE, {}
    if name == "duration_s" and (ends := _BETWEEN.fullmatch(value.strip())):
        low, high = ends.groups()
        if holds({"uniform": (figure(low), figure(high))}):
            return Fault.RANGE_AS_TEXT, {"low": low, "high": high}
    if name.endswith("_h") and (clock := _CLOCK.fullmatch(value.strip())):
        hours = round(int(clock[1]) + int(clock[2]) / 60, 2)
        return fault, {"suggestion": f" of hours: {hours:g}" if holds(hours) else ""}
    if _THOUSANDS.fullmatch(value.strip()):
        return fault, {"suggestion": _decimal_or_thousands(value.strip(), holds)}
    if given := quantity(value):
        return _number(fault, name, given, holds)
    if _WITH_REMARK.match(value):
        return fault, {"suggestion": " alone; a remark goes behind #, at the end of the line"}
    return fault, {}


def _written_out(fault: Fault, name: str, number: Decimal, holds: Callable[[object], bool]) -> Said:
    if fault is Fault.NOT_A_WHOLE_NUMBER and number % 1:
        return fault, {"suggestion": near_whole(float(number), name, holds)}
    digits = f"{number:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return Fault.NUMBER_SHORTENED, {"number": digits}


def _decimal_or_thousands(text: str, holds: Callable[[object], bool]) -> str:
    """Propose both numbers that a text like 1,500 may be, as far as they would be taken."""
    decimal, thousands = float(text.replace(",", ".")), int(re.sub(r"\D", "", text))
    both = [f"{int(decimal) if decimal.is_integer() else decimal:g}", str(thousands)]
    meant = [one for one in dict.fromkeys(both) if holds(figure(one))]
    return f": {' or '.join(meant)}" if meant else ""


def _number(fault: Fault, name: str, given: Quantity, holds: Callable[[object], bool]) -> Said:
    """Take a text for the number that it was meant to be."""
    number = given.in_unit_of(name)
    if fault is Fault.NOT_A_WHOLE_NUMBER:
        if not float(number).is_integer():
            return fault, {"suggestion": near_whole(float(number), name, holds)}
        number = str(int(float(number)))
    if given.unit:
        unit = unit_of(name)
        return Fault.NUMBER_WITH_UNIT, {"number": number, "in_unit": f", in {unit}" if unit else ""}
    if given.has_comma and fault is Fault.NOT_A_WHOLE_NUMBER:
        return fault, {"suggestion": f": {number}" if holds(figure(number)) else ""}
    return (Fault.DECIMAL_COMMA if given.has_comma else Fault.NUMBER_IN_QUOTES), {"number": number}
