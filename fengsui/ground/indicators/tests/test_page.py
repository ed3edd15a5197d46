def test_the_page_tells_what_comes_by_itself(bao, account, client):
    client.force_login(account(bao))
    page = client.get("/indicators/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "by itself</" in page
    assert ">typed<" not in page  # every number of the house has a register behind it
