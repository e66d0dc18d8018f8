// The bar at the top (jump, other rooms of the local world, who one acts as) and the rail of tools at the left.

import { h, fill, safeLink } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./avatar.js";
import { menu } from "./popover.js";
import { openSwitcher } from "./switcher.js";
import { toggleInspector } from "./inspector.js";
import { toggleFaults } from "./faults.js";
import { emit, go, isAppChannel, me, nameOf, state } from "./state.js";

const MAC = /Mac/.test(navigator.platform);

export function drawTopbar() {
  const { world } = state;
  const rooms = (world.links ?? []).filter((one) => safeLink(one.url));
  document.title = `${world.team.name} · local stand-in for Slack`;
  fill(
    document.getElementById("topbar"),
    h("div", { class: "top-name" }, h("strong", {}, world.team.name), h("span", {}, "local stand-in for Slack")),
    h(
      "button",
      { class: "top-search", type: "button", onclick: openSwitcher },
      icon("search", 15),
      h("span", {}, `Jump to a channel or a person`),
      h("kbd", {}, MAC ? "⌘K" : "Ctrl K"),
    ),
    h(
      "div",
      { class: "top-right" },
      rooms.map((one) =>
        h("a", { class: "top-link", href: one.url, target: "_blank", rel: "noopener" }, one.name, icon("external", 13)),
      ),
      actAs(),
    ),
  );
}

function actAs() {
  const mine = me();
  return h(
    "button",
    {
      class: "act-as",
      type: "button",
      "aria-haspopup": "menu",
      "aria-label": `You act as ${nameOf(mine)}. Change`,
      onclick: (event) => choosePerson(event.currentTarget),
    },
    avatar(state.as, 26),
    h("span", { class: "act-words" }, h("span", { class: "act-note" }, "You act as"), h("strong", {}, nameOf(mine))),
    icon("down", 14),
  );
}

function choosePerson(anchor) {
  const people = state.world.users.filter((one) => !one.is_bot);
  menu(
    anchor,
    [
      { heading: "See the workspace as" },
      ...people.map((one) => ({
        label: nameOf(one),
        description: one.title,
        glyph: avatar(one.id, 32),
        checked: one.id === state.as,
        run: () => become(one.id),
      })),
    ],
    { label: "Act as", align: "right", className: "people-menu" },
  );
}

function become(id) {
  const inIm = state.world.channels.find((one) => one.id === state.channel)?.is_im;
  const app = isAppChannel();
  go({ as: id, channel: inIm ? "" : state.channel, thread: inIm ? "" : state.thread, tab: app ? "home" : "" });
}

export function drawRail() {
  const { world } = state;
  const tool = (id, glyph, label, onclick, on, mark) =>
    h(
      "button",
      { class: `rail-tool${on ? " on" : ""}`, id, type: "button", "aria-pressed": String(Boolean(on)), onclick },
      h("span", { class: "rail-glyph" }, icon(glyph, 20), mark ? h("span", { class: "rail-mark" }, mark) : null),
      h("span", {}, label),
    );
  const shown = (id) => !document.getElementById(id).hidden;
  fill(
    document.getElementById("rail"),
    h("div", { class: "rail-team", title: world.team.name }, world.team.name[0]),
    tool("rail-chat", "chat", "Chat", closeTools, !shown("inspector") && !shown("faults")),
    tool("rail-inspector", "wave", "Inspect", () => redraw(toggleInspector), shown("inspector")),
    tool("rail-faults", "warn", "Faults", () => redraw(toggleFaults), shown("faults"), state.faults?.length),
    h("div", { class: "rail-space" }),
    h(
      "div",
      { class: `rail-plug${world.connected ? " on" : ""}`, role: "status", title: plugWords(world) },
      icon("plug", 18),
      h("span", {}, world.connected ? "Online" : "Away"),
    ),
  );
}

function plugWords({ connected, app, mode }) {
  if (!connected) return `${app.name} is not connected: start the bot, or look at its log.`;
  return mode === "http"
    ? `${app.name} answers over HTTP.`
    : `${app.name} is connected (${connected} socket${connected === 1 ? "" : "s"}).`;
}

function redraw(toggle) {
  toggle();
  drawRail();
}

function closeTools() {
  if (!document.getElementById("inspector").hidden) toggleInspector();
  if (!document.getElementById("faults").hidden) toggleFaults();
  drawRail();
  emit("focus-composer");
}
