"""Which mailboxes of a district's own hosts are offices: by what stands before the @, a task and no name."""

import re

_OFFICES = frozenset({
    "help", "desk", "office", "offices", "main", "front", "info", "information", "contact", "helpdesk", "support", "service",
    "services", "admin", "administration", "district", "school", "schools", "attendance", "absence", "absences", "enroll", "enrollment",
    "enrolment", "registration", "registrar", "register", "records", "transcripts", "admissions", "transfers", "transfer",
    "transportation", "transport", "bus", "buses", "busing", "routes", "meals", "meal", "lunch", "nutrition", "food", "foodservice",
    "cafeteria", "menu", "menus", "nurse", "nurses", "health", "healthservices", "counseling", "counselors", "guidance", "specialed",
    "sped", "special", "education", "ell", "esl", "elac", "multilingual", "bilingual", "translation", "interpreters", "language",
    "title", "technology", "tech", "it", "ithelp", "techhelp", "helpme", "facilities", "maintenance", "custodial", "safety", "security",
    "police", "hr", "jobs", "careers", "payroll", "business", "finance", "accounting", "purchasing", "payments", "fees", "billing",
    "athletics", "sports", "activities", "clubs", "band", "music", "arts", "theater", "library", "libraries", "media", "books",
    "yearbook", "pta", "pto", "ptsa", "boosters", "superintendent", "principal", "board", "trustees", "clerk", "communications", "news",
    "newsletter", "webmaster", "webteam", "web", "volunteer", "volunteers", "volunteering", "donations", "foundation", "preschool",
    "prek", "earlylearning", "kindergarten", "aftercare", "afterschool", "beforecare", "childcare", "summer", "summerschool",
    "summercamp", "programs", "program", "student", "students", "studentservices", "families", "family", "familyservices", "parents",
    "parent", "liaison", "homeless", "mckinneyvento", "foster", "curriculum", "assessment", "testing", "grades", "gifted", "residency",
    "forms", "permits", "parking", "lostandfound", "feedback", "questions", "tips", "titleix", "ombudsman", "compliance", "privacy",
    "dpo", "legal", "oficina", "informacion", "registro", "registros", "inscripcion", "inscripciones", "matricula", "matriculas",
    "asistencia", "transporte", "autobuses", "comidas", "comedor", "nutricion", "almuerzos", "enfermeria", "salud", "consejeria",
    "educacion", "especial", "idiomas", "traduccion", "interpretes", "tecnologia", "ayuda", "pagos", "deportes", "biblioteca",
    "voluntarios", "familias", "padres", "directora", "director", "direccion", "superintendente", "secretaria", "escuela", "distrito",
    "contacto", "noticias", "preguntas", "archivo", "expedientes", "traslados", "and", "y", "de", "the", "for", "noreply",
})  # fmt: skip
"""Tasks and offices of a school district, English and Spanish, as mailboxes spell them."""


def is_office(mailbox: str) -> bool:
    """Whether what stands before the @ names an office ("bus.office", "enrollment2") and nobody."""
    parts = [part for part in re.split(r"[._+\d-]+", mailbox.lower()) if part]
    return any(len(part) > 1 for part in parts) and all(part in _OFFICES for part in parts)
