// The panel that makes things go wrong on purpose, and says in plain words what each fault does.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { act, read } from "./api.js";
import { busy } from "./surface.js";
import { fine } from "./toast.js";
import { plural } from "./format.js";
import { emit, state } from "./state.js";

const KINDS = [
  [
    "drop_ack",
    "Drop the next ack",
    "The next click, command or form is delivered, but the app's answer is lost. You see Slack's trouble note; the app must not act twice.",
    {},
  ],
  [
    "expire_triggers",
    "Let triggers expire",
    "The next dialog is asked for too late (after 3 seconds on the real Slack), so the app has to say so in words.",
    {},
  ],
  [
    "ratelimit",
    "Answer 429",
    "The next API call is told to come back later. A patient app waits and the message still arrives.",
    { method: "chat.postMessage" },
  ],
  [
    "error",
    "Answer an error",
    "The next call of this method fails with this error.",
    { method: "chat.postMessage", error: "channel_not_found" },
  ],
  ["http_500", "Answer HTTP 500", "Slack itself is in trouble for one call.", { method: "chat.postMessage" }],
  [
    "delay",
    "Delay the next call",
    "The answer comes late, by this many seconds.",
    { method: "chat.postMessage", delay: 2 },
  ],
  [
    "disconnect",
    "Disconnect the socket",
    "Every socket of the app is closed, as Slack does now and then. The app connects again by itself.",
    null,
  ],
  [
    "redeliver",
    "Deliver the last event again",
    "The same event arrives a second time. Nothing may happen twice.",
    null,
  ],
  ["revoke_token", "Revoke the token", "The app is told its token is no longer good, as after an uninstall.", null],
];
const STEPS = [
  ["+5 min", 300],
  ["+31 min", 1860],
  ["+1 hour", 3600],
  ["+1 day", 86400],
  ["+1 week", 604800],
];
let now = { faults: [], offset_seconds: 0 };

export function toggleFaults() {
  const host = document.getElementById("faults");
  host.hidden = !host.hidden;
  document.body.classList.toggle("faulting", !host.hidden);
  if (!host.hidden) refreshFaults();
}

export async function refreshFaults() {
  const answer = await read("faults");
  if (!answer.ok) return;
  now = { faults: answer.faults ?? [], offset_seconds: answer.offset_seconds ?? 0 };
  state.faults = now.faults;
  emit("faults-changed");
  if (!document.getElementById("faults").hidden) draw();
}

function draw() {
  const host = document.getElementById("faults");
  const at = host.querySelector(".faults-body")?.scrollTop ?? 0;
  fill(
    host,
    h(
      "header",
      { class: "pane-head" },
      h("h2", {}, "Make things go wrong"),
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "Close the faults",
          onclick: () => document.getElementById("rail-faults").click(),
        },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "faults-body" },
      h("p", { class: "muted" }, "A good app survives all of this. Press one, then use the app as usual."),
      active(),
      KINDS.map(kindCard),
      clockCard(),
      h(
        "div",
        { class: "fault-card" },
        h("strong", {}, "Start over"),
        h("p", {}, "Forget every message of this workspace."),
        h(
          "button",
          { class: "button danger", type: "button", onclick: (event) => run(event.currentTarget, "reset") },
          "Reset the workspace",
        ),
      ),
    ),
  );
  host.querySelector(".faults-body").scrollTop = at;
}

function active() {
  if (!now.faults.length) return null;
  return h(
    "div",
    { class: "faults-active" },
    h("strong", {}, `${plural(now.faults.length, "fault")} waiting`),
    now.faults.map((fault) =>
      h(
        "div",
        { class: "fault-line" },
        icon("warn", 14),
        h(
          "span",
          {},
          nameOf(fault.kind),
          fault.method && h("code", { class: "code" }, fault.method),
          fault.error && ` ${fault.error}`,
          fault.times > 1 && ` × ${fault.times}`,
        ),
      ),
    ),
    h(
      "button",
      { class: "button", type: "button", onclick: (event) => run(event.currentTarget, "fault_clear") },
      "Clear all",
    ),
  );
}

function nameOf(kind) {
  return KINDS.find(([known]) => known === kind)?.[1] ?? kind;
}

function kindCard([kind, name, words, fields]) {
  const inputs = Object.entries(fields ?? {}).map(([field, start]) => [
    field,
    h("input", {
      class: "fault-field",
      value: start,
      "aria-label": `${name}: ${field}`,
      list: null,
      type: field === "delay" ? "number" : "text",
      step: "0.5",
      min: "0",
      title: field,
    }),
  ]);
  const times =
    fields &&
    h("input", {
      class: "fault-times",
      type: "number",
      min: "1",
      max: "99",
      value: "1",
      "aria-label": `${name}: how many times`,
      title: "How many times",
    });
  const go = (event) => {
    const typed = Object.fromEntries(
      inputs
        .filter(([, input]) => input.value.trim())
        .map(([field, input]) => [field, field === "delay" ? Number(input.value) : input.value.trim()]),
    );
    run(event.currentTarget, "fault", { kind, ...typed, ...(times ? { times: Number(times.value) || 1 } : {}) });
  };
  return h(
    "div",
    { class: "fault-card", dataset: { kind } },
    h("strong", {}, name),
    h("p", {}, words),
    h(
      "div",
      { class: "fault-row" },
      inputs.map(([, input]) => input),
      times && h("label", { class: "fault-x" }, "×", times),
      h("button", { class: "button", type: "button", onclick: go }, fields ? "Set" : "Do it"),
    ),
  );
}

function clockCard() {
  const set = (seconds) => (event) => run(event.currentTarget, "clock", { offset_seconds: seconds });
  const words = now.offset_seconds
    ? `The workspace's clock is ${plural(Math.round(now.offset_seconds / 60), "minute")} ahead.`
    : "The workspace's clock is right.";
  return h(
    "div",
    { class: "fault-card" },
    h("strong", {}, "Clock"),
    h("p", {}, `${words} Move it, and 30-minute rules (such as the end of a response_url) can be seen at once.`),
    h(
      "div",
      { class: "fault-row wrap" },
      STEPS.map(([label, seconds]) =>
        h("button", { class: "button small", type: "button", onclick: set(now.offset_seconds + seconds) }, label),
      ),
      now.offset_seconds
        ? h("button", { class: "button small", type: "button", onclick: set(0) }, "Back to now")
        : null,
    ),
  );
}

async function run(button, path, body = {}) {
  const answer = await busy(button, () => act(path, body));
  if (fine(answer)) await refreshFaults();
}
