# Names every unknown fact, idle ones too.
from itertools import product

FACTS = ("who", "when", "motive", "device")


def fits(rule, case):
    """Whether a rule fits a case."""
    return rule["where"] == case["where"] and all(case[fact] in rule[fact] for fact in FACTS)


def first_rule(rules, case):
    """The id of the first rule that fits the case, None if none does."""
    return next((rule["id"] for rule in rules if fits(rule, case)), None)


def decide(rules, case):
    """What the rule that decides answers: its outcome, "unsettled", or "not covered"."""
    for rule in rules:
        if fits(rule, case):
            return rule["outcome"] if rule["settled"] else "unsettled"
    return "not covered"


def in_doubt(rules, case, words):
    """The answer where facts may be "not known", and the unknown facts on which it turns."""
    values = [words[fact] if case[fact] == "not known" else [case[fact]] for fact in FACTS]
    answers = {facts: decide(rules, {**case, **dict(zip(FACTS, facts))}) for facts in product(*values)}
    found = set(answers.values())
    if len(found) == 1:
        return [found.pop(), []]
    turns = []
    for place, fact in enumerate(FACTS):
        seen = {}
        for facts, answer in answers.items():
            seen.setdefault(facts[:place] + facts[place + 1 :], set()).add(answer)
        if case[fact] == "not known":
            turns.append(fact)
    return ["not known", turns]
