// JSON, coloured and foldable.

import { h } from "./dom.js";

const FOLD_DEPTH = 5;

export function jsonTree(value, depth = 0) {
  if (value === null || typeof value !== "object") return leaf(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [open, close] = isList ? "[]" : "{}";
  if (!entries.length) return h("span", { class: "json-mark" }, open + close);
  return h(
    "details",
    { class: "json-node", open: depth < FOLD_DEPTH },
    h(
      "summary",
      {},
      h("span", { class: "json-mark" }, open),
      h("span", { class: "json-count" }, isList ? `${entries.length}` : ""),
    ),
    h(
      "div",
      { class: "json-inner" },
      entries.map(([key, inner]) =>
        h(
          "div",
          { class: "json-line" },
          !isList && [h("span", { class: "json-key" }, key), ": "],
          jsonTree(inner, depth + 1),
        ),
      ),
    ),
    h("span", { class: "json-mark" }, close),
  );
}

function leaf(value) {
  return h(
    "span",
    { class: `json-${value === null ? "null" : typeof value}` },
    typeof value === "string" ? JSON.stringify(value) : String(value),
  );
}
