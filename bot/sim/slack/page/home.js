// The app's place: Home tab (its published view), Messages, About.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { act, read } from "./api.js";
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { surfaceOf } from "./surface.js";
import { fine } from "./toast.js";
import { state } from "./state.js";

let drawn = "";

export function drawHome(host, view) {
  const signature = JSON.stringify([state.as, view]);
  if (signature === drawn && host.firstChild) return;
  drawn = signature;
  const at = host.scrollTop;
  if (!view)
    return fill(
      host,
      h(
        "div",
        { class: "empty" },
        avatar(state.world.app.bot_user, 56),
        h("h3", {}, `${state.world.app.name} has not drawn its Home yet`),
        h(
          "p",
          {},
          state.world.connected
            ? "It was told that you look at it; what it publishes appears here."
            : "The bot is not connected. Start it, and its Home appears here.",
        ),
      ),
    );
  const surface = surfaceOf(`view ${view.id}`, { view_id: view.id }, "home");
  fill(host, h("div", { class: "home-sheet" }, renderBlocks(view.blocks, surface)));
  host.scrollTop = at;
  return undefined;
}

// Without `peek` the server tells the app that its Home was opened, and the app may publish anew.
export async function refreshHome(host, { peek = false } = {}) {
  const as = state.as;
  const answer = await read("home", peek ? { peek: 1 } : {});
  if (as === state.as && fine(answer)) drawHome(host, answer.view ?? null);
}

export function drawAbout(host) {
  const { app, commands, shortcuts } = state.world;
  const row = (name, words, glyph, run) =>
    h(
      "div",
      { class: "about-row" },
      h("span", { class: "about-glyph" }, icon(glyph)),
      h("div", {}, h("strong", {}, name), h("div", { class: "muted" }, words)),
      run && h("button", { class: "button", type: "button", onclick: run }, "Start"),
    );
  fill(
    host,
    h(
      "div",
      { class: "home-sheet about" },
      h(
        "div",
        { class: "about-head" },
        avatar(app.bot_user, 64),
        h("div", {}, h("h2", {}, app.name), h("div", { class: "muted" }, `App ${app.id}`)),
      ),
      h("h3", {}, "Commands"),
      commands.map((one) => row(`${one.command} ${one.usage_hint ?? ""}`, one.description, "code")),
      h("h3", {}, "Shortcuts"),
      shortcuts.map((one) =>
        row(
          one.name,
          `${one.description ?? ""}${one.type === "message" ? " (in a message's menu)" : ""}`,
          "bolt",
          one.type === "global" && (async () => fine(await act("shortcut", { callback_id: one.callback_id }))),
        ),
      ),
    ),
  );
}
