"""Custom fields: from the array that requests carry to the object that answers carry."""

from typing import Any

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.records import Row
from bot.sim.greenhouse.refusals import unprocessable


def held(company: Company, owner: str, written: list[dict[str, Any]]) -> dict[str, Any]:
    """The read form of written values; a null value clears the field.

    Raises:
        Refusal: 422 for a field that the owner (`candidate` or `application`) does not have.
    """
    values: dict[str, Any] = {}
    for entry in written:
        field = _field(company, owner, entry)
        if entry.get("value") is not None:
            kind = field["value_type"]
            values[field["name_key"]] = {"name": field["name"], "type": kind, "value": entry["value"]}
    return values


def _field(company: Company, owner: str, entry: dict[str, Any]) -> Row:
    column = "name_key" if "name_key" in entry else "id"
    wanted = entry.get("name_key", entry.get("custom_field_id"))
    for field in company.records.where("custom_fields", field_type=owner):
        if field[column] == wanted:
            return field
    raise unprocessable({"custom_fields": f"`{wanted}` is not a custom field of this {owner}"})
