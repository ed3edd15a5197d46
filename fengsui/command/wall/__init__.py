"""The wall (大屏): the state of a unit's whole on one screen without scrolling. It has no tables: every tile is a read.

It never lies: each number says of when it is, what is missing is named, and a wall that has lost its link goes grey and says
since when. A tile is drawn anew only when what it says has changed. A past day can be played back, each frame as it was
known at its moment.
"""
