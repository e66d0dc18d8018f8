// The inspector: every payload to the app and every call from it, as it went over the wire.

import { h, fill, copyText } from "./dom.js";
import { icon } from "./icons.js";
import { read } from "./api.js";
import { jsonTree } from "./jsontree.js";
import { toast } from "./toast.js";

const KINDS = ["api", "event", "interactive", "command", "response_url", "socket"];
const MOST_ROWS = 600;
const seen = { entries: [], last: 0, hidden: new Set(), filter: "", chosen: null, part: "request" };
let list, detail;

export function toggleInspector() {
  const host = document.getElementById("inspector");
  host.hidden = !host.hidden;
  document.body.classList.toggle("inspecting", !host.hidden);
  if (host.hidden) return;
  if (!list) build(host);
  fetchLog();
}

function build(host) {
  list = h("div", { class: "log-list", role: "listbox", "aria-label": "Calls", tabindex: "0", onkeydown: step });
  detail = h("div", { class: "log-detail" });
  const filter = h("input", {
    class: "log-filter",
    type: "search",
    placeholder: "Filter by name or content",
    "aria-label": "Filter",
    oninput: () => {
      seen.filter = filter.value.toLowerCase();
      drawRows();
    },
  });
  const chips = KINDS.map((kind) =>
    h(
      "button",
      {
        class: "chip on",
        type: "button",
        "aria-pressed": "true",
        onclick: (event) => {
          const hide = !seen.hidden.delete(kind);
          if (hide) seen.hidden.add(kind);
          event.currentTarget.classList.toggle("on", !hide);
          event.currentTarget.setAttribute("aria-pressed", String(!hide));
          drawRows();
        },
      },
      kind,
    ),
  );
  const clear = () => {
    seen.entries = [];
    seen.chosen = null;
    drawRows();
    drawDetail();
  };
  fill(
    host,
    h("div", { class: "log-grip", onpointerdown: grip }),
    h(
      "div",
      { class: "log-bar" },
      h("strong", {}, icon("wave", 16), "Inspector"),
      filter,
      h("div", { class: "chips" }, chips),
      h("button", { class: "text-button", type: "button", onclick: clear }, "Clear"),
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "Close the inspector",
          onclick: () => document.getElementById("rail-inspector").click(),
        },
        icon("close", 16),
      ),
    ),
    h("div", { class: "log-body" }, list, detail),
  );
  drawDetail();
}

export async function fetchLog() {
  if (document.getElementById("inspector").hidden || seen.fetching) return;
  seen.fetching = true;
  const answer = await read("log", { after: seen.last });
  seen.fetching = false;
  if (!answer.ok || !answer.entries?.length) return;
  const fresh = new Map(answer.entries.map((entry) => [entry.id, entry]));
  seen.entries = [...seen.entries.filter((entry) => !fresh.has(entry.id)), ...answer.entries].slice(-MOST_ROWS);
  seen.last = answer.entries.at(-1).id;
  drawRows();
}

export function resetLog() {
  Object.assign(seen, { entries: [], last: 0, chosen: null });
  if (list) drawRows();
  fetchLog();
}

function shown() {
  return seen.entries.filter(
    (entry) =>
      !seen.hidden.has(entry.kind) &&
      (!seen.filter ||
        `${entry.name} ${JSON.stringify([entry.request, entry.response])}`.toLowerCase().includes(seen.filter)),
  );
}

function drawRows() {
  const bottom = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const rows = shown();
  fill(
    list,
    rows.length
      ? rows.map(row)
      : h("div", { class: "option-say" }, "Nothing yet. Write a message or press a button, and watch it here."),
  );
  if (bottom) list.scrollTop = list.scrollHeight;
}

function row(entry) {
  const toApp = entry.direction === "to_app";
  const bad = entry.ok === false;
  return h(
    "div",
    {
      class: `log-row${seen.chosen?.id === entry.id ? " chosen" : ""}${bad ? " bad" : ""}`,
      role: "option",
      "aria-selected": String(seen.chosen?.id === entry.id),
      dataset: { id: entry.id },
      onclick: () => choose(entry),
    },
    h("time", {}, new Date(Number(entry.at) * 1000 || entry.at).toLocaleTimeString([], { hour12: false })),
    h(
      "span",
      { class: `log-way ${toApp ? "in" : "out"}`, title: toApp ? "To the app" : "From the app" },
      toApp ? "→ app" : "← app",
    ),
    h("span", { class: "log-kind" }, entry.kind),
    h("span", { class: "log-name" }, entry.name),
    h(
      "span",
      { class: "log-status" },
      bad ? (entry.response?.error ?? (entry.status || "failed")) : entry.status || "ok",
    ),
    h("span", { class: "log-ms" }, entry.ms === null || entry.ms === undefined ? "" : `${Math.round(entry.ms)} ms`),
  );
}

function step(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return;
  event.preventDefault();
  const rows = shown();
  const next = rows[rows.findIndex((entry) => entry.id === seen.chosen?.id) + way];
  if (next) choose(next);
  list.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
}

function choose(entry) {
  seen.chosen = entry;
  for (const node of list.children) node.classList.toggle("chosen", node.dataset.id === String(entry.id));
  drawDetail();
}

export function inspectPayload(payload) {
  if (document.getElementById("inspector").hidden) document.getElementById("rail-inspector").click();
  seen.chosen = { id: "message", name: "This message, as the API gives it", request: payload, response: null };
  drawDetail();
}

function drawDetail() {
  const entry = seen.chosen;
  if (!entry) return fill(detail, h("div", { class: "option-say" }, "Choose a line to read its payload."));
  const part = entry.response === null || entry.response === undefined ? "request" : seen.part;
  const value = entry[part];
  const tab = (name, label) =>
    h(
      "button",
      { class: `tab${part === name ? " on" : ""}`, type: "button", onclick: () => drawDetail((seen.part = name)) },
      label,
    );
  const copy = async () =>
    (await copyText(JSON.stringify(value, null, 2)))
      ? toast("Copied", "", "good")
      : toast("The browser did not allow copying");
  return fill(
    detail,
    h(
      "div",
      { class: "log-detail-bar" },
      h("strong", {}, entry.name),
      tab("request", entry.direction ? "Request" : "Payload"),
      entry.response != null && tab("response", "Response"),
      h("button", { class: "text-button", type: "button", onclick: copy }, icon("copy", 14), "Copy"),
    ),
    h("div", { class: "json" }, jsonTree(value)),
  );
}

function grip(event) {
  const host = document.getElementById("inspector");
  const start = { y: event.clientY, height: host.offsetHeight };
  const move = (now) =>
    (host.style.height = `${Math.max(160, Math.min(start.height + start.y - now.clientY, window.innerHeight - 200))}px`);
  const end = () => window.removeEventListener("pointermove", move);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end, { once: true });
}
