from home.visitors.tokens import read_token, versioned_token


def test_a_token_opens_one_row_for_one_purpose():
    token = versioned_token(12, 3, salt="own")
    assert read_token(token, salt="own") == (12, 3)
    assert read_token(token, salt="confirm") is None
    assert read_token(token.replace("12-", "13-", 1), salt="own") is None
    assert read_token("", salt="own") is None
