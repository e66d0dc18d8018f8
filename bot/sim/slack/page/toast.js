// Short notes at the foot of the page: what went wrong, in words.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 9000;
export const TROUBLE = "We had some trouble connecting. Try again?";

export function toast(title, detail = "", kind = "error") {
  const close = () => note.remove();
  const note = h(
    "div",
    { class: `toast ${kind}` },
    h("span", { class: "toast-mark" }, icon(kind === "error" ? "warn" : "check", 18)),
    h("div", { class: "toast-words" }, h("strong", {}, title), detail && h("div", {}, detail)),
    h("button", { class: "icon-button", type: "button", "aria-label": "Dismiss", onclick: close }, icon("close", 16)),
  );
  const host = document.getElementById("toasts");
  while (host.children.length > 2) host.firstChild.remove();
  host.append(note);
  setTimeout(close, SHOWN_MS);
}

// The server's own words, and Slack's word for it where there is one.
export function troubled({ error, code }) {
  const words = error === TROUBLE ? "" : (error ?? "");
  toast(TROUBLE, [words, code && CODES[code]].filter(Boolean).join(" "));
}

const CODES = {
  operation_timeout: "The app did not answer within 3 seconds (operation_timeout).",
  dispatch_failed: "The app could not be reached (dispatch_failed).",
};

// Says aloud when an act was answered by an error; returns whether it went well.
export function fine(answer) {
  if (!answer.ok) troubled(answer);
  return Boolean(answer.ok);
}
