"""Maps: the territory drawn by the server, as SVG: which areas there are, where a facility stands, in what tone.

One map is in force, the built-in one or one that the administration replaced it by; nothing is deleted. A map that is shown
in public needs a map review number (审图号); one without says under every picture that it is for internal use only.
Other rooms draw by `drawing.svg`; areas are known by the code of their administrative division.
Words: map 地图, area 区域, review number 审图号, built-in map 内置底图.
"""
