"""Where one message lies, what a button reaches, and how probable it is that every copy is gone.

**Model.** A message leaves readable copies in *places*, and goes from one place to the next along *flows*. Each place
has a holder, who can erase there, and lies somewhere: in an app, in the app's other files (its log, the free
pages of :mod:`takedown.models.deletion`), elsewhere on a handset, on a linked device, in a backup, on a server, with
the police. A *button* reaches places by holder and by where they lie; *reached* means that the place is told to erase,
not that it does (:mod:`takedown.models.flash` and chapter 9 ask that). A place counts once, and only if the copy there
can be read: the server's copy counts if the keys are there too.

**Buttons.** *messages*: the messages in one person's app. *app*: one person's app with all its files. *phone*: all of
one person's handset. *timer*: the messages in the app on every handset and linked device, as disappearing messages do.
*both*: all of the sender's and the recipients' handsets. *service*: what the provider's server holds.

**All gone.** If each of n copies goes with probability p and independently, all go with p**n; with unlike copies, the
product. Independence is an assumption. With a *common cause* of share c, one event decides for all copies together in
a share c of the cases, and each goes by itself in the rest: c p + (1 - c) p**n.

**Cases.** One rule for all: a case names a place if public sources tell both where the copy lay from which the police
read and of a button or a deletion, and :func:`verdict` computes whether that button reaches the place. What a program
had passed on from a phone lies with the police. "not known" means that the sources read for this book leave the copy or
the button open; "no reading known" that none of them reports that messages were read. How a copy was made readable is
not asked. For the notifications it is taken that removing an app tells the app and its files only; the maker's note on
notifications marked for deletion leaves that open.

**Left out.** Copies that people make (screenshots, notes, memory), the push service, messages that are delivered after
the button, copies of copies in backups of backups, copies that a holder deletes unasked or a place loses with time, and
whether anybody presses in time. No success rate of a real button is published;
the probabilities are inputs.

**Units.** Probabilities and shares from 0 to 1; copies are counted.

**Sources** of the cases: Ennetcom, 2016 ONSC 5699 and Reformatorisch Dagblad (2018); PGP Safe, NRC (2019); Phantom
Secure, the FBI's account in Southern Maryland Chronicle (2018); IronChat, De Gelderlander (2019) on the hearing;
EncroChat, Security.NL and nieuws.nl (2020); Sky ECC, NU.nl and Security.NL (2021); ANOM, [2023] SASC 45 and Europol by
The Nomad Today (2021); Exclu, Inside IT (2023); Ghost, iTnews by cybernoz.com (2024); MATRIX, Security.NL (2024);
notification store, 404 Media by routley.io (2026).
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from takedown.models import Parameter, check, given, one_of

Where = Literal["app", "files", "phone", "device", "backup", "server", "police"]
Verdict = Literal["reached", "not reached", "not known", "no reading known"]

SENDER: Final = "sender"
BUTTONS: Final = ("messages", "app", "phone", "timer", "both", "service")
_ONE_PERSON: Final[dict[str, frozenset[Where]]] = {
    "messages": frozenset({"app"}),
    "app": frozenset({"app", "files"}),
    "phone": frozenset({"app", "files", "phone"}),
}
_EVERYBODY: Final[dict[str, frozenset[Where]]] = {
    "timer": frozenset({"app", "device"}),
    "both": frozenset({"app", "files", "phone"}),
    "service": frozenset({"server"}),
}
PARAMETERS: Final = (
    Parameter("success", "probability", 0.0, 1.0, 0.01, 0.9),
    Parameter("copies", "copies", 1, 20, 1, 8),
    Parameter("share", "share of cases with a common cause", 0.0, 1.0, 0.05, 0.5),
)
_COUNTS: Final = (
    Parameter("recipients", "recipients", 1, 50, 1, 1),
    Parameter("devices", "linked devices for each person", 0, 10, 1, 0),
    Parameter("trials", "trials", 1, 1_000_000, 1, 10_000),
)


@dataclass(frozen=True)
class Place:
    """A place where a copy lies: its id and name, who holds it, where it is, and whether the copy can be read there."""

    id: str
    name: str
    holder: str
    where: Where
    readable: bool = True


@dataclass(frozen=True)
class Graph:
    """Places, and the flows (from, to) by which copies come about."""

    places: tuple[Place, ...]
    flows: tuple[tuple[str, str], ...]

    def __getitem__(self, place: str) -> Place:
        """The place with this id.

        Raises:
            ValueError: there is none.
        """
        for each in self.places:
            if each.id == place:
                return each
        raise ValueError(f"there is no place {place!r}; there are {', '.join(each.id for each in self.places)}")


@dataclass(frozen=True)
class Case:
    """A case, and the copy from which the police read as far as public sources tell.

    Attributes:
        service: the name by which the case is known.
        year: when it became public.
        copy: what is known of the copy, in this book's words.
        place: id of the place in the graph of :attr:`graph`; "" where the copy or the button is not known.
        button: the button that the case is about, one of :data:`BUTTONS`.
        who: whose button it is.
        options: what the graph has besides the usual: arguments of :func:`message`.
        otherwise: the verdict where no place can be named.
    """

    service: str
    year: int
    copy: str
    place: str = ""
    button: str = "phone"
    who: str = SENDER
    options: tuple[str, ...] = ()
    otherwise: Verdict = "not known"

    @property
    def graph(self) -> Graph:
        """The copies of one message in this case."""
        return message(**dict.fromkeys(self.options, True))


def message(  # noqa: PLR0913  # the kinds of places, all named
    *,
    recipients: int = 1,
    devices: int = 0,
    backup: bool = True,
    notifications: bool = True,
    server: bool = True,
    keys_on_server: bool = False,
    tap: bool = False,
    update: bool = False,
) -> Graph:
    """The places of one message.

    Args:
        recipients: how many people get it.
        devices: linked devices of each person, besides the handset.
        backup: whether each person's handset is backed up elsewhere.
        notifications: whether a recipient's handset keeps what a notification showed.
        server: whether it passes through the provider's server, where a copy waits.
        keys_on_server: whether that copy can be read there.
        tap: whether what passes through the server is recorded by the police and can be read.
        update: whether a program on the sender's phone, the app itself or another, hands a copy to the police.

    Raises:
        ValueError: a value out of bounds, or a tap without a server.
    """
    check(_COUNTS, recipients=recipients, devices=devices)
    if tap and not server:
        raise ValueError("tap is True and server is False: a tap needs the server through which the message passes")
    people = [SENDER, *(f"recipient {number}" for number in range(1, recipients + 1))]
    places, flows = [], []
    for person in people:
        app = f"{person} app"
        places.append(Place(app, f"the app of the {person}", person, "app"))
        places.append(Place(f"{person} files", f"log and free pages of the app of the {person}", person, "files"))
        flows.append((app, f"{person} files"))
        if notifications and person != SENDER:
            places.append(Place(f"{person} notifications", f"notifications of the {person}", person, "phone"))
            flows.append((app, f"{person} notifications"))
        if backup:
            places.append(Place(f"{person} backup", f"backup of the {person}", "backup company", "backup"))
            flows.append((app, f"{person} backup"))
        for number in range(1, devices + 1):
            device = f"{person} device {number}"
            places.append(Place(device, f"linked device {number} of the {person}", person, "device"))
            flows.append(("server" if server else f"{SENDER} app", device))
        if person != SENDER:
            flows.append(("server" if server else f"{SENDER} app", app))
    if server:
        places.append(Place("server", "the provider's server", "provider", "server", readable=keys_on_server))
        flows.append((f"{SENDER} app", "server"))
    if tap:
        places.append(Place("police server", "what the police recorded on the way", "police", "police"))
        flows.append(("server", "police server"))
    if update:
        places.append(Place("police copy", "what a program on the phone handed over", "police", "police"))
        flows.append((f"{SENDER} app", "police copy"))
    return Graph(tuple(places), tuple(flows))


def arrivals(graph: Graph, start: str = f"{SENDER} app") -> tuple[str, ...]:
    """The places to which copies come from ``start``, itself first, nearest first.

    Raises:
        ValueError: there is no such place.
    """
    waiting, seen = deque([graph[start].id]), {start: None}
    while waiting:
        here = waiting.popleft()
        for origin, target in graph.flows:
            if origin == here and target not in seen:
                seen[graph[target].id] = None
                waiting.append(target)
    return tuple(seen)


def reached(graph: Graph, button: str | Sequence[str], who: str = SENDER) -> tuple[str, ...]:
    """The places that a button, or several, reach: whether the copy there is readable or not.

    Raises:
        ValueError: no such button, or nobody of that name.
    """
    buttons = (button,) if isinstance(button, str) else tuple(button)
    one_of("who", who, sorted({place.holder for place in graph.places if place.where == "app"}))
    for each in buttons:
        one_of("button", each, BUTTONS)
    return tuple(place.id for place in graph.places if any(_reaches(each, place, who) for each in buttons))


def not_reached(graph: Graph, button: str | Sequence[str], who: str = SENDER) -> tuple[str, ...]:
    """The places with a readable copy that a button, or several, do not reach."""
    gone = set(reached(graph, button, who))
    return tuple(place.id for place in graph.places if place.readable and place.id not in gone)


def left(graph: Graph, button: str | Sequence[str], who: str = SENDER) -> tuple[str, ...]:
    """The places with a readable copy after the button: those where one had come and that are not reached."""
    there = set(arrivals(graph))
    return tuple(place for place in not_reached(graph, button, who) if place in there)


# --- How probable it is that all are gone ---


def all_gone(successes: Sequence[float]) -> float:
    """The product: the probability that every copy is gone, if each goes by itself with its own probability."""
    for success in successes:
        check(PARAMETERS, success=success)
    return math.prod(successes)


def independent(success: float, copies: int) -> float:
    """The same for ``copies`` copies that are alike."""
    check(PARAMETERS, success=success, copies=copies)
    return float(success**copies)


def common_cause(success: float, copies: int, share: float) -> float:
    """The probability that every copy is gone, if in a ``share`` of the cases one event decides for all of them."""
    check(PARAMETERS, success=success, copies=copies, share=share)
    return share * success + (1 - share) * float(success**copies)


def simulate(success: float, copies: int, share: float, trials: int, seed: int) -> int:
    """In how many of ``trials`` every copy went; the same seed gives the same count."""
    check(PARAMETERS, success=success, copies=copies, share=share)
    check(_COUNTS, trials=trials)
    draw = random.Random(seed).random  # noqa: S311  # repeatable on purpose, keeps no secret
    gone = 0
    for _ in range(trials):
        events = 1 if draw() < share else copies
        gone += all(draw() < success for _ in range(events))
    return gone


def chance_all_gone(graph: Graph, button: str | Sequence[str], success: float, who: str = SENDER) -> float:
    """The probability that no readable copy is left: 0 if one is not reached, else the product over those reached."""
    if left(graph, button, who):
        return 0.0
    there = set(arrivals(graph))
    number = sum(1 for place in reached(graph, button, who) if graph[place].readable and place in there)
    return all_gone([success] * number)


def rows(**parameters: float) -> list[dict[str, float | str]]:
    """The table behind the figure: for 1 to ``copies`` copies, the probability in per cent that all are gone.

    Columns: ``copies``; ``independent``; ``common cause``, at the given share; ``one event``, if it always decides.

    Raises:
        TypeError: a parameter that the model does not have.
    """
    chosen = given(PARAMETERS, parameters)
    success, share = chosen["success"], chosen["share"]
    return [
        {
            "copies": number,
            "independent": 100 * independent(success, number),
            "common cause": 100 * common_cause(success, number, share),
            "one event": 100 * common_cause(success, number, 1.0),
        }
        for number in range(1, int(chosen["copies"]) + 1)
    ]


# --- The cases ---

CASES: Final = (
    Case(
        "Ennetcom", 2016, "the copy on the server; whether the keys were the company's is disputed",
        "server", options=("keys_on_server",),  # as the police said; the verdict does not depend on it
    ),
    Case("PGP Safe", 2017, "on seized servers, as the prosecution said; no button is known"),
    Case(
        "Phantom Secure", 2018, "no reading of messages is known; the company wiped phones, as the FBI said",
        otherwise="no reading known",
    ),
    Case("IronChat", 2018, "what passed through the server, recorded by the police", "police server", options=("tap",)),
    Case("EncroChat", 2020, "taken on the phone by malware and passed on", "police copy", options=("update",)),
    Case("Sky ECC", 2021, "recorded on the way, as the prosecution said", "police server", options=("tap",)),
    Case("ANOM", 2021, "a second copy, made at the press of send", "police copy", options=("update",)),
    Case("Exclu", 2023, "tied to seized servers; which copy was read has not been published"),
    Case("Ghost", 2024, "handed over by the altered app", "police copy", button="both", options=("update",)),
    Case("MATRIX", 2024, "which copy was read has not been published, and no button is known"),
    Case(
        "notification store", 2026, "what notifications had shown, kept by the handset after the app was deleted",
        "recipient 1 notifications", button="app", who="recipient 1",
    ),
)  # fmt: skip


def verdict(case: Case) -> Verdict:
    """Whether the button of the case reaches the copy from which the police read, computed where a place is named.

    Raises:
        ValueError: the place is not in the graph, or no copy comes there.
    """
    if not case.place:
        return case.otherwise
    if case.place not in arrivals(case.graph):
        raise ValueError(f"in the case {case.service} no copy comes to {case.place!r}")
    return "reached" if case.place in reached(case.graph, case.button, case.who) else "not reached"


def checklist() -> list[dict[str, str]]:
    """One row for each case: ``case``, ``year``, ``copy``, ``button``, ``verdict``."""
    return [
        {
            "case": case.service,
            "year": str(case.year),
            "copy": case.copy,
            "button": case.button if case.place else "",
            "verdict": verdict(case),
        }
        for case in CASES
    ]


def _reaches(button: str, place: Place, who: str) -> bool:
    if button in _EVERYBODY:
        return place.where in _EVERYBODY[button]
    return place.holder == who and place.where in _ONE_PERSON[button]
