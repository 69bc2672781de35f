"""What the check finds of monitor, refresh and drawing."""

from __future__ import annotations

from enum import unique

from experiment.messages.checks.named import Check
from experiment.messages.checks.state import CheckState
from experiment.messages.text import Text

_GRAPHICS_EN = (
    "update the graphics driver; switch vertical synchronisation on, variable refresh (G-Sync, FreeSync) and power "
    "saving off; close other programs"
)
_GRAPHICS_FR = (
    "mettre à jour le pilote de la carte graphique ; y activer la synchronisation verticale, y désactiver le "
    "rafraîchissement variable (G-Sync, FreeSync) et l’économie d’énergie ; fermer les autres programmes"
)
_GRAPHICS = Text(_GRAPHICS_EN, _GRAPHICS_FR)
_ENTRY_FR = "prévenir le responsable de cet ordinateur, qui décrira cet écran dans configs/displays.yaml"
_ENTRY = Text("give this computer's screen an entry in configs/displays.yaml", _ENTRY_FR)
_JUDGED_THEN = Text("give this computer's screen an entry in configs/displays.yaml, then this can be judged", _ENTRY_FR)
_RATE = Text(
    "set the refresh rate in the system's display settings, or correct configs/displays.yaml; half of what is expected "
    "means that each frame waits for two refreshes: switch off the compositor or full-screen scaling",
    "la régler dans les réglages d’affichage ; si elle y est juste, " + _ENTRY_FR,
)
_NEAREST = Text(
    "{found_hz:.2f} Hz measured, {nearest_hz:g} Hz is the nearest rate that displays have; what it should be is not "
    "known here",
    "{found_hz:.2f} Hz mesurés, la fréquence usuelle la plus proche étant {nearest_hz:g} Hz ; celle qui est attendue "
    "n’est pas connue",
)
_EARLY = Text(
    "{early_pct:.2f} % of flips came less than half a frame after the one before",
    "{early_pct:.2f} % des images viennent moins d’une demi-image après la précédente",
)
_LOST = Text(
    "{lost} of {frames} frames lost, the longest interval {longest_ms:.1f} ms",
    "{lost} sur {frames}, le plus long intervalle {longest_ms:.1f} ms",
)
_SCALED_FR = (
    "la régler à 100 % (Windows : Paramètres, Système, Affichage, Mise à l’échelle), puis fermer la session de cet "
    "ordinateur et la rouvrir"
)
_SCALED = Text(
    "set the scaling of this screen to 100 % (Windows: Settings, System, Display, Scale), sign out and in again",
    _SCALED_FR,
)
_OTHER_PROGRAMS = Text(
    "close other programs; look at the lines of the display above",
    "fermer les autres programmes, et voir les lignes sur l’écran ; si cela revient, prévenir le responsable de "
    "l’étude, car cette durée ne convient peut-être pas à cet écran",
)


@unique
class OfDisplay(CheckState):
    """What the check finds of monitor, refresh and drawing."""

    WINDOW_AT = (
        Check.MONITOR,
        Text("the window has {size} pixels at {corner}", "la fenêtre occupe {size} pixels à partir de {corner}"),
        Text(
            "correct screen: in configs/displays.yaml, or make the participant's monitor the first one in the system's "
            "display settings; another desktop (GNOME, Xfce) may place windows where LXDE and LXQt do not",
            "faire de l’écran de la personne le premier dans les réglages d’affichage ; sinon " + _ENTRY_FR,
        ),
    )
    SHOWN_ALONE = (Check.MIRRORED, Text("no other monitor shows it", "aucun autre écran ne la montre"))
    SHOWN_TWICE = (
        Check.MIRRORED,
        Text("another monitor shows the same picture", "un autre écran montre la même image"),
        Text(
            "extend the desktop instead of mirroring it, or unplug the other monitor: the task keeps step with one",
            "étendre le bureau au lieu de le dupliquer, ou débrancher l’autre écran, car la tâche n’en suit qu’un",
        ),
    )
    STEADY = (
        Check.VARIABLE_REFRESH,
        Text("neither monitor nor driver says that it would", "ni l’écran ni son pilote ne l’annoncent"),
    )
    MAY_VARY = (
        Check.VARIABLE_REFRESH,
        Text(
            "the monitor can vary its refresh (FreeSync, G-Sync, Adaptive-Sync)",
            "l’écran peut faire varier son rafraîchissement (FreeSync, G-Sync, Adaptive-Sync)",
        ),
        Text(
            "switch it off in the monitor's menu or the graphics driver",
            "le désactiver dans le menu de l’écran ou le pilote de la carte graphique",
        ),
    )
    UNPACED = (
        Check.VSYNC,
        Text(
            "the display does not wait for its refresh: {flips_per_s:.0f} flips per second",
            "l’écran n’attend pas son rafraîchissement, {flips_per_s:.0f} images par seconde",
        ),
        Text(
            "switch vertical synchronisation on, and variable refresh (G-Sync, FreeSync) off, in the graphics driver, "
            "then check again: until then no duration can be kept, and none was tried",
            _GRAPHICS_FR,
        ),
    )
    EARLY_FLIPS = (
        Check.VSYNC,
        _EARLY,
        Text(f"the display is not synchronised: {_GRAPHICS_EN}", _GRAPHICS_FR),
    )
    EARLY_FLIPS_BY_A_GUESS = (
        Check.VSYNC,
        Text(
            f"{_EARLY.en}, if the rate is the nearest that displays have",
            f"{_EARLY.fr}, si la fréquence est la plus proche de celles qui sont usuelles",
        ),
        _JUDGED_THEN,
    )
    EXPECTED_BY_FILE = (
        Check.EXPECTED_REFRESH,
        Text(
            "{expected_hz:g} Hz, says configs/displays.yaml ({display})",
            "{expected_hz:g} Hz, selon configs/displays.yaml ({display})",
        ),
    )
    EXPECTED_BY_SYSTEM = (
        Check.EXPECTED_REFRESH,
        Text("{expected_hz:g} Hz, says the system", "{expected_hz:g} Hz, selon le système"),
    )
    EXPECTED_BY_NOBODY = (
        Check.EXPECTED_REFRESH,
        Text(
            "nobody says: half or double of it would look as good",
            "rien ne la dit, et la moitié ou le double passerait aussi bien",
        ),
        _ENTRY,
    )
    RATE_AGAINST_EXPECTED = (
        Check.REFRESH,
        Text(
            "{found_hz:.2f} Hz measured, {nearest_hz:g} Hz expected",
            "{found_hz:.2f} Hz mesurés, {nearest_hz:g} Hz attendus",
        ),
        _RATE,
    )
    RATE_OFF_THE_NEAREST = (Check.REFRESH, _NEAREST, _RATE)
    RATE_NEAR_A_GUESS = (Check.REFRESH, _NEAREST, _JUDGED_THEN)
    NO_SINGLE_FRAME = (
        Check.JITTER,
        Text("no interval is one frame long", "aucun intervalle n’est d’une image"),
        _GRAPHICS,
    )
    INTERVALS_VARY = (
        Check.JITTER,
        Text(
            "intervals of one frame vary with SD {sd_ms:.3f} ms",
            "les intervalles d’une image varient, écart-type {sd_ms:.3f} ms",
        ),
        _GRAPHICS,
    )
    LOST_IDLE = (Check.IDLE_LOST, _LOST, _GRAPHICS)
    LOST_HEAVIEST = (Check.HEAVIEST_LOST, _LOST, _GRAPHICS)
    DRAWING_TAKES = (
        Check.DRAW_HEADROOM,
        Text(
            "drawing the heaviest screen ({screen}) takes {median_ms:.2f} ms, 99 % within {worst_ms:.2f} ms",
            "l’écran le plus chargé se dessine en {median_ms:.2f} ms, 99 fois sur 100 en moins de {worst_ms:.2f} ms",
        ),
        Text(
            "use a computer with a graphics card of its own, or a smaller screen",
            "prendre un ordinateur qui a sa propre carte graphique, ou un écran plus petit",
        ),
    )
    PIXELS_DRAWN = (
        Check.PIXELS,
        Text("{requested} asked for, {drawn} drawn", "{requested} demandés, {drawn} dessinés"),
        Text("set the system's scaling to 100 %", "régler l’échelle du système à 100 %"),
    )
    SAME_PICTURE = (
        Check.PICTURE,
        Text("every pixel is as laid out", "chaque pixel est tel qu’il a été composé"),
    )
    OTHER_PICTURE = (
        Check.PICTURE,
        Text("some pixels differ from what was laid out", "des pixels diffèrent de ce qui a été composé"),
        Text(
            "switch off colour filters and smoothing of the graphics driver",
            "désactiver les filtres de couleur et le lissage dans le pilote de la carte graphique",
        ),
    )
    SIZES = (Check.SCALING, Text("window {window}, drawn {drawn}", "fenêtre {window}, dessin {drawn}"), _SCALED)
    SIZES_AND_MODE = (
        Check.SCALING,
        Text(
            "window {window}, drawn {drawn}, the screen's mode {mode}",
            "fenêtre {window}, dessin {drawn}, mode de l’écran {mode}",
        ),
        _SCALED,
    )
    DURATION_KEPT = (
        Check.DURATION,
        Text(
            "mean error {mean_ms:+.2f} ms, largest {worst_ms:.2f} ms, {times} of {most} times",
            "erreur moyenne {mean_ms:+.2f} ms, la plus grande {worst_ms:.2f} ms",
        ),
        _OTHER_PROGRAMS,
    )
    DURATION_BETWEEN_FRAMES = (
        Check.DURATION,
        Text(
            "mean error {mean_ms:+.2f} ms, largest {worst_ms:.2f} ms, {times} of {most} times, shown as {frames} "
            "frames, {shown_ms:.1f} ms",
            "montrée en {frames} images, {shown_ms:.1f} ms ; erreur moyenne {mean_ms:+.2f} ms, la plus grande "
            "{worst_ms:.2f} ms",
        ),
        Text(
            "choose another refresh rate or another duration: this one falls between two frames",
            "prendre une autre fréquence de l’écran ; sinon, prévenir le responsable de l’étude, car cette durée tombe "
            "entre deux images",
        ),
    )
