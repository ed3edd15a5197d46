"""Arrivals (来人登记): residents report who lodges with them, returnees register; the office checks and observes.

Two forms, never one: a lodger report (借住报备) says whom somebody from elsewhere lodges with; a returnee registration
(返乡登记) is made by who comes home. Both are filed by the citizen at a door (a link or poster, `public.py`) or entered at the
desk; an office or a community partner checks them. Who came from a place of concern is observed for so many days by
measure, measured twice a day, and released with a certificate. A filing can be handed over to another unit, which accepts.
Every state is a row: who, when, why; a correction keeps what stood before. Personal values are sealed under a key of each
person and go with the response; numbers stay (docs/decisions/0030-arrivals.md).
Words: filing 登记件, door 登记入口, poster 二维码海报, check 核实, observation 医学观察, release 解除, hand over 移交.
"""
