"""Assessment (研判): what is wrong, with evidence, and the daily brief that the commander of the day signs.

Findings are the failed checks of all rooms, thresholds and changes of indicators, each with its rule and its rows.
Before the cut-off there is only an interim brief; after it the commander signs: the content is frozen with its hash in
the journal, and the brief gets a number of its own series. An unsigned brief is visibly a draft.
The brief (每日疫情研判简报) is an internal bulletin, not a statutory kind of document.
"""
