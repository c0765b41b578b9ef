"""What agreeing reports are worth, when some of them copy each other.

A statement is true with a prior probability. Reports on it appear one after the other. The first has its own access
to the facts; each later one is a copy of an earlier report with probability ``copying``, else it has its own access
too. A report with its own access makes the statement with probability ``hit`` if it is true and ``false_alarm`` if it
is not; a copy says what its original says. We see that all reports make the statement, and ask how probable it is.

**Closed form.** With ``origins`` that know independently of each other it is Bayes' rule for witnesses::

    posterior = prior * hit**origins / (prior * hit**origins + (1 - prior) * false_alarm**origins)

With copies, a later report agrees for certain if it is a copy, so ``hit`` becomes ``copying + (1 - copying) * hit`` in
all factors but the first, and ``false_alarm`` likewise. With ``copying = 1`` all reports together are worth one.

**Left out.** Copies are faithful (a copy that garbles loses: Laplace's chain of twenty witnesses), nobody reports the
contrary, origins are equally good and independent given the truth, and nobody copies in order to deceive. The values
of the parameters are for teaching; none was measured for the case in this book.

**Units.** All parameters are probabilities (0 to 1) but ``reports`` and ``origins``, which are counts.

**Sources.** The formula for independent witnesses: "Probability", Encyclopaedia Britannica, 11th edition, volume 22
(1911), p. 383, § 48; with a rate of its own for false statements: a note in Venn, The Logic of Chance, 3rd edition. A
published number to check against: Laplace, A Philosophical Essay on Probabilities (translated by Truscott and Emory,
1902), p. 112: one white ball among 999 black ones, a witness who is right nine times in ten and says "white"; 9/10,000
against 999/10,000, which makes 9/1,008. The form with copies is derived here and checked by simulation; no published
number is claimed for it. The default of ``copying`` is an input, not a result: for one year of the Dutch news, up to
75 % of the online articles came from the news agency (Boumans, Trilling, Vliegenthart and Boomgaarden, International
Journal of Communication 12 (2018), 1768-1789, abstract).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from takedown.models import Parameter, check, given

PARAMETERS: Final = (
    Parameter("prior", "probability", 0.001, 0.999, 0.001, 0.5),
    Parameter("hit", "probability", 0.01, 0.99, 0.01, 0.9),
    Parameter("false_alarm", "probability", 0.01, 0.99, 0.01, 0.3),
    Parameter("reports", "reports", 1, 50, 1, 10),
    Parameter("copying", "probability", 0.0, 1.0, 0.05, 0.75),
)
_COUNTS: Final = (
    Parameter("origins", "origins", 0, 50, 1, 1),
    Parameter("trials", "trials", 1, 1_000_000, 1, 10_000),
)


def posterior(prior: float, hit: float, false_alarm: float, origins: int) -> float:
    """The probability of a statement that ``origins`` independent origins make.

    Args:
        prior: probability before anybody reported.
        hit: probability that an origin makes the statement if it is true.
        false_alarm: probability that an origin makes the statement if it is false.
        origins: how many make it; none leaves the prior as it is.

    Raises:
        ValueError: a value out of bounds.
    """
    check(PARAMETERS, prior=prior, hit=hit, false_alarm=false_alarm)
    check(_COUNTS, origins=origins)
    return _bayes(prior, hit**origins, false_alarm**origins)


def posterior_of_reports(prior: float, hit: float, false_alarm: float, reports: int, copying: float) -> float:
    """The probability of a statement that ``reports`` reports make, each later one a copy with probability ``copying``.

    Raises:
        ValueError: a value out of bounds.
    """
    check(PARAMETERS, prior=prior, hit=hit, false_alarm=false_alarm, reports=reports, copying=copying)
    return _bayes(prior, _agreement(hit, reports, copying), _agreement(false_alarm, reports, copying))


@dataclass(frozen=True)
class Outcome:
    """What a simulation found: trials in which all reports agreed, and those of them in which they were right."""

    kept: int
    true: int

    @property
    def share(self) -> float | None:
        """How often agreement was right; None if it never came about."""
        return self.true / self.kept if self.kept else None


def simulate(  # noqa: PLR0913, PLR0917  # the five parameters of the model, and the two of any simulation
    prior: float, hit: float, false_alarm: float, reports: int, copying: float, trials: int, seed: int
) -> Outcome:
    """Play the model ``trials`` times and count; the same seed gives the same counts.

    Raises:
        ValueError: a value out of bounds.
    """
    check(PARAMETERS, prior=prior, hit=hit, false_alarm=false_alarm, reports=reports, copying=copying)
    check(_COUNTS, trials=trials)
    chance = random.Random(seed)  # noqa: S311  # repeatable on purpose, keeps no secret
    kept = true = 0
    for _ in range(trials):
        is_true = chance.random() < prior
        says = hit if is_true else false_alarm
        agreed = chance.random() < says
        for _ in range(reports - 1):
            # A copy of a report that agrees agrees as well, so only reports with their own access can break ranks.
            agreed = agreed and (chance.random() < copying or chance.random() < says)
        kept += agreed
        true += agreed and is_true
    return Outcome(kept, true)


def rows(**parameters: float) -> list[dict[str, float | str]]:
    """The table behind the figure: for 1 to ``reports`` reports, how probable the statement is.

    Columns: ``reports``; ``independent``, if every report had its own access; ``some copies``, at the given copying;
    ``one origin``, if all but the first were copies.

    Raises:
        ValueError: a value out of bounds.
        TypeError: a parameter that the model does not have.
    """
    chosen = given(PARAMETERS, parameters)
    prior, hit, false_alarm = chosen["prior"], chosen["hit"], chosen["false_alarm"]
    return [
        {
            "reports": number,
            "independent": posterior(prior, hit, false_alarm, number),
            "some copies": posterior_of_reports(prior, hit, false_alarm, number, chosen["copying"]),
            "one origin": posterior(prior, hit, false_alarm, 1),
        }
        for number in range(1, int(chosen["reports"]) + 1)
    ]


def _agreement(says: float, reports: int, copying: float) -> float:
    """How probable it is that all reports make the statement, if one with its own access does with ``says``."""
    return float(says * (copying + (1 - copying) * says) ** (reports - 1))


def _bayes(prior: float, if_true: float, if_false: float) -> float:
    return prior * if_true / (prior * if_true + (1 - prior) * if_false)
