"""Gates: who passes a gate, at −20 °C and without a network; the community's gate and the closed prison's are one room.

A *gate* is a station of org with a policy (open, registration, permit only, closed: measures). A *passage* is one person,
vehicle or count that went in or out or was refused, with a temperature. A *device* is a phone bound to a gate for a shift,
or a fixed terminal; it keeps what it registered until the server has it: client ids, any number of times, days late.
A *regular* is somebody whom the gates of a unit know; a *permit* lets somebody in, a *pass* (QR) says so offline.
An *alert* (fever, listed person, refusal) is owed until handled. A *sheet* is paper for when the batteries are dead.
Words: gate 门岗, passage 通行记录, device 设备, regular 在册人员, permit 出入许可, pass 出入码, sheet 纸质登记表, trace 轨迹查询.
The store of passages is partitioned and touched here only: docs/decisions/0029-gates.md.
"""
