"""Words that families and schools use for one another: only for finding and choosing, never for holding a sentence up.

Looser than `checking.bilingual` on purpose: a reply may not say "Christmas break" because a calendar says "Winter recess", but whoever asks
for the one wants the other. Source: common American front-office usage; nothing here is read from any one district's documents.
"""

from functools import lru_cache

from ingest.lexical import stems

_GROUPS = """
christmas xmas winter holiday holidays
break breaks recess vacation vacations holiday holidays
resume resumes resumed return returns reopen reopens back
kid kids child children student students
kindergarten kindergartner kindergartners kindergartener kindergarteners kinder
dismissal dismissed dismiss end ends out release released
begin begins start starts open opens
arrive arrival drop dropoff
collect pick pickup
jacket jackets coat coats hoodie hoodies sweater sweatshirt clothing clothes
mitten mittens glove gloves hat hats
chromebook chromebooks laptop laptops ipad tablet tablets device devices computer computers
cellphone cellphones smartphone smartphones phone phones
smartwatch watch watches
wifi internet hotspot hotspots broadband
broken broke damaged cracked repair repairs fix fixed
stolen theft stole
lost missing found
medicine medicines medication medications tylenol ibuprofen pill pills prescription
epipen epinephrine
vomit vomiting vomited
diarrhea stomach
lice nits
immunization immunizations vaccine vaccines vaccination vaccinations shot shots
carpool car cars riders
bike bikes bicycle bicycles
sneaker sneakers shoe shoes sandals flops
graduation commencement graduate
prom dance dances
ticket tickets admission
game games contest contests match meet
tryout tryouts practice practices
photo photos picture pictures portrait portraits
cupcake cupcakes treat treats snack snacks cake
birthday birthdays celebration celebrations party parties
identification id
chaperone chaperones volunteer volunteers
dog dogs pet pets animal animals
closed closing closings closure closures cancel canceled cancelled
text texts message messages alert alerts notification notifications
enroll enrolling enrollment enrolment register registering registration
residency residence address lease utility
paper papers document documents paperwork
transfer withdraw withdrawal withdrawing
daycare childcare aftercare latchkey care
chatgpt ai artificial intelligence
plagiarism cheat cheating copying dishonesty honesty
suspend suspended suspension
vape vaping tobacco cigarettes
counselor counselors counseling
iep 504 special
mlk martin luther king
ap advanced placement
pe physical
ell esl learner learners
translator translators interpreter interpreters
teacher teachers staff
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        roots = frozenset(stems(line, "en"))
        for root in roots:
            made.setdefault(root, set()).update(roots)
    return {root: frozenset(others - {root}) for root, others in made.items()}


def searched_as(stem: str) -> frozenset[str]:
    """English stems that documents may use for an English stem; none for a word without a group."""
    return _groups().get(stem, frozenset())
