# Takes the number in the middle of the list as it stands, not of the numbers in order.
# Also fails: even.
def middle(numbers):
    half = len(numbers) // 2
    if len(numbers) % 2 == 1:
        return numbers[half]
    return (numbers[half - 1] + numbers[half]) / 2
