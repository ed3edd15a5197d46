from fengsui.ground.indicators import queries as indicators


def test_the_page_tells_what_comes_by_itself(bao, account, client):
    client.force_login(account(bao))
    page = client.get("/indicators/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "by itself</" in page
    assert page.count(">typed<") == sum(one.compute is None for one in indicators.indicators().values())
