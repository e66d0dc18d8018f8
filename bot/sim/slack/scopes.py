"""What the app's scopes allow: the ones a call needs, compared with the ones the manifest declares."""

from bot.sim.slack.api.arguments import Args
from bot.sim.slack.books import Kind
from bot.sim.slack.contract import RULES
from bot.sim.slack.wire import ApiError
from bot.sim.slack.world import World

_FAMILY = {Kind.PUBLIC: "channels", Kind.PRIVATE: "groups", Kind.IM: "im"}
_LISTS = frozenset({"conversations.list", "users.conversations"})
_BY_CHANNEL = frozenset(
    {"conversations.info", "conversations.history", "conversations.replies", "conversations.members"}
)
_TYPE_FAMILY = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def check_scopes(world: World, method: str, args: Args) -> None:
    """Raises: ApiError missing_scope with `needed` and `provided`."""
    rule = RULES[method]
    if method in _LISTS:
        types = args.list("types") or ["public_channel"]
        for family in [_TYPE_FAMILY[name] for name in types if name in _TYPE_FAMILY]:
            _need(world, (f"{family}:read",))
    elif method in _BY_CHANNEL and args.text("channel") in world.books.channels:
        channel = world.books.channels[args.text("channel")]
        known = channel.kind is Kind.PUBLIC or world.app.bot_user in channel.members
        ability = rule.scopes[0].partition(":")[2]
        # a private channel the bot is not in must not be told apart from none at all
        _need(world, (f"{_FAMILY[channel.kind]}:{ability}",) if known else rule.scopes)
    else:
        _need(world, rule.scopes)


def _need(world: World, scopes: tuple[str, ...]) -> None:
    if scopes and not world.app.scopes.intersection(scopes):
        raise ApiError("missing_scope", extra={"needed": ",".join(scopes), "provided": world.app.provided()})
