"""Invented details that the redactor must catch before the product says it is ready. None belongs to a person."""

CANARIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("en", "My son Tavish Oduya rides bus 41, when is picture day?", ("Tavish", "Oduya", "41")),
    ("en", "hi my daughter zinnia marrowby was absent monday", ("zinnia", "marrowby")),
    ("en", "Her SSN is 078-05-1120, is that needed to enroll?", ("078-05-1120",)),
    ("en", "social security 987654321 for the form", ("987654321",)),
    ("en", "last four of his social are 4471", ("4471",)),
    ("en", "Call me at (212) 555-0187 about lunch balances.", ("555-0187",)),
    ("en", "text 555-0142 when the bus is late please", ("555-0142",)),
    ("en", "Write to q.marrowby@example.net or to the office", ("q.marrowby@example.net",)),
    ("en", "mail me at qmarrowby at example dot com thanks", ("qmarrowby",)),
    ("en", "We moved to 4418 Quillfeather Lane, Apt 3B, is that zoned for the middle school?", ("4418 Quillfeather Lane", "3B")),
    ("en", "Student ID 7700913, date of birth 4/17/2014", ("7700913", "4/17/2014")),
    ("en", "lunch pin: 60417 does not work", ("60417",)),
    ("en", "Docket 2023-DR-004417 says only I may pick up.", ("2023-DR-004417",)),
    ("en", "My plate is KTR 4471 for the parking pass", ("KTR 4471",)),
    ("en", "portal login: tmarrow88 password: Quill!77", ("tmarrow88", "Quill!77")),
    ("en", "it fails from 203.0.113.77 and https://files.example.net/s/9fQ2mZx81LkPq", ("203.0.113.77", "9fQ2mZx81LkPq")),
    ("en", "Thanks,\nOttoline Vexley", ("Ottoline", "Vexley")),
    ("en", "Ms. Brackenridge said my son Tavish has epilepsy", ("Brackenridge", "Tavish", "epilepsy")),
    ("es", "Mi hija Nayibe Quintalba falta hoy, ¿a quién aviso?", ("Nayibe", "Quintalba")),
    ("es", "su seguro social es 219-09-9999 y nació el 3 de mayo de 2015", ("219-09-9999", "3 de mayo de 2015")),
    ("es", "vivimos en Calle Peñalba 417, mi celular es 212 555 0199", ("Peñalba 417", "555 0199")),
    ("es", "Atentamente, Ezequiela Barrunte", ("Ezequiela", "Barrunte")),
)
"""Language, message, and the words that must be gone."""
