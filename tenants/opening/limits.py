"""How much is too much, and how long things last. A training day of thirty people behind one address must pass."""

from datetime import timedelta

HOUR = timedelta(hours=1)

CODE_LIFE = timedelta(minutes=20)
CODE_ATTEMPTS = 5  # wrong guesses, after which a code is dead
RESEND_AFTER = timedelta(seconds=60)
CODES_PER_REQUEST = 8  # in all, over a request's life: at most 40 guesses in a million
CODES_PER_EMAIL = 5  # an hour
CODES_PER_DOMAIN = 20  # an hour, for a mail domain that is not open to all
CODES_PER_ORIGIN = 40  # an hour, from one network address
CODES_IN_ALL = 300  # an hour; beyond, the operator is told

REQUESTS_PER_ORIGIN = 40  # an hour
WAITING_PER_ORGANISATION = 5  # requests held at the same time for one organisation
WAITING_PER_EMAIL = 5  # requests held at the same time from one address

LOOKS_PER_MINUTE = 90  # searches and address checks, from one network address

DRAFT_LIFE = timedelta(hours=48)  # since it was last touched
EXPIRED_KEPT = timedelta(days=30)  # without a name or an address in it, to count; then the row goes

REFUSED_KEPT = timedelta(days=365)  # with who it was, to answer a complaint

STALLED_AFTER = timedelta(seconds=30)  # a building of which nothing was heard
BUILD_ATTEMPTS = 5
ENTRY_OPEN = timedelta(days=7)  # how long the follow-up page lets the founder in, as long as nobody entered
