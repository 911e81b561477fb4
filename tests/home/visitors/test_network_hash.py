from datetime import date, datetime, timedelta

from django.utils import timezone

from home.visitors.network_hash import network_hash, recent_hashes

DAY = date(2027, 3, 31)


def of(address, day=DAY, purpose="test"):
    return network_hash(address, day, purpose=purpose)


def test_one_network_is_one_sender_and_two_are_two():
    same = {of(address) for address in ("203.0.113.7", "203.0.113.200", "::ffff:203.0.113.9")}
    assert len(same) == 1
    assert of("::ffff:200.9.8.7") not in same
    assert of("203.0.114.7") not in same
    assert of("2001:db8::1") == of("2001:db8::ffff:1")
    assert of("2001:db8::1") != of("2001:db8:0:1::1")
    assert of("unix:") == ""


def test_neither_days_nor_purposes_can_be_joined(settings):
    first = of("203.0.113.7")
    others = [of("203.0.113.7", DAY + timedelta(days=1)), of("203.0.113.7", purpose="other")]
    settings.SECRET_KEY = "another"
    others.append(of("203.0.113.7"))
    assert first not in others
    assert len(first) == 64


def test_the_hash_of_yesterday_stays_known_past_midnight():
    now = timezone.make_aware(datetime(2027, 4, 1, 0, 5))
    today, yesterday = recent_hashes("203.0.113.7", now, purpose="test")
    assert [today, yesterday] == [of("203.0.113.7", date(2027, 4, 1)), of("203.0.113.7", DAY)]
