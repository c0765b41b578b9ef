def state(power, day):
    """Whether a power was in force on a day: "in force", "not in force" or "not known"."""
    return ""


def ask(powers, name, day):
    """The state of the power with this id, or "not covered"."""
    return ""


def firm(powers, day):
    """The powers of which the state is known on a day, with that state."""
    return {"": ""}
