"""The facts that the governance pack rests on, read from policy, settings, schema, registry and ledger as they are now."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.types import LargeBinary, Text

from assistant.compose import House
from assistant.switches import switched_off
from eval.pilot import PilotPlan
from eval.tables import PilotPlanRow
from ingest import scope
from ingest.tables import DocumentRow
from policies import ledger
from policies.ledger import LedgerRow, Tag
from policies.permissions import GRANTS
from policies.records import Record


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the data map. `holds_words`: it has a column of free text or bytes."""

    name: str
    holds: str
    holds_words: bool
    n_rows: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that answers are made of. Moments are stamps of the ledger, None when it never happened."""

    policy_version: str
    code_version: str
    encoder: str
    drafter: str
    is_drafting: bool
    providers: tuple[tuple[str, str, str], ...]
    """Name, host and model of each provider that the policy allows."""
    hosts: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    n_in_force: int
    n_documents: int
    n_ownerless: int
    tables: tuple[Table, ...]
    n_events: int
    last: dict[str, str | None]
    counts: dict[str, int]
    plan: PilotPlan | None
    plan_hash: str | None
    is_https: bool
    has_single_sign_on: bool
    switched_off: tuple[str, ...]
    """Schools (or the district) where drafting is switched off now."""
    n_trained: int
    """Times that somebody took the training."""
    traces: str | None


def read_facts(house: House, session: Session, today: dt.date) -> Facts:
    """The facts as of now."""
    policy, settings = house.policy, house.settings
    providers = tuple((p.name, urlsplit(p.base_url).hostname or "", p.model) for p in policy.drafting.providers)
    used = [host for name, host, _model in providers if name == policy.drafting.provider and policy.drafting.drafter == "generative"]
    others = [urlsplit(address).hostname or "" for address in (settings.sso_issuer, settings.traces) if address]
    last_plan = session.scalar(select(PilotPlanRow).order_by(PilotPlanRow.number.desc()).limit(1))
    tags = (Tag.LEDGER_ANCHORED, Tag.BACKUP_CREATED, Tag.OBSERVATION_RECORDED, Tag.REREAD_DONE, Tag.DECOY_REVEALED, Tag.AUDIT_RECORDED)
    return Facts(
        policy_version=policy.version,
        code_version=house.code_version,
        encoder=settings.embedding_model,
        drafter=policy.drafting.drafter,
        is_drafting=policy.drafting.is_enabled,
        providers=providers,
        hosts=tuple(sorted({*used, *others})),
        roles={role.value: tuple(sorted(p.value for p in granted)) for role, granted in GRANTS.items()},
        n_in_force=len(scope.in_force(scope.published(session), today)),
        n_documents=session.scalar(select(func.count()).select_from(DocumentRow)) or 0,
        n_ownerless=session.scalar(select(func.count()).select_from(DocumentRow).where(DocumentRow.backup_owner_id.is_(None))) or 0,
        tables=data_map(session),
        n_events=ledger.head(session)[0],
        last={tag.value: session.scalar(select(func.max(LedgerRow.at)).where(LedgerRow.tag == tag.value)) for tag in tags},
        counts={kind: _observed(session, kind) for kind in ("incident_pii", "incident_other", "incidents_checked")},
        plan=PilotPlan.model_validate_json(last_plan.plan) if last_plan else None,
        plan_hash=last_plan.hash if last_plan else None,
        is_https=bool(settings.public_url and settings.public_url.startswith("https://")),
        has_single_sign_on=settings.sso_issuer is not None,
        switched_off=tuple(switch.scope for switch in switched_off(session)),
        n_trained=session.scalar(select(func.count()).select_from(LedgerRow).where(LedgerRow.tag == Tag.TRAINING_TAKEN.value)) or 0,
        traces=settings.traces,
    )


def data_map(session: Session) -> tuple[Table, ...]:
    """Every table that this installation has, with what its own description says and how many rows it holds."""
    there = set(inspect(session.connection()).get_table_names())
    found: list[Table] = []
    for mapper in Record.registry.mappers:
        table = mapper.local_table
        name = str(getattr(table, "name", ""))
        if name not in there:
            continue
        words = any(isinstance(column.type, Text | LargeBinary) for column in table.columns)
        first = (mapper.class_.__doc__ or "").strip().split("\n")[0]
        found.append(Table(name, first, words, session.scalar(select(func.count()).select_from(table)) or 0))
    return tuple(sorted(found, key=lambda one: one.name))


def _observed(session: Session, kind: str) -> int:
    query = select(func.count()).select_from(LedgerRow)
    return session.scalar(query.where(LedgerRow.tag == Tag.OBSERVATION_RECORDED.value, LedgerRow.subject == kind)) or 0
