"""The compiled sift: which narratives the reading must read, and which cues stand in them.

It reads what `overlooked.reading` defines, a hundred times as fast, and leaves to the reading what it cannot take.
"""
