"""The installation's settings, from the environment and `.env`; read by `app.py` alone."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every value is explained in `.env.example`; a test compares both."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    slack_mode: str = Field("socket", pattern="^(socket|http)$")
    http_port: int = 3000

    database_url: str = "sqlite:///pin.db"
    pin_secret_key: SecretStr = SecretStr("")
    pin_secret_key_file: Path = Path("pin.key")

    openai_base_url: str = ""
    openai_api_key: SecretStr = SecretStr("")
    openai_model: str = ""

    greenhouse_api_url: str = "https://harvest.greenhouse.io/v3"
    greenhouse_v1_api_url: str = "https://harvest.greenhouse.io/v1"
    greenhouse_token_url: str = "https://auth.greenhouse.io/token"  # noqa: S105 - an address, not a secret
    greenhouse_profile_url: str = "https://app.greenhouse.io"

    tick_seconds: float = 2.0
    watch_seconds: float = 300.0
    log_json: bool = False
