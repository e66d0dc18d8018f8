// The bar that appears over a message: reactions, reply, message shortcuts.

import { h, copyText } from "./dom.js";
import { icon } from "./icons.js";
import { act } from "./api.js";
import { menu } from "./popover.js";
import { emojiNode } from "./emoji.js";
import { pickEmoji } from "./emojipicker.js";
import { fine, toast } from "./toast.js";
import { go, state } from "./state.js";

const QUICK = ["white_check_mark", "eyes", "raised_hands"];

export function hoverBar(message, channel, inThread) {
  const react = async (name) => fine(await act("reaction", { channel, ts: message.ts, name }));
  const thread = () => go({ channel, thread: message.thread_ts ?? message.ts });
  return h(
    "div",
    { class: "hover-bar", role: "toolbar", "aria-label": "Message actions" },
    QUICK.map((name) => tool(`React with :${name}:`, emojiNode(name), () => react(name))),
    tool("Find another reaction", icon("smile"), (event) => pickEmoji(event.currentTarget, react)),
    !inThread && tool("Reply in thread", icon("reply"), thread),
    tool("More actions", icon("more"), (event) => more(event.currentTarget, message, channel)),
  );
}

function tool(label, content, onclick) {
  return h("button", { class: "icon-button", type: "button", title: label, "aria-label": label, onclick }, content);
}

function more(anchor, message, channel) {
  const shortcuts = state.world.shortcuts.filter((one) => one.type === "message");
  const copied = async (text) =>
    (await copyText(text)) ? toast("Copied", "", "good") : toast("The browser did not allow copying");
  menu(
    anchor,
    [
      {
        label: "Reply in thread",
        glyph: icon("reply", 16),
        run: () => go({ channel, thread: message.thread_ts ?? message.ts }),
      },
      {
        label: "Copy link",
        glyph: icon("chain", 16),
        run: () =>
          copied(`${location.origin}/#as=${state.as}&channel=${channel}&thread=${message.thread_ts ?? message.ts}`),
      },
      { label: "Copy text", glyph: icon("copy", 16), run: () => copied(message.text ?? "") },
      {
        label: "Look at the payload",
        glyph: icon("code", 16),
        run: () => document.dispatchEvent(new CustomEvent("inspect", { detail: message })),
      },
      shortcuts.length && "-",
      shortcuts.length && { heading: `${state.world.app.name} shortcuts` },
      ...shortcuts.map((one) => ({
        label: one.name,
        description: one.description,
        glyph: icon("bolt", 16),
        run: async () => fine(await act("message_action", { callback_id: one.callback_id, channel, ts: message.ts })),
      })),
    ],
    { label: "Message actions", align: "right" },
  );
}
