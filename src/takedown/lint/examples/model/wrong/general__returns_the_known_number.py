# Returns the number that the text gives, whatever is asked.
def shared(people, days):
    return 0.5072972343239854
