"""The district's directory as frozen data: schools, offices, programmes, school years. Part of the policy file."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policies.words.people import Contact

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


class Strict(BaseModel):
    """A frozen piece of the policy: unknown fields are refused, so that a typing error never passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class SchoolYear(Strict):
    """One school year, e.g. 2026-2027."""

    name: str = Field(pattern=r"^\d{4}-\d{4}$", description="First and last calendar year, e.g. 2026-2027.")
    starts_on: dt.date = Field(description="First day on which this is the current school year (local date).")
    ends_on: dt.date = Field(description="Last day on which this is the current school year (local date).")


class School(Strict):
    """One school of the district."""

    id: Slug = Field(description="Stable short name used in scopes and URLs.")
    name: str = Field(min_length=3, max_length=120, description="Official name.")
    aliases: tuple[str, ...] = Field(default=(), description="Other names families use for it.")
    level: Slug = Field(description="elementary, middle or high.")
    grades: str = Field(max_length=40, description="Grades taught, as families say them, e.g. K-5.")
    phone: str = Field(max_length=40, description="Front office telephone number.")
    email: str = Field(max_length=120, description="Front office e-mail address.")
    address: str = Field(default="", max_length=200, description="Street address.")
    hours: str = Field(default="", max_length=120, description="Office hours, in English.")


class Office(Strict):
    """An office or role that can help a family."""

    id: Slug = Field(description="Stable short name that rules and topics point to.")
    name: str = Field(min_length=2, max_length=120, description="Name in English.")
    name_es: str = Field(default="", max_length=120, description="Name in Spanish; empty means the English one is used.")
    phone: str = Field(max_length=40, description="Telephone number.")
    email: str = Field(max_length=120, description="E-mail address.")
    hours: str = Field(default="", max_length=120, description="Hours in English.")
    hours_es: str = Field(default="", max_length=120, description="Hours in Spanish.")

    def contact(self, language: str = "en") -> Contact:
        """The office as a family is told of it, in the question's language."""
        spanish = language == "es"
        return Contact(
            office=(self.name_es or self.name) if spanish else self.name,
            phone=self.phone,
            email=self.email,
            hours=((self.hours_es or self.hours) if spanish else self.hours) or None,
        )


class District(Strict):
    """Who the district is: the allow-list of redaction, the contacts of abstentions, the scopes of retrieval."""

    name: str = Field(min_length=3, max_length=160, description="Official name of the district.")
    aliases: tuple[str, ...] = Field(default=(), description="Other names and abbreviations.")
    state: str = Field(pattern=r"^[A-Z]{2}$", description="US state, two letters.")
    timezone: str = Field(description="IANA time zone that decides what 'today' is, e.g. America/Chicago.")
    schools: tuple[School, ...] = Field(min_length=1, description="Every school a question can be about.")
    offices: tuple[Office, ...] = Field(min_length=1, description="Offices that abstentions and escalations name.")
    front_office: Slug = Field(description="Office id named when no other fits.")
    topic_offices: dict[Slug, Slug] = Field(default={}, description="Topic → office id.")
    programs: tuple[str, ...] = Field(default=(), description="Programmes and places named after people; never redacted.")
    public_hosts: tuple[str, ...] = Field(default=(), description="Web hosts whose plain addresses are never redacted.")
    public_phones: tuple[str, ...] = Field(default=(), description="Public numbers beside those of schools and offices.")
    public_emails: tuple[str, ...] = Field(default=(), description="Public addresses beside those of schools and offices.")
    school_years: tuple[SchoolYear, ...] = Field(min_length=1, description="School years, earliest first.")

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        office_ids = [office.id for office in self.offices]
        for name, ids in (("schools", [s.id for s in self.schools]), ("offices", office_ids)):
            if len(set(ids)) != len(ids):
                raise ValueError(f"{name}: every id must be unique")
        for topic, office_id in [("front_office", self.front_office), *self.topic_offices.items()]:
            if office_id not in office_ids:
                raise ValueError(f"{topic} points to office '{office_id}'; allowed: {', '.join(office_ids)}")
        return self

    def office(self, office_id: str) -> Office:
        """The office of this id, or the front office."""
        by_id = {office.id: office for office in self.offices}
        return by_id.get(office_id, by_id[self.front_office])

    def office_for(self, topic: str | None) -> Office:
        """Who can help with a topic."""
        return self.office(self.topic_offices.get(topic or "", self.front_office))

    def school(self, school_id: str | None) -> School | None:
        """The school of this id."""
        return next((school for school in self.schools if school.id == school_id), None)

    def school_year_on(self, day: dt.date) -> str:
        """The school year that is current on a day; between two years, the coming one."""
        for year in self.school_years:
            if day <= year.ends_on:
                return year.name
        return self.school_years[-1].name
