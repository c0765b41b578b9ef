"""Law as data: what follows in which law if somebody erases a device, decided by who, when, why and on whose device.

A rule is a row of a decision table. For each of the four facts of :data:`FACTS` it lists the values on which it fits;
the first row of a jurisdiction that fits decides, so the particular stands before the general. The answer names that
rule and its source. It is one of

- ``offence``: the words of a statute, or a decision that was read, make the act an offence on these facts;
- ``exempt``: the act is described, and the law leaves this person unpunished for it;
- ``no offence``: the act is not described by the rules of this book;
- ``unsettled``: the words lean one way, no decision was found that says so; :attr:`Answer.leans` says which way;
- ``not known``: a fact is missing on which the answer turns; :attr:`Answer.turns_on` names it;
- ``not covered``: no rule of this book speaks of these facts, and the answer says what is covered.

A fact may be given as ``not known``. Then every value that it can have is tried: if all lead to the same answer, that
is the answer, for a fact that changes nothing need not be established.

**Taken for granted.** There was a crime, or there may have been one, and the erased data would have shown something of
it.

**Left out.** That crime itself; attempt, complicity and sentence; powers of search;
what an erasure does to a pre-trial detention; in Dutch law, whoever helps another before an inquiry could be expected;
everything that depends on the case. A row is a summary of a text as it
was read on the day in ``checked``. Nothing here is legal advice.

**Units.** None: all facts are words. There is nothing to move by a slider, so :data:`PARAMETERS` is empty.

**Sources.** Each row carries its own. The functions take the text of the data file, never a path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from types import MappingProxyType
from typing import Final

from takedown.models import Parameter
from takedown.models.datarows import VERIFIED, day_of, texts_of, word_of

OFFENCE: Final = "offence"
EXEMPT: Final = "exempt"
NO_OFFENCE: Final = "no offence"
UNSETTLED: Final = "unsettled"
NOT_KNOWN: Final = "not known"
NOT_COVERED: Final = "not covered"
OUTCOMES: Final = (OFFENCE, EXEMPT, NO_OFFENCE)

FACTS: Final = MappingProxyType(
    {
        "who": ("suspect", "relative", "other", "provider", "official"),
        "when": ("nothing has happened", "before seizure", "at the search", "after seizure"),
        "motive": ("own prosecution", "a relative's prosecution", "another's prosecution", "reputation", "routine"),
        "device": ("own", "another's, with leave", "another's, without right"),
    }
)
"""The four facts and their values.

``suspect`` is whoever's prosecution is or would be at stake; ``nothing has happened`` means that nobody could expect an
inquiry, ``at the search`` that officers are there and have given an order about the device. ``reputation`` stands for
every wish to keep something from an inquiry for another reason than a prosecution; ``routine`` for a schedule or a
security measure that would have run in any case.
"""

PARAMETERS: Final[tuple[Parameter, ...]] = ()
_TEXTS: Final = ("jurisdiction", "article", "title", "statement", "outcome", "source", "verified", "would_change")


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    Attributes:
        id: short name, as in the data.
        jurisdiction: whose law it is.
        who, when, motive, device: the values on which it fits.
        article: the article or decision.
        title: what the row is called in this book.
        statement: what it says, in one sentence.
        outcome: one of :data:`OUTCOMES`; where the row is unsettled, the way in which it leans.
        settled: whether the words or a decision that was read give the outcome without a step of our own.
        source: where it was read (a key of references.bib).
        verified: primary (the text itself), secondary (somebody's account of it) or unverified.
        checked: the day on which we last looked.
        would_change: what would change this row.
    """

    id: str
    jurisdiction: str
    who: tuple[str, ...]
    when: tuple[str, ...]
    motive: tuple[str, ...]
    device: tuple[str, ...]
    article: str
    title: str
    statement: str
    outcome: str
    settled: bool
    source: str
    verified: str
    checked: date
    would_change: str

    @property
    def status(self) -> str:
        """What the row answers: its outcome, or ``unsettled``."""
        return self.outcome if self.settled else UNSETTLED

    def values(self, fact: str) -> tuple[str, ...]:
        """The values of a fact on which the row fits."""
        values: tuple[str, ...] = getattr(self, fact)
        return values


@dataclass(frozen=True)
class Facts:
    """What happened: one value for each fact, or ``not known``."""

    jurisdiction: str
    who: str
    when: str
    motive: str
    device: str

    def value(self, fact: str) -> str:
        """The value of one of the four facts."""
        value: str = getattr(self, fact)
        return value


@dataclass(frozen=True)
class Answer:
    """What the table answers and why.

    Attributes:
        status: see the module.
        why: one sentence.
        rules: ids of the rules that decided, in the order of the table.
        sources: their sources (keys of references.bib), each once.
        leans: for ``unsettled``, the outcome to which the words lean; else "".
        turns_on: for ``not known``, the facts on which the answer turns.
    """

    status: str
    why: str
    rules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    leans: str = ""
    turns_on: tuple[str, ...] = ()


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a data file, in its order.

    Raises:
        ValueError: no TOML; a field missing, of the wrong kind or with a word that is not foreseen; two rows with one
            id; or a row that can never decide, because one before it fits wherever it does.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the data are not TOML: {error}") from None
    rows = document.get("rule")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise ValueError("the data hold no [[rule]]")
    rules: list[Rule] = []
    for row in rows:
        rule = _rule(row)
        for earlier in rules:
            if earlier.id == rule.id:
                raise ValueError(f"{rule.id}: two rows have this id")
            if earlier.jurisdiction == rule.jurisdiction and _inside(rule, earlier):
                raise ValueError(f"{rule.id}: it can never decide, because {earlier.id} fits wherever it does")
        rules.append(rule)
    return tuple(rules)


def jurisdictions(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The jurisdictions of a table, in its order."""
    return tuple(dict.fromkeys(rule.jurisdiction for rule in rules))


def decide(rules: Sequence[Rule], facts: Facts) -> Answer:
    """What the table says of the facts; the first rule that fits decides.

    Raises:
        ValueError: a fact has a value that is none of its words; the text names fact and words.
    """
    for fact, words in FACTS.items():
        if facts.value(fact) not in (*words, NOT_KNOWN):
            raise ValueError(f"{fact} is {facts.value(fact)!r}: it must be {NOT_KNOWN} or one of {'; '.join(words)}")
    covered = jurisdictions(rules)
    if facts.jurisdiction not in covered:
        return Answer(
            NOT_COVERED,
            f"no rule in this book covers the law of {facts.jurisdiction!r}; covered are {'; '.join(covered)}",
        )
    tried = [(each, _first(rules, each)) for each in _completions(facts)]
    statuses = {_status(rule) for _, rule in tried}
    if len(statuses) > 1:
        return _turning(facts, tried)
    if statuses == {NOT_COVERED}:
        return Answer(NOT_COVERED, _what_is_covered(rules, facts))
    deciding = {rule.id: rule for _, rule in tried if rule is not None}
    leans = {rule.outcome for rule in deciding.values()} if statuses == {UNSETTLED} else set()
    return Answer(
        status=statuses.pop(),
        why=" ".join(rule.statement for rule in deciding.values()),
        rules=tuple(deciding),
        sources=tuple(dict.fromkeys(rule.source for rule in deciding.values())),
        leans=leans.pop() if len(leans) == 1 else "",
    )


def rows(
    rules: Sequence[Rule], *, who: str, motive: str, device: str, **parameters: float
) -> list[dict[str, float | str]]:
    """The table behind the figure: for each jurisdiction and each moment of ``when``, the answer and its article.

    Raises:
        ValueError: as :func:`decide`; TypeError: a parameter, for the model has none.
    """
    if parameters:
        raise TypeError(f"the model has no parameter {min(parameters)!r}; it has none")
    by_id = {rule.id: rule for rule in rules}
    found: list[dict[str, float | str]] = []
    for jurisdiction, when in product(jurisdictions(rules), FACTS["when"]):
        answer = decide(rules, Facts(jurisdiction, who, when, motive, device))
        article = by_id[answer.rules[0]].article if answer.rules else ""
        found.append({"jurisdiction": jurisdiction, "when": when, "status": answer.status, "article": article})
    return found


def _fits(rule: Rule, facts: Facts) -> bool:
    """Whether a rule fits facts that are all known."""
    same_law = rule.jurisdiction == facts.jurisdiction
    return same_law and all(facts.value(fact) in rule.values(fact) for fact in FACTS)


def _first(rules: Sequence[Rule], facts: Facts) -> Rule | None:
    """The rule that decides facts that are all known."""
    return next((rule for rule in rules if _fits(rule, facts)), None)


def _status(rule: Rule | None) -> str:
    """What a deciding rule, or the lack of one, answers."""
    return NOT_COVERED if rule is None else rule.status


def _completions(facts: Facts) -> Iterator[Facts]:
    """The facts with every value that an unknown one can have."""
    values = [FACTS[fact] if facts.value(fact) == NOT_KNOWN else (facts.value(fact),) for fact in FACTS]
    for who, when, motive, device in product(*values):
        yield Facts(facts.jurisdiction, who, when, motive, device)


def _turning(facts: Facts, tried: Sequence[tuple[Facts, Rule | None]]) -> Answer:
    """The answer where unknown facts lead to different answers: on which of them it turns."""
    by_facts = {each: _status(rule) for each, rule in tried}
    turns_on = []
    for fact in FACTS:
        if facts.value(fact) != NOT_KNOWN:
            continue
        groups: dict[tuple[str, ...], set[str]] = {}
        for each, status in by_facts.items():
            rest = tuple(each.value(other) for other in FACTS if other != fact)
            groups.setdefault(rest, set()).add(status)
        if any(len(statuses) > 1 for statuses in groups.values()):
            turns_on.append(fact)
    deciding = {rule.id: rule for _, rule in tried if rule is not None}
    return Answer(
        status=NOT_KNOWN,
        why=f"the answer turns on {' and '.join(turns_on)}, which would have to be established first",
        rules=tuple(deciding),
        sources=tuple(dict.fromkeys(rule.source for rule in deciding.values())),
        turns_on=tuple(turns_on),
    )


def _what_is_covered(rules: Sequence[Rule], facts: Facts) -> str:
    """Why nothing fits, with what the rules of that law cover."""
    own = [rule.title for rule in rules if rule.jurisdiction == facts.jurisdiction]
    return f"no rule in this book covers these facts; for {facts.jurisdiction} it covers: {'; '.join(own)}"


def _inside(rule: Rule, other: Rule) -> bool:
    """Whether another rule fits on all facts on which this one does."""
    return all(set(rule.values(fact)) <= set(other.values(fact)) for fact in FACTS)


def _rule(row: Mapping[str, object]) -> Rule:
    """One rule, checked."""
    name, found = texts_of(row, _TEXTS)
    word_of(name, "outcome", found["outcome"], OUTCOMES)
    word_of(name, "verified", found["verified"], VERIFIED)
    settled = row.get("settled")
    if not isinstance(settled, bool):
        raise ValueError(f"{name}: settled must be true or false")  # noqa: TRY004 - one kind of error for bad data
    checked = day_of(name, "checked", row.get("checked"))
    who, when, motive, device = (_values(name, fact, row.get(fact)) for fact in FACTS)
    return Rule(id=name, who=who, when=when, motive=motive, device=device, settled=settled, checked=checked, **found)


def _values(name: str, fact: str, value: object) -> tuple[str, ...]:
    """The values of one fact in a row."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"{name}: {fact} must be a list of at least one value")
    for each in value:
        if each not in FACTS[fact]:
            raise ValueError(f"{name}: {fact} holds {each!r}: it must be one of {'; '.join(FACTS[fact])}")
    return tuple(value)
