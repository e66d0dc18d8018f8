// Channels, people and apps at the left, with unread marks and mention badges.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./avatar.js";
import { message } from "./profile.js";
import { openSwitcher } from "./switcher.js";
import { appChannel, go, isApp, state, titleOf } from "./state.js";

const folded = new Set();

export function places() {
  const all = state.world.channels.filter((one) => !one.archived);
  const named = (list) => [...list].sort((a, b) => titleOf(a).localeCompare(titleOf(b)));
  return {
    channels: named(all.filter((one) => !one.is_im)),
    people: named(all.filter((one) => one.is_im && !isApp(one.im_user))),
    app: appChannel(),
  };
}

export function inOrder() {
  const { channels, people, app } = places();
  return [...channels, ...people, ...(app ? [app] : [])];
}

export function drawSidebar() {
  const host = document.getElementById("sidebar");
  const at = host.querySelector(".side-scroll")?.scrollTop ?? 0;
  const focused = host.contains(document.activeElement) && document.activeElement.dataset.channel;
  const { channels, people, app } = places();
  fill(
    host,
    h(
      "div",
      { class: "side-head" },
      h("div", { class: "side-team" }, state.world.team.name),
      h(
        "div",
        { class: `side-bot${state.world.connected ? " on" : ""}` },
        `${state.world.app.name} is ${state.world.connected ? "online" : "not connected"}`,
      ),
      h(
        "button",
        {
          class: "icon-button side-new",
          type: "button",
          "aria-label": "New message",
          title: "New message",
          onclick: openSwitcher,
        },
        icon("plus"),
      ),
    ),
    h(
      "div",
      { class: "side-scroll" },
      part("Channels", channels.map(placeRow)),
      part("Direct messages", [...people.map(placeRow), addRow("Message somebody", openSwitcher)]),
      part("Apps", [app ? placeRow(app) : appRow()]),
    ),
  );
  host.querySelector(".side-scroll").scrollTop = at;
  if (focused) [...host.querySelectorAll(".side-row")].find((row) => row.dataset.channel === focused)?.focus();
}

function part(title, rows) {
  const toggle = () => {
    folded.has(title) ? folded.delete(title) : folded.add(title);
    drawSidebar();
  };
  const open = !folded.has(title);
  return h(
    "section",
    { class: "side-part", "aria-label": title },
    h(
      "button",
      { class: "side-title", type: "button", "aria-expanded": String(open), onclick: toggle },
      icon(open ? "down" : "right", 14),
      title,
    ),
    open && rows,
  );
}

function placeRow(place) {
  const here = place.id === state.channel;
  const unread = place.unread > 0 && !here;
  const isTheApp = place.is_im && isApp(place.im_user);
  const glyph = place.is_im ? avatar(place.im_user, 20) : icon(place.is_private ? "lock" : "hash", 16);
  const badge = here ? 0 : place.mentions || (place.is_im ? place.unread : 0);
  return h(
    "button",
    {
      class: `side-row${here ? " here" : ""}${unread ? " unread" : ""}`,
      type: "button",
      "aria-current": here ? "page" : null,
      dataset: { channel: place.id },
      onclick: () => go({ channel: place.id, thread: "", tab: isTheApp ? state.tab || "home" : "" }),
    },
    h("span", { class: "side-glyph" }, glyph),
    h("span", { class: "side-name" }, titleOf(place)),
    place.is_im && place.im_user === state.as && h("span", { class: "side-you" }, "you"),
    badge > 0 && h("span", { class: "side-badge", "aria-label": `${badge} new` }, badge),
  );
}

function appRow() {
  const { app } = state.world;
  return h(
    "button",
    { class: "side-row", type: "button", onclick: () => message(app.bot_user, "home") },
    h("span", { class: "side-glyph" }, avatar(app.bot_user, 20)),
    h("span", { class: "side-name" }, app.name),
  );
}

function addRow(label, onclick) {
  return h(
    "button",
    { class: "side-row quiet", type: "button", onclick },
    h("span", { class: "side-glyph plus" }, icon("plus", 14)),
    h("span", { class: "side-name" }, label),
  );
}
