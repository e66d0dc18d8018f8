// What the composer offers while a person types: commands and their hints, people, channels, emoji.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./avatar.js";
import { searchEmoji } from "./emoji.js";
import { isApp, nameOf, state } from "./state.js";

const MOST = 8;

// Returns {title, from, items: [{label, note, glyph, insert}]} for the text before the caret, or null.
export function offersFor(before) {
  return commands(before) ?? people(before) ?? places(before) ?? emojis(before);
}

function commands(before) {
  if (!before.startsWith("/") || before.includes("\n")) return null;
  const known = state.world.commands;
  const command = known.find((one) => before.startsWith(`${one.command} `));
  if (!command) return offer("Commands", 0, known.filter((one) => one.command.startsWith(before)).map(commandItem));
  const typed = before.slice(command.command.length + 1);
  const hints = (command.hints ?? []).map((one) => wholeHint(one, command.command));
  const useful = hints.filter(
    (one) => one.text.startsWith(typed) && (insertOf(one.text).trim() !== typed.trim() || !typed),
  );
  return offer(
    `${command.command} ${command.usage_hint ?? ""}`,
    command.command.length + 1,
    useful.map((one) => hintItem(one, command)),
  );
}

// A hint whose description only spells out its arguments ("find", "find NAME") is shown as that.
function wholeHint({ text, description }, command) {
  const short = text.replace(`${command} `, "");
  return description?.startsWith(short) ? { text: description, description: "" } : { text: short, description };
}

// "candidate NAME" completes to "candidate ": what is in capitals, brackets or dots is for the person to fill in.
function insertOf(text) {
  const kept = [];
  for (const word of text.split(/\s+/)) {
    if (/^[[<{(@#"“…]|^[A-Z]{2,}|…$/.test(word)) return `${kept.join(" ")} `.trimStart();
    kept.push(word);
  }
  return kept.join(" ");
}

function commandItem(one) {
  return {
    label: one.command,
    aside: one.usage_hint,
    note: one.description,
    glyph: avatar(state.world.app.bot_user, 28),
    insert: `${one.command} `,
  };
}

function hintItem(one, command) {
  return {
    label: `${command.command} ${one.text}`,
    note: one.description,
    glyph: avatar(state.world.app.bot_user, 28),
    insert: insertOf(one.text),
    run: !insertOf(one.text).endsWith(" "),
  };
}

function people(before) {
  const match = before.match(/(^|\s)@([\p{L}\w.-]*)$/u);
  if (!match) return null;
  const wanted = match[2].toLowerCase();
  const found = state.world.users.filter((one) =>
    `${one.name} ${nameOf(one)}`
      .toLowerCase()
      .split(" ")
      .some((word) => word.startsWith(wanted)),
  );
  return offer(
    "People",
    before.length - match[2].length - 1,
    found.map((one) => ({
      label: isApp(one.id) ? state.world.app.name : nameOf(one),
      aside: `@${one.name}`,
      note: one.title,
      glyph: avatar(one.id, 24),
      insert: `@${one.name} `,
    })),
  );
}

function places(before) {
  const match = before.match(/(^|\s)#([\w-]*)$/);
  if (!match) return null;
  const found = state.world.channels.filter((one) => !one.is_im && one.name.includes(match[2].toLowerCase()));
  return offer(
    "Channels",
    before.length - match[2].length - 1,
    found.map((one) => ({
      label: one.name,
      note: one.topic,
      glyph: h("span", { class: "option-hash" }, icon(one.is_private ? "lock" : "hash", 16)),
      insert: `#${one.name} `,
    })),
  );
}

function emojis(before) {
  const match = before.match(/(^|\s):([a-z0-9_+-]{2,})$/i);
  if (!match) return null;
  return offer(
    "Emoji",
    before.length - match[2].length - 1,
    searchEmoji(match[2], MOST).map(([name, char]) => ({
      label: `:${name}:`,
      glyph: h("span", { class: "emoji" }, char),
      insert: `:${name}: `,
    })),
  );
}

function offer(title, from, items) {
  return items.length ? { title, from, items: title.startsWith("/") ? items : items.slice(0, MOST) } : null;
}

// The server escapes and marks names and links as Slack's clients do; only broadcasts are marked here.
export function toSlackText(typed) {
  return typed.replace(/(^|\s)@(here|channel|everyone)\b/g, (_, lead, name) => `${lead}<!${name}>`);
}
