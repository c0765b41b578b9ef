import re


def find(data):
    """[number, offset] of every message in the bytes, in their order."""
    return []


def deleted(data, shown):
    """The numbers of all messages in the bytes that are not shown, ascending, each once."""
    return []


def free_pages(data):
    """The numbers of the pages on the list of free pages, ascending; ValueError with a sentence if damaged."""
    return []
