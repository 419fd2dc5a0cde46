"""What the domain of an address proves."""

import pytest

from tenants.territory import files, mail, queries


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@Ville-Arras.FR", "ville-arras.fr"),
        (" a@arras.fr. ", "arras.fr"),
        ("a@b@c.fr", "c.fr"),
        ("a@évry.fr", "xn--vry-9la.fr"),
        ("arras.fr", ""),
        ("@arras.fr", ""),
        ("a@", ""),
        ("a@a b.fr", ""),
        ("a@" + "x" * 70 + ".fr", ""),
        ("a@..fr", ""),
    ],
)
def test_the_domain_of_an_address(email: str, domain: str) -> None:
    assert mail.domain_of(email) == domain


@pytest.mark.parametrize("domain", ["wanadoo.fr", "orange.fr", "gmail.com", "laposte.net", "asso.wordpress.com"])
def test_free_domains(domain: str) -> None:
    assert mail.is_free(domain)
    assert not mail.is_disposable(domain)


@pytest.mark.parametrize("domain", ["yopmail.com", "jetable.org", "x.mailinator.com"])
def test_disposable_domains(domain: str) -> None:
    assert mail.is_disposable(domain)


@pytest.mark.parametrize("domain", ["arras.fr", "notgmail.com", "fr", ""])
def test_other_domains_are_neither(domain: str) -> None:
    assert not mail.is_free(domain)
    assert not mail.is_disposable(domain)


def test_public_bodies() -> None:
    assert mail.is_public_body("hautsdefrance.fr")
    assert mail.is_public_body("nord.gouv.fr")
    assert not mail.is_public_body("nord-gouv.fr")


def test_lists_are_clean_and_apart() -> None:
    free, disposable = files.domain_list("free"), files.domain_list("disposable")
    assert not free & disposable
    for domain in free | disposable | files.domain_list("public-bodies"):
        assert domain == domain.strip().lower().strip(".")
        assert "." in domain


@pytest.mark.parametrize(
    ("insee", "domain", "proves"),
    [
        ("62041", "arras.fr", True),
        ("59350", "lille.fr", True),
        ("62765", "ville-saint-omer.fr", True),
        ("62796", "latronche19.fr", False),  # a mistake in the source: a town of Corrèze
        ("60083", "bonneuil83.fr", False),
    ],
)
def test_the_domain_a_town_hall_declares(insee: str, domain: str, proves: bool) -> None:
    official = mail.official_mail_domain(insee)
    assert official is not None
    assert (official.domain, official.proves) == (domain, proves)


def test_most_town_halls_write_from_a_free_domain() -> None:
    standings = [standing for _, standing in files.town_hall_domains().values()]
    assert {name: standings.count(name) for name in set(standings)} == {
        "free": 2216,
        "own": 1488,
        "shared": 29,
        "unsure": 24,
    }


def test_a_domain_that_proves_is_used_by_one_town_hall() -> None:
    own = [domain for domain, standing in files.town_hall_domains().values() if standing == "own"]
    assert len(own) == len(set(own))
    assert not any(mail.is_free(domain) or mail.is_disposable(domain) for domain in own)


def test_domains_of_larger_authorities() -> None:
    region = queries.organisation("region", "32")
    lille = queries.organisation("epci", "200093201")
    arras = queries.organisation("epci", "200033579")
    assert region is not None
    assert lille is not None
    assert arras is not None
    assert [one.domain for one in mail.official_domains(region)] == ["hautsdefrance.fr"]
    assert [one.domain for one in mail.official_domains(lille)] == ["lillemetropole.fr"]
    assert mail.official_domains(arras) == []
