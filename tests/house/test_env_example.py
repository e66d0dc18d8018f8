"""`.env.example` is the settings, name by name and default by default."""

from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def example() -> dict[str, str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    assert len({name for name, _, _ in pairs}) == len(pairs), "each name once"
    return {name: value for name, _, value in pairs}


def test_the_example_names_every_setting_with_its_default() -> None:
    defaults = {name.upper(): field.get_default() for name, field in Settings.model_fields.items()}
    assert example() == {name: _as_written(value) for name, value in defaults.items()}


def test_the_example_is_read_as_the_defaults() -> None:
    read = Settings(_env_file=EXAMPLE)
    assert {name: getattr(read, name) for name in Settings.model_fields} == {
        name: field.get_default() for name, field in Settings.model_fields.items()
    }


def test_the_example_gives_no_secret_away() -> None:
    secret = [name.upper() for name, field in Settings.model_fields.items() if field.annotation is SecretStr]
    assert len(secret) >= 5
    assert [name for name in secret if example()[name]] == []


def _as_written(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
