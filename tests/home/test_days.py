from datetime import date

import pytest
from django.core.exceptions import ValidationError

from home.formatting.parse_dates import parse_day


@pytest.mark.parametrize(
    "text",
    [
        "12.03.2027",
        "12. 3. 2027",
        "12-3-2027",
        "12/03/2027",
        "2027-03-12",
        "12. März 2027",
        "Freitag, 12. März 2027",
        "Fr., 12.03.2027",
        "vr 12 maart 2027",
        "12 mrt 2027",
    ],
)
def test_days_as_people_type_them(text):
    assert parse_day(text) == date(2027, 3, 12)


@pytest.mark.parametrize("text", ["", "12.03.27", "31.02.2027", "03/2027", "12 brumaire 2027", "morgen"])
def test_what_is_no_day_says_how_to_write_one(text):
    with pytest.raises(ValidationError, match="12.03.2027"):
        parse_day(text)
