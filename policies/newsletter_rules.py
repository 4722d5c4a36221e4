"""What a newsletter's section says around its approved sentences, as policy."""

from pydantic import Field, field_validator

from policies.district import Strict


class NewsletterWords(Strict):
    """The fixed words around a newsletter's section, in one language."""

    greeting: str = Field(min_length=1, max_length=200, description="First line of a section.")
    closing: str = Field(min_length=1, max_length=600, description="Last lines of a section; {office} and {phone} are the front office's.")

    @field_validator("closing")
    @classmethod
    def _names_only_what_is_filled_in(cls, words: str) -> str:
        if set("{}") & set(words.replace("{office}", "").replace("{phone}", "")):
            raise ValueError("only {office} and {phone} are filled in; no other braces")
        return words


NEWSLETTER_EN = NewsletterWords(
    greeting="What families asked this week",
    closing="These answers come from approved district documents. Questions? {office}, {phone}.",
)
NEWSLETTER_ES = NewsletterWords(
    greeting="Lo que las familias preguntaron esta semana",
    closing="Estas respuestas vienen de documentos aprobados del distrito. ¿Preguntas? {office}, {phone}.",
)


class NewsletterRules(Strict):
    """The fixed words around a newsletter's section of approved answers, by language; a section in a third language takes the English."""

    en: NewsletterWords = Field(default=NEWSLETTER_EN, description="Words around a section in English.")
    es: NewsletterWords = Field(default=NEWSLETTER_ES, description="Words around a section in Spanish.")
