"""The web hooks room: hooks to add and mend, and what became of each delivery."""

from markupsafe import Markup

from bot.sim.greenhouse import webhook_rows
from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.page.forms import Fields, field, fold, form, select
from bot.sim.greenhouse.page.html import NOTHING, card, html, joined, line, pill, table, when
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable
from bot.sim.greenhouse.vocabulary import WEBHOOK_EVENTS
from bot.sim.greenhouse.webhooks import Delivery

EVERYTHING = "everything"
OUTCOMES = {"delivered": "good", "failed": "bad", "given up": "bad"}


def draw(company: Company, deliveries: list[Delivery]) -> Markup:
    hooks = [_hook(company, row) for row in company.records.where("webhooks")]
    recent = [_delivery(company, one) for one in deliveries[::-1][:100]]
    heads = ("Event", "Hook", "Attempts", "Outcome")
    main = joined(
        [
            card("Hooks", joined(hooks) if hooks else html('<p class="none">No hook yet.</p>')),
            html('<section class="card flush"><h2>Deliveries</h2>{}</section>', table(heads, recent, "None yet.")),
        ]
    )
    add = card("Add a hook", form(company, "/hooks/add", _fields(None), "Save and ping", "primary"))
    return html(
        '<div class="head"><h1>Web hooks</h1></div><div class="columns"><div>{}</div><aside>{}</aside></div>', main, add
    )


def _fields(row: Row | None) -> Markup:
    chosen = EVERYTHING if row is None or row["_every_event"] else row["event_action_type"]
    events = [(EVERYTHING, "Every event")] + [(event, event.replace("_", " ")) for event in WEBHOOK_EVENTS]
    secret_label = "Secret key" if row is None else "New secret key (empty keeps the old one)"
    return joined(
        [
            field("name", "Name", row["name"] if row else "Pin", "required"),
            field("endpoint_url", "Address", row["endpoint_url"] if row else "", 'type="url" required'),
            field("secret_key", secret_label, "", "" if row else "required"),
            select("event", "When", events, chosen),
        ]
    )


def _hook(company: Company, row: Row) -> Markup:
    path = f"/hooks/{row['id']}"
    state = pill("disabled", "bad") if row["deactivated"] else pill("enabled", "good")
    again = form(company, f"{path}/enable", NOTHING, "Enable and ping") if row["deactivated"] else NOTHING
    edit = fold("Edit", form(company, f"{path}/edit", _fields(row), "Save and ping", "primary"))
    what = "every event" if row["_every_event"] else row["event_action_type"].replace("_", " ")
    return html(
        '<article class="hook"><p><b>{}</b> {} <small>{} · last delivered {}</small></p><p class="muted">{}</p>'
        '<div class="row">{}{}{}</div></article>',
        row["name"],
        state,
        what,
        when(row["last_delivered"]) or "never",
        row["endpoint_url"],
        again,
        edit,
        form(company, f"{path}/delete", NOTHING, "Delete", "danger"),
    )


def _delivery(company: Company, one: Delivery) -> Markup:
    hook = company.records.find("webhooks", one.hook_id)
    event = html(
        "<details><summary>{}</summary><pre>{}</pre></details>", one.action.replace("_", " "), one.body.decode()[:6000]
    )
    tries = joined([html("{} {}", when(at), result) for at, _, result in _attempts(one)], "<br>")
    outcome = one.outcome or ("waiting to try again" if one.attempts else "on its way")
    return line(event, hook["name"] if hook else "deleted", tries, pill(outcome, OUTCOMES.get(one.outcome, "warn")))


def _attempts(one: Delivery) -> list[tuple[str, str, str]]:
    return [attempt.partition(" ") for attempt in one.attempts]


def add(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    webhook_rows.add(company, {**_settings(fields), "secret_key": _secret(fields)})
    return "/hooks", "Saved; the ping is on its way. If it is not answered with 200, the hook is disabled."


def _settings(fields: Fields) -> dict[str, object]:
    event = fields.get("event", EVERYTHING)
    if event != EVERYTHING and event not in WEBHOOK_EVENTS:
        raise unprocessable({"event": "is not one of the list"})
    return {
        "name": fields.get("name", "").strip() or "Hook",
        "endpoint_url": fields.get("endpoint_url", "").strip(),
        "event_action_type": "update_candidate" if event == EVERYTHING else event,
        "_every_event": event == EVERYTHING,
    }


def _secret(fields: Fields) -> str:
    if not fields.get("secret_key"):
        raise unprocessable({"secret_key": "must not be empty"})
    return fields["secret_key"]


def edit(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    row = company.need("webhooks", number, "hook")
    secret = {"secret_key": fields["secret_key"]} if fields.get("secret_key") else {}
    webhook_rows.edit(company, row, {**_settings(fields), **secret, "deactivated": False})
    return "/hooks", "Saved; the ping is on its way."


def enable(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    webhook_rows.edit(company, company.need("webhooks", number, "hook"), {"deactivated": False})
    return "/hooks", "Enabled; the ping is on its way."


def delete(company: Company, number: int, fields: Fields) -> tuple[str, str]:
    company.need("webhooks", number, "hook")
    company.records.remove("webhooks", number)
    return "/hooks", "Deleted."
