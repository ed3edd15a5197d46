"""Cases: the daily case counts of the public notices (疫情通报), by division, beside the administration's own figures.

- Counts are real or they are not there: they are brought in from a file, cumulative as the notices say them; missing is not zero.
- Each row says for which window it counts, from which source, since when it is known. A window that the file does not give
  follows the dated convention of the notices (`windows.py`) and is marked so.
- Bringing a file again changes only what differs; what stood there before is kept. A row of a day that a drill has not reached
  is known once its window is over. Negative news and falling totals are shown and said, never hidden.
Words: case 病例, confirmed 确诊, suspected 疑似, recovered 治愈, dead 死亡, notice 通报, window 统计时段.
"""
