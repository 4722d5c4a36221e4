"""The one tree of errors.

CountersignError
├── BadInput          what came through a door cannot be used                 (422 / exit 2 or 1)
│   ├── TooLarge      over a limit that the policy or settings name           (413)
│   └── Unreadable    a document that cannot be read                          (422)
├── Refused           understood, but not allowed                             (403)
│   └── NotSignedIn   no or a bad credential                                  (401)
├── NotFound          no such thing, or not yours to see                      (404)
├── Conflict          the state does not allow this move now                  (409)
├── TooMany           too many tries in a short time; `ids["retry_after_seconds"]` says when again  (429)
├── WrongConfiguration  settings or policy file are wrong; the start stops    (500)
└── Unavailable       a part the request needs does not work now              (503)
    └── RedactionFailed  the redactor failed: the request fails, never open   (503)

Every error has a stable `code` (`subject.problem`), the ids involved and a `remedy`; never question or document text.
"""


class CountersignError(Exception):
    """The root. `code` is stable, `detail` one sentence, `remedy` what to do next, `ids` what it is about."""

    status = 500

    def __init__(self, code: str, detail: str, remedy: str, **ids: str | int | None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.remedy = remedy
        self.ids = ids


class BadInput(CountersignError):
    """What came through a door cannot be used."""

    status = 422


class TooLarge(BadInput):
    """Over a limit that the policy or the settings name."""

    status = 413


class Unreadable(BadInput):
    """A document that cannot be read; nothing of it was kept."""

    status = 422


class Refused(CountersignError):
    """Understood, but not allowed."""

    status = 403


class NotSignedIn(Refused):
    """No credential, or one that does not hold."""

    status = 401


class NotFound(CountersignError):
    """No such thing, or not yours to see: both look the same from outside."""

    status = 404


class Conflict(CountersignError):
    """The state of things does not allow this move now."""

    status = 409


class TooMany(CountersignError):
    """Too many tries in a short time. Pass `retry_after_seconds=` (whole seconds): the web door sends it as Retry-After."""

    status = 429


class WrongConfiguration(CountersignError):
    """Settings, policy file or installation are wrong; the start stops here."""

    status = 500


class Unavailable(CountersignError):
    """A part that the request needs does not work now."""

    status = 503


class RedactionFailed(Unavailable):
    """The redactor failed or could not vouch for its result: the request fails, never open."""

    status = 503
