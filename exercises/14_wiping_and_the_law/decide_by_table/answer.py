def first_rule(rules, case):
    """The id of the first rule that fits the case, None if none does."""
    return ""


def decide(rules, case):
    """What the rule that decides answers: its outcome, "unsettled", or "not covered"."""
    return ""


def in_doubt(rules, case, words):
    """The answer where facts may be "not known", and the unknown facts on which it turns."""
    return ["", []]
