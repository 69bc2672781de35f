"""What the check finds of the keyboard."""

from __future__ import annotations

from enum import unique

from experiment.messages.checks.named import Check
from experiment.messages.checks.state import CheckState
from experiment.messages.text import Text

_DIRECTLY = "connect the keyboard directly, not through a hub; try another one; look at the line “keyboard” above"
_CONNECT = Text(
    "connect a keyboard; or install psychtoolbox again: PsychoPy's other keyboards lose presses, or stamp them when "
    "they are read",
    "brancher un clavier ; sinon, prévenir le responsable de cet ordinateur",
)
_TAP = f"check again and tap when asked; if you did tap, the keyboard is not heard: {_DIRECTLY}"
_TOO_FEW = Text("{taps} taps came within {patience_s:.0f} s", "{taps} en {patience_s:.0f} s")
_EXACTLY_FR = (
    "vérifier à nouveau, en appuyant exactement 10 fois ; sinon ce clavier en perd, et il faut en essayer un autre"
)


@unique
class OfKeyboard(CheckState):
    """What the check finds of the keyboard."""

    LISTENED_BY_QUEUE = (
        Check.KEYBOARD,
        Text("{source}, keyboards: {devices}", "il est écouté par {source}, claviers : {devices}"),
    )
    NO_KEYBOARD = (
        Check.KEYBOARD,
        Text("{source}, keyboards: 0", "aucun n’est trouvé (par {source})"),
        _CONNECT,
    )
    LISTENED_OTHERWISE = (
        Check.KEYBOARD,
        Text("{source}, keyboards: {devices}", "il est écouté par {source}, qui peut perdre des appuis"),
        _CONNECT,
    )
    FEW_TAPS = (
        Check.KEY_TAPS,
        _TOO_FEW,
        Text(
            _TAP,
            "vérifier à nouveau, et appuyer sur la barre d’espace quand cela est demandé ; sinon, essayer un autre "
            "clavier",
        ),
    )
    NOT_TAPPED = (
        Check.KEY_TAPS,
        Text(
            "left out, as --without-taps asks: key down and up, key stamps, keys through a stall",
            "ils ont été laissés de côté",
        ),
        Text(
            "run the check without --without-taps before a study",
            "vérifier à nouveau, avec les appuis, avant une étude",
        ),
    )
    PRESSES_AND_RELEASES = (
        Check.KEY_DOWN_AND_UP,
        Text("{presses} presses and {releases} releases", "{presses} appuis et {releases} relâchements"),
        Text(_DIRECTLY, "brancher le clavier directement, sans concentrateur ; en essayer un autre"),
    )
    PLACES_IN_FRAMES = (
        Check.KEY_STAMPS,
        Text(
            "the places of {presses} presses within their frames have a concentration of {concentration:.2f} "
            "(0: anywhere, 1: always the same)",
            "les {presses} appuis tombent au même endroit de leur image, à {concentration:.2f} sur 1",
        ),
        Text(
            "presses are stamped when a frame is shown, not when they happen: install psychtoolbox again",
            "prévenir le responsable de cet ordinateur, car ils sont datés trop tard (psychtoolbox est à réinstaller)",
        ),
    )
    FEW_STALLED_TAPS = (Check.KEYS_THROUGH_A_STALL, _TOO_FEW, Text(_TAP, _EXACTLY_FR))
    CAME_THROUGH = (
        Check.KEYS_THROUGH_A_STALL,
        Text("{presses} of {asked} presses came through", "{presses} reçus sur {asked}"),
        Text(
            "if you tapped another number of times, check again; otherwise this keyboard loses presses: try another "
            "one",
            _EXACTLY_FR,
        ),
    )
