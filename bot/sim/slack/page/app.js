// The page itself: reads where one is from the hash, draws the rooms, follows the live stream.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { Stream, act, read } from "./api.js";
import { avatar } from "./avatar.js";
import { Pane } from "./pane.js";
import { drawAbout, refreshHome } from "./home.js";
import { drawSidebar, inOrder } from "./sidebar.js";
import { drawRail, drawTopbar } from "./topbar.js";
import { drawStack, refreshViews } from "./modal.js";
import { fetchLog, inspectPayload, resetLog } from "./inspector.js";
import { refreshFaults } from "./faults.js";
import { openSwitcher } from "./switcher.js";
import { closeAll, closeTop, menu } from "./popover.js";
import {
  appChannel,
  channel,
  emit,
  go,
  isApp,
  isAppChannel,
  on,
  nameOf,
  readHash,
  state,
  titleOf,
  user,
} from "./state.js";
import { plural } from "./format.js";
import { message, openProfile } from "./profile.js";

const stream = new Stream();
const main = {};
const thread = {};
let drawn = "";

function build() {
  main.head = h("header", { class: "pane-head main-head" });
  main.tabs = h("div", { class: "tabs", role: "tablist" });
  main.home = h("div", { class: "home", hidden: true });
  main.chat = h("div", { class: "pane" });
  main.pane = new Pane(main.chat);
  fill(document.getElementById("main"), main.head, main.tabs, main.home, main.chat);
  thread.head = h("header", { class: "pane-head" });
  thread.body = h("div", { class: "pane" });
  thread.pane = new Pane(thread.body, { inThread: true });
  fill(document.getElementById("thread"), thread.head, thread.body);
}

async function start() {
  readHash();
  build();
  await loadWorld();
  if (!state.world) return;
  stream.open();
  if (state.tab && !isAppChannel()) await message(state.world.app.bot_user, state.tab);
  else await show();
  refreshViews();
  refreshFaults();
}

async function loadWorld() {
  const answer = await read("world");
  if (!answer.ok) return banner(answer.error);
  state.world = answer;
  const known = answer.users.some((one) => one.id === state.as && !one.is_bot);
  const mine = known ? state.as : (answer.me?.id ?? answer.me ?? answer.users.find((one) => !one.is_bot)?.id);
  if (mine !== state.as) {
    state.as = mine;
    return loadWorld();
  }
  if (!channel()) Object.assign(state, { channel: firstPlace(), thread: "", tab: state.tab });
  history.replaceState(
    null,
    "",
    `#${new URLSearchParams(Object.entries({ as: state.as, channel: state.channel, thread: state.thread, tab: state.tab }).filter(([, value]) => value))}`,
  );
  const signature = JSON.stringify([answer, state.as, state.channel, state.tab]);
  if (signature !== drawn) drawFrame();
  drawn = signature;
  return undefined;
}

function firstPlace() {
  if (state.tab && appChannel()) return appChannel().id;
  const open = inOrder().filter((one) => !one.is_im);
  return (open.find((one) => one.name === "general") ?? open[0] ?? inOrder()[0])?.id ?? "";
}

function drawFrame() {
  drawTopbar();
  drawRail();
  drawSidebar();
  drawHead();
}

function drawHead() {
  const place = channel();
  if (!place) return;
  const glyph = place.is_im ? avatar(place.im_user, 26) : icon(place.is_private ? "lock" : "hash", 19);
  const members =
    !place.is_im &&
    h(
      "button",
      {
        class: "members",
        type: "button",
        "aria-label": `${plural(place.members.length, "member")}`,
        onclick: (event) => memberMenu(event.currentTarget, place),
      },
      place.members.slice(0, 3).map((id) => avatar(id, 22)),
      h("span", {}, place.members.length),
    );
  fill(
    main.head,
    h(
      "div",
      { class: "main-title" },
      h("span", { class: "main-glyph" }, glyph),
      h("h1", {}, titleOf(place)),
      isAppChannel() && h("span", { class: "badge" }, "APP"),
      h("span", { class: "topic" }, place.topic ?? ""),
    ),
    members,
  );
  main.tabs.hidden = !isAppChannel();
  fill(
    main.tabs,
    [
      ["home", "Home"],
      ["messages", "Messages"],
      ["about", "About"],
    ].map(([tab, label]) =>
      h(
        "button",
        {
          class: `tab${currentTab() === tab ? " on" : ""}`,
          type: "button",
          role: "tab",
          "aria-selected": String(currentTab() === tab),
          onclick: () => go({ tab, thread: "" }),
        },
        label,
      ),
    ),
  );
}

function memberMenu(anchor, place) {
  menu(
    anchor,
    [
      { heading: plural(place.members.length, "member") },
      ...place.members.map((id) => ({
        label: isApp(id) ? state.world.app.name : nameOf(user(id)),
        description: user(id)?.title,
        glyph: avatar(id, 28),
        run: () => openProfile(id, anchor),
      })),
    ],
    { label: "Members", align: "right" },
  );
}

function currentTab() {
  return isAppChannel() ? state.tab || "messages" : "messages";
}

async function show() {
  const tab = currentTab();
  main.home.hidden = tab === "messages";
  main.chat.hidden = tab !== "messages";
  const aside = document.getElementById("thread");
  aside.hidden = !state.thread;
  drawHead();
  drawSidebar();
  if (tab === "about") drawAbout(main.home);
  if (tab === "home") refreshHome(main.home);
  if (isAppChannel() && state.tab === "messages") act("open_im", { user: state.world.app.bot_user });
  const opened = tab === "messages" ? main.pane.open(state.channel) : null;
  if (state.thread) {
    drawThreadHead();
    await thread.pane.open(state.channel, state.thread);
  } else {
    thread.pane.key = "";
  }
  await opened;
}

function drawThreadHead() {
  const place = channel();
  fill(
    thread.head,
    h(
      "div",
      {},
      h("h2", {}, "Thread"),
      h("span", { class: "topic" }, place?.is_im ? titleOf(place) : `#${titleOf(place)}`),
    ),
    h(
      "button",
      { class: "icon-button", type: "button", "aria-label": "Close the thread", onclick: () => go({ thread: "" }) },
      icon("close"),
    ),
  );
}

on("moved", async (before) => {
  closeAll();
  if (before.as !== state.as) return changePerson();
  if (!channel() && state.channel) await loadWorld();
  return show();
});

async function changePerson() {
  drawStack([]);
  state.status.clear();
  stream.open();
  await loadWorld();
  await show();
  resetLog();
  refreshViews();
}

on("world-stale", async (then) => {
  await loadWorld();
  then?.();
});

// Many events in one breath (a streamed answer) become one read each.
const waiting = new Map();
function soon(name, fn, ms = 30) {
  if (waiting.has(name)) return;
  waiting.set(
    name,
    setTimeout(() => {
      waiting.delete(name);
      fn();
    }, ms),
  );
}

const LIVE = {
  message: changed,
  message_changed: changed,
  message_deleted: changed,
  reaction: changed,
  ephemeral: changed,
  views: () => soon("views", refreshViews, 0),
  home: () => soon("home", () => currentTab() === "home" && refreshHome(main.home, { peek: true })),
  channel: () => soon("world", loadWorld),
  connection: () => soon("world", loadWorld),
  status: showStatus,
  log: () => soon("log", fetchLog, 120),
  fault: () => soon("fault", refreshFaults),
  reset: () => location.reload(),
};

on("live", (event) => LIVE[event.type]?.(event));

function changed(event) {
  if (event.type === "message") clearStatus(event);
  if (event.channel === main.pane.place && !main.chat.hidden) soon("main", () => main.pane.refresh());
  if (event.channel === state.channel && state.thread) soon("thread", () => thread.pane.refresh());
  soon("world", loadWorld, 60);
}

function showStatus({ channel: place, thread_ts: ts, text }) {
  state.status.set(`${place} ${ts ?? ""}`, text ?? "");
  main.pane.showStatus();
  thread.pane.showStatus();
}

function clearStatus({ channel: place, thread_ts: ts }) {
  if (state.status.delete(`${place} ${ts ?? ""}`)) showStatus({ channel: place, thread_ts: ts, text: "" });
}

function banner(words) {
  const node = document.getElementById("banner");
  node.hidden = !words;
  fill(node, words && [icon("plug", 16), words]);
}

on("offline", ({ wait }) =>
  banner(
    `The local Slack is not answering. Trying again in ${Math.max(1, Math.round(wait / 1000))} s. Is the demo still running?`,
  ),
);
// What happened before the stream was open is read now, at the first start as after a loss.
on("online", async () => {
  banner("");
  await loadWorld();
  main.pane.refresh();
  thread.pane.refresh();
  refreshViews();
  fetchLog();
});
on("faults-changed", () => state.world && drawRail());
on("focus-composer", () => main.pane.composer.focus());

window.addEventListener("popstate", () => {
  const before = { ...state };
  readHash();
  emit("moved", before);
});
window.addEventListener("focus", () => main.pane.markRead());
document.addEventListener("inspect", (event) => inspectPayload(event.detail));
on("dismissed", (note) => {
  state.dismissed.add(note);
  [main.pane, thread.pane].forEach((pane) => pane.refresh());
});

document.addEventListener("keydown", (event) => {
  const inModal = document.querySelector(".backdrop");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !inModal) {
    event.preventDefault();
    openSwitcher();
  } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && !inModal) {
    event.preventDefault();
    walk(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && !event.defaultPrevented && !closeTop() && !inModal && state.thread) {
    go({ thread: "" });
  }
});

function walk(step) {
  const all = inOrder();
  const at = all.findIndex((one) => one.id === state.channel);
  const next = all[(at + step + all.length) % all.length];
  if (next) go({ channel: next.id, thread: "", tab: isAppChannel(next.id) ? "home" : "" });
}

start();
