// Slack's mrkdwn -> DOM nodes. Everything from outside ends in a text node or a checked link.
// Rules: https://docs.slack.dev/messaging/formatting-message-text

import { h, append, link, safeLink } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { channel, go, isApp, nameOf, state, user } from "./state.js";
import { slackDate } from "./format.js";
import { openProfile } from "./profile.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const EMOJI = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/i;
const BARE_URL = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/i;
const MARKS = { "*": ["strong", between("\\*")], _: ["em", between("_")], "~": ["del", between("~")] };

export function unescape(text) {
  return String(text ?? "").replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

export function escape(text) {
  return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

export function textObject(text, { inline = false } = {}) {
  if (!text) return [];
  if (typeof text === "string") return plain(text);
  if (text.type === "mrkdwn") return inline ? inlineNodes(text.text) : mrkdwn(text.text);
  return plain(text.text, text.emoji !== false);
}

export function plain(text, withEmoji = true) {
  const parts = withEmoji ? String(text ?? "").split(/(:[a-z0-9_+-]+:)/i) : [String(text ?? "")];
  return parts.filter(Boolean).map((part) => {
    const name = part.match(EMOJI)?.[1];
    return name && withEmoji ? emojiNode(name) : part;
  });
}

export function mrkdwn(text) {
  const parts = String(text ?? "").split(/```([\s\S]*?)```/);
  return parts.flatMap((part, i) =>
    i % 2 ? [h("pre", { class: "pre" }, unescape(part.replace(/^\n|\n$/g, "")))] : flow(part),
  );
}

// Lines: quotes are gathered into one block, bullets hang; everything else is inline with line breaks.
function flow(text) {
  const nodes = [];
  const lines = text.split("\n");
  let needsBreak = false;
  for (let i = 0; i < lines.length; i += 1) {
    const quote = lines[i].match(/^(?:&gt;|>(?!>>))\s?(.*)$/);
    if (quote) {
      let end = i;
      const quoted = [];
      while (end < lines.length && /^(?:&gt;|>)/.test(lines[end]))
        quoted.push(lines[end++].replace(/^(?:&gt;|>)+\s?/, ""));
      nodes.push(h("blockquote", { class: "quote" }, inlineNodes(quoted.join("\n"))));
      i = end - 1;
      needsBreak = false;
      continue;
    }
    const bullet = lines[i].match(/^(\s*)([•◦▪-]|\d+\.)\s+(.*)$/);
    if (bullet) {
      nodes.push(hanging(bullet));
      needsBreak = false;
      continue;
    }
    if (needsBreak) nodes.push(h("br"));
    nodes.push(...inlineNodes(lines[i]));
    needsBreak = true;
  }
  return nodes;
}

function hanging([, indent, mark, rest]) {
  const depth = Math.min(Math.floor(indent.length / 2), 4);
  return h(
    "div",
    { class: "hang", style: { marginLeft: `${depth * 22}px` } },
    h("span", { class: "hang-mark" }, mark === "-" ? "–" : mark),
    h("span", {}, inlineNodes(rest)),
  );
}

export function inlineNodes(text, before = "") {
  const out = [];
  let words = "";
  let rest = String(text ?? "");
  const flush = () => {
    if (words) out.push(...withBreaks(unescape(words)));
    words = "";
  };
  while (rest) {
    const last = words.at(-1) ?? (out.length ? "x" : before);
    const found = special(rest) ?? code(rest) ?? emoji(rest, last) ?? marked(rest, last) ?? bare(rest, last);
    if (found) {
      flush();
      out.push(found.node);
      rest = rest.slice(found.length);
      before = "";
    } else {
      words += rest[0];
      rest = rest.slice(1);
    }
  }
  flush();
  return out;
}

function withBreaks(text) {
  return text
    .split("\n")
    .flatMap((line, i) => (i ? [h("br"), line] : [line]))
    .filter((part) => part !== "");
}

function special(rest) {
  const match = rest.match(/^<([^<>\n]+)>/);
  if (!match) return null;
  const [target, ...labels] = match[1].split("|");
  const label = labels.join("|");
  const node = token(target, label);
  return node ? { node, length: match[0].length } : null;
}

function token(target, label) {
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!")) return command(target.slice(1), label);
  if (!safeLink(unescape(target))) return null;
  return link(unescape(target), label ? plain(unescape(label)) : unescape(target).replace(/^mailto:/, ""));
}

export function mention(id, label = "") {
  const known = user(id);
  const name = known ? (isApp(id) ? known.name : nameOf(known)) : unescape(label) || id;
  return h(
    "button",
    {
      class: `mention${id === state.as ? " mention-me" : ""}`,
      type: "button",
      onclick: (event) => openProfile(id, event.currentTarget),
    },
    `@${name}`,
  );
}

export function channelLink(id, label = "") {
  const known = channel(id);
  if (!known) return h("span", { class: "mention" }, `#${unescape(label) || "private-channel"}`);
  return h(
    "button",
    { class: "mention", type: "button", onclick: () => go({ channel: id, thread: "", tab: "" }) },
    `#${known.name}`,
  );
}

function command(target, label) {
  if (target.startsWith("date^")) {
    const [, epoch, pattern, url] = target.split("^");
    const words = /^\d+$/.test(epoch ?? "") ? slackDate(Number(epoch), pattern ?? "") : unescape(label);
    return url ? link(url, words) : h("time", { title: unescape(label) }, words);
  }
  if (target.startsWith("subteam^")) return h("span", { class: "mention" }, unescape(label) || "@group");
  return broadcast(target.split("^")[0], label);
}

export function broadcast(name, label = "") {
  return h("span", { class: "mention mention-me" }, `@${unescape(label).replace(/^@/, "") || name}`);
}

function code(rest) {
  const match = rest.match(/^`([^`\n]+)`/);
  return match && { node: h("code", { class: "code" }, codeText(match[1])), length: match[0].length };
}

function codeText(text) {
  return unescape(text.replace(/<(https?:[^|>]+)(?:\|([^>]*))?>/g, (_, url, label) => label || url));
}

function emoji(rest, last) {
  if (/[a-z0-9]/i.test(last)) return null;
  const match = rest.match(EMOJI);
  return match && !/^\d+$/.test(match[1]) ? { node: emojiNode(match[1]), length: match[0].length } : null;
}

// A mark opens after a non-word and before a non-space, and closes before a non-word.
function marked(rest, last) {
  const [tag, pattern] = MARKS[rest[0]] ?? [];
  if (!tag || /[\p{L}\p{N}]/u.test(last)) return null;
  const match = rest.match(pattern);
  return match && { node: append(h(tag), inlineNodes(match[1])), length: match[0].length };
}

function between(mark) {
  return new RegExp(`^${mark}([^\\s${mark}](?:[^\\n${mark}]*[^\\s${mark}])?)${mark}(?![\\p{L}\\p{N}])`, "u");
}

function bare(rest, last) {
  if (/[\p{L}\p{N}]/u.test(last)) return null;
  const match = rest.match(BARE_URL);
  return match && { node: link(unescape(match[0]), unescape(match[0])), length: match[0].length };
}
