// Times as people read them, initials, colours, sizes.

const HUES = ["#2f7d6b", "#b4533c", "#4a5fb0", "#8a5a9c", "#a3742a", "#3a7ca5", "#94475e", "#5b7a36"];
const MINUTE = 60,
  HOUR = 3600,
  DAY = 86400;

export function colorOf(user) {
  if (user?.color) return user.color.startsWith("#") ? user.color : `#${user.color}`;
  const sum = [...(user?.id ?? "?")].reduce((total, letter) => total * 31 + letter.codePointAt(0), 7);
  return HUES[sum % HUES.length];
}

export function initials(name) {
  const words = String(name ?? "?")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return picked.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

export function dateOf(ts) {
  return new Date(Number(ts) * 1000);
}

export function clock(date) {
  return date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

export function sameDay(a, b) {
  return a.toDateString() === b.toDateString();
}

export function ordinal(n) {
  const rest = n % 100;
  return n + (rest > 10 && rest < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th"));
}

export function dayName(date, now = new Date()) {
  const yesterday = new Date(now.getTime() - DAY * 1000);
  if (sameDay(date, now)) return "Today";
  if (sameDay(date, yesterday)) return "Yesterday";
  const named = (part) => date.toLocaleDateString("en", { [part]: "long" });
  const year = date.getFullYear() === now.getFullYear() ? "" : `, ${date.getFullYear()}`;
  return `${named("weekday")}, ${named("month")} ${ordinal(date.getDate())}${year}`;
}

export function fullTime(date) {
  return `${dayName(date)} at ${clock(date)}`;
}

export function ago(date, now = new Date()) {
  const seconds = Math.max(0, (now - date) / 1000);
  if (seconds < MINUTE) return "just now";
  const [count, unit] =
    seconds < HOUR ? [seconds / MINUTE, "minute"] : seconds < DAY ? [seconds / HOUR, "hour"] : [seconds / DAY, "day"];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}

// Slack's <!date> tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
export function slackDate(epoch, pattern) {
  const date = dateOf(epoch);
  const pretty = (long) => (["Today", "Yesterday"].includes(dayName(date)) ? dayName(date).toLowerCase() : long);
  const month = (style) => date.toLocaleDateString("en", { month: style });
  const long = `${month("long")} ${ordinal(date.getDate())}, ${date.getFullYear()}`;
  const short = `${month("short")} ${date.getDate()}, ${date.getFullYear()}`;
  const full = `${date.toLocaleDateString("en", { weekday: "long" })}, ${long}`;
  const pad = (n) => String(n).padStart(2, "0");
  const tokens = {
    date_num: `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`,
    date_slash: `${pad(date.getMonth() + 1)}/${pad(date.getDate())}/${date.getFullYear()}`,
    date: long,
    date_short: short,
    date_long: full,
    date_pretty: pretty(long),
    date_short_pretty: pretty(short),
    date_long_pretty: pretty(full),
    day_divider_pretty: dayName(date),
    ago: ago(date),
    time: clock(date),
    time_secs: date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit", second: "2-digit" }),
    date_long_full: full,
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => tokens[name] ?? whole);
}

export function sizeOf(bytes) {
  if (!bytes) return "";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function plural(count, word, many = `${word}s`) {
  return `${count} ${count === 1 ? word : many}`;
}
