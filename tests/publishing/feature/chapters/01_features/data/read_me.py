"""A file that the chapter shows."""

INCLUDED_FROM_A_FILE = True
