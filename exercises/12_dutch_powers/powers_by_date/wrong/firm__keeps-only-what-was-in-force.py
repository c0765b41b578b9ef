# Takes firm for in force, and drops the powers that a source rules out.
def state(power, day):
    """Whether a power was in force on a day: "in force", "not in force" or "not known"."""
    begins, ends, seen = power["from"], power["until"], power["seen"]
    if begins is not None and day < begins:
        return "not in force"
    if ends is not None and day >= ends:
        return "not in force"
    if day in seen or day == begins:
        return "in force"
    if begins is not None and (ends is not None or (seen and day < seen[-1])):
        return "in force"
    return "not known"


def ask(powers, name, day):
    """The state of the power with this id, or "not covered"."""
    for power in powers:
        if power["id"] == name:
            return state(power, day)
    return "not covered"


def firm(powers, day):
    """The powers of which the state is known on a day, with that state."""
    answers = {power["id"]: state(power, day) for power in powers}
    return {name: answer for name, answer in answers.items() if answer == "in force"}
