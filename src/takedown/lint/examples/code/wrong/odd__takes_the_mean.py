# Gives the mean, which the one extreme report moves.
# Also fails: even.
def middle(numbers):
    return sum(numbers) / len(numbers)
