# Gives the chance that somebody shares the birthday of one certain person.
# Also fails: general.
def shared(people, days):
    return 1 - ((days - 1) / days) ** (people - 1)
