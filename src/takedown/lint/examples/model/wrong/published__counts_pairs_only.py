# Multiplies the number of pairs by the chance of one pair, as if two pairs never agreed at once.
# Also fails: general.
def shared(people, days):
    return people * (people - 1) / 2 / days
