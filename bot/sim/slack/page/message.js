// One message as the list shows it: author, words, blocks, files, reactions, thread line, hover bar.

import { h, append } from "./dom.js";
import { icon } from "./icons.js";
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { emojiNode } from "./emoji.js";
import { filesOf } from "./files.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { renderBlocks } from "./blocks.js";
import { surfaceOf } from "./surface.js";
import { openProfile } from "./profile.js";
import { hoverBar } from "./hoverbar.js";
import { pickEmoji } from "./emojipicker.js";
import { ago, clock, dateOf, fullTime, plural } from "./format.js";
import { emit, go, isApp, nameOf, state, user } from "./state.js";
import { fine } from "./toast.js";

export function authorOf(message) {
  return message.user ?? message.bot_id ?? message.username ?? "";
}

export function messageNode(message, { channel, grouped = false, inThread = false }) {
  const id = message.user ?? (message.bot_id ? state.world.app.bot_user : "");
  const classes = [
    "message",
    grouped ? "grouped" : "",
    message.is_ephemeral ? "ephemeral" : "",
    message.pending ? "pending" : "",
  ].join(" ");
  const node = h(
    "article",
    {
      class: classes,
      tabindex: "-1",
      dataset: { ts: message.ts },
      "aria-label": `${nameOf(user(id))}, ${fullTime(dateOf(message.ts))}`,
    },
    h(
      "div",
      { class: "gutter" },
      grouped ? h("time", { class: "side-time" }, clock(dateOf(message.ts)).replace(/\s?[AP]M/i, "")) : face(id),
    ),
    h(
      "div",
      { class: "message-body" },
      message.is_ephemeral && onlyYou(message, channel),
      !grouped && head(message, id),
      contentOf(message, channel),
      reactions(message, channel),
      !inThread && threadLine(message, channel),
    ),
  );
  if (!message.is_ephemeral) node.append(h("div", { class: "hover-slot" }, hoverBar(message, channel, inThread)));
  return node;
}

function face(id) {
  return h(
    "button",
    {
      class: "face",
      type: "button",
      "aria-label": `About ${nameOf(user(id))}`,
      onclick: (event) => openProfile(id, event.currentTarget),
    },
    avatar(id, 36),
  );
}

function onlyYou(message, channel) {
  const dismiss = () => emit("dismissed", `${channel} ${message.ts}`);
  return h(
    "div",
    { class: "only-you" },
    icon("eye", 14),
    h("span", {}, "Only visible to you"),
    h("button", { class: "only-you-x", type: "button", onclick: dismiss }, "Dismiss"),
  );
}

function head(message, id) {
  const name = isApp(id) ? (message.username ?? state.world.app.name) : nameOf(user(id));
  return h(
    "div",
    { class: "message-head" },
    h("button", { class: "author", type: "button", onclick: (event) => openProfile(id, event.currentTarget) }, name),
    isApp(id) && h("span", { class: "badge" }, "APP"),
    h("time", { class: "sent-at", title: fullTime(dateOf(message.ts)) }, clock(dateOf(message.ts))),
  );
}

function contentOf(message, channel) {
  const surface = surfaceOf(`message ${channel} ${message.ts}`, { message: { channel, ts: message.ts } }, "message");
  const words = message.text && !message.blocks?.length && h("div", { class: "words" }, mrkdwn(message.text));
  const node = h(
    "div",
    { class: "message-content" },
    message.subtype === "thread_broadcast" && h("div", { class: "broadcast" }, "replied to a thread"),
    words,
    message.blocks?.length ? renderBlocks(message.blocks, surface) : null,
    (message.attachments ?? []).map((one) => attachment(one, surface)),
    filesOf(message),
  );
  if (message.edited && !message.is_ephemeral && !isApp(message.user))
    append(node, [h("span", { class: "edited" }, "(edited)")]);
  return node;
}

function attachment(one, surface) {
  const bar = /^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : "";
  return h(
    "div",
    { class: "attachment" },
    h("span", { class: "attachment-bar", style: bar ? { background: bar } : {} }),
    h(
      "div",
      { class: "attachment-body" },
      one.pretext && h("div", {}, mrkdwn(one.pretext)),
      one.author_name && h("div", { class: "muted" }, one.author_name),
      one.title &&
        h(
          "div",
          { class: "attachment-title" },
          mrkdwn(one.title_link ? `<${one.title_link}|${one.title}>` : one.title),
        ),
      one.text && h("div", { class: "words" }, mrkdwn(one.text)),
      one.blocks && renderBlocks(one.blocks, surface),
      !one.text && !one.blocks && !one.title && one.fallback && h("div", { class: "words" }, mrkdwn(one.fallback)),
      one.footer && h("div", { class: "muted" }, textObject(one.footer)),
    ),
  );
}

function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  const toggle = (name) => async () => fine(await act("reaction", { channel, ts: message.ts, name }));
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((one) => {
      const mine = one.users.includes(state.as);
      const who = one.users.map((id) => (id === state.as ? "You" : nameOf(user(id)))).join(", ");
      return h(
        "button",
        {
          class: `reaction${mine ? " mine" : ""}`,
          type: "button",
          "aria-pressed": String(mine),
          title: `${who} reacted with :${one.name}:`,
          onclick: toggle(one.name),
        },
        emojiNode(one.name),
        h("span", {}, one.count ?? one.users.length),
      );
    }),
    h(
      "button",
      {
        class: "reaction add",
        type: "button",
        "aria-label": "Add a reaction",
        onclick: (event) => pickEmoji(event.currentTarget, (name) => toggle(name)()),
      },
      icon("smile", 15),
    ),
  );
}

function threadLine(message, channel) {
  if (!message.reply_count) return null;
  const open = () => go({ channel, thread: message.ts });
  return h(
    "button",
    { class: "thread-line", type: "button", onclick: open },
    h(
      "span",
      { class: "thread-faces" },
      (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, 24)),
    ),
    h("span", { class: "thread-count" }, plural(message.reply_count, "reply", "replies")),
    h("span", { class: "thread-last" }, `Last reply ${ago(dateOf(message.latest_reply ?? message.ts))}`),
    h("span", { class: "thread-view" }, "View thread", icon("right", 14)),
  );
}
