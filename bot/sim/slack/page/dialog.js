// A small dialog in the middle of the page, with the focus kept inside; confirm() is one of them.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";

const FOCUSABLE = "button:not([disabled]), input:not([disabled]), textarea, select, [contenteditable=true], a[href]";

export function dialog({ label, className = "", content, onclose, closeOnBackdrop = true }) {
  const before = document.activeElement;
  const box = h(
    "div",
    { class: `dialog ${className}`, role: "dialog", "aria-modal": "true", "aria-label": label },
    content,
  );
  const backdrop = h("div", { class: "backdrop" }, box);
  const close = () => {
    backdrop.remove();
    if (before?.isConnected) before.focus();
    onclose?.();
  };
  backdrop.addEventListener("pointerdown", (event) => event.target === backdrop && closeOnBackdrop && close());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    keepFocus(event, box);
  });
  document.getElementById("overlays").append(backdrop);
  (box.querySelector("[autofocus]") ?? box.querySelector(FOCUSABLE))?.focus();
  return { box, close };
}

export function keepFocus(event, box) {
  if (event.key !== "Tab") return;
  const all = [...box.querySelectorAll(FOCUSABLE)].filter((node) => node.offsetParent);
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey && document.activeElement === first) last?.focus();
  else if (!event.shiftKey && document.activeElement === last) first?.focus();
  else return;
  event.preventDefault();
}

// Slack's confirm composition object; resolves to whether the person said yes.
export function confirm(spec) {
  return new Promise((resolve) => {
    let answer = false;
    const say = (value) => () => {
      answer = value;
      shown.close();
    };
    const yes = `button ${spec.style === "danger" ? "danger-solid" : "primary-solid"}`;
    const shown = dialog({
      label: spec.title?.text ?? "Are you sure?",
      className: "confirm",
      onclose: () => resolve(answer),
      content: [
        h("h2", {}, textObject(spec.title ?? "Are you sure?")),
        h("div", { class: "confirm-text" }, textObject(spec.text ?? "")),
        h(
          "div",
          { class: "dialog-foot" },
          h("button", { class: "button", type: "button", onclick: say(false) }, textObject(spec.deny ?? "Cancel")),
          h(
            "button",
            { class: yes, type: "button", autofocus: true, onclick: say(true) },
            textObject(spec.confirm ?? "Yes"),
          ),
        ),
      ],
    });
  });
}
