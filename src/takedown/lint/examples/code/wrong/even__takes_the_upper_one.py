# Gives the upper of the two numbers in the middle.
def middle(numbers):
    return sorted(numbers)[len(numbers) // 2]
