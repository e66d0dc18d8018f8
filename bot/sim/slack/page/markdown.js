// The `markdown` block: ordinary Markdown -> DOM nodes.

import { h, append, link } from "./dom.js";
import { emojiNode } from "./emoji.js";

const INLINE = [
  [/^`([^`]+)`/, (m) => h("code", { class: "code" }, m[1])],
  [/^!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/, (m) => link(m[2], m[1] || m[2])],
  [/^\[([^\]]+)\]\(([^)\s]+)[^)]*\)/, (m) => append(link(m[2]), inline(m[1]))],
  [/^\*\*\*([^*]+)\*\*\*/, (m) => h("strong", {}, append(h("em"), inline(m[1])))],
  [/^(\*\*|__)(?=\S)([\s\S]+?)(?<=\S)\1/, (m) => append(h("strong"), inline(m[2]))],
  [/^([*_])(?=\S)([^*_]+?)(?<=\S)\1(?!\w)/, (m) => append(h("em"), inline(m[2]))],
  [/^~~([^~]+)~~/, (m) => append(h("del"), inline(m[1]))],
  [/^:([a-z][a-z0-9_+-]*):/i, (m) => emojiNode(m[1])],
  [/^<(https?:[^>\s]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]]/, (m) => link(m[0], m[0])],
  [/^\\([\\`*_{}[\]()#+.!~-])/, (m) => m[1]],
];

export function inline(text) {
  const out = [];
  let words = "";
  let rest = text;
  while (rest) {
    const found = /\w/.test(words.at(-1) ?? "") && !/^[`[!*~\\]/.test(rest) ? null : firstMatch(rest);
    if (found) {
      if (words) out.push(words);
      words = "";
      out.push(found[1](found[0]));
      rest = rest.slice(found[0][0].length);
    } else {
      words += rest[0];
      rest = rest.slice(1);
    }
  }
  if (words) out.push(words);
  return out;
}

function firstMatch(rest) {
  for (const [pattern, build] of INLINE) {
    const match = rest.match(pattern);
    if (match) return [match, build];
  }
  return null;
}

export function markdown(text) {
  const lines = String(text ?? "")
    .replace(/\r/g, "")
    .split("\n");
  const out = [];
  while (lines.length) out.push(...block(lines));
  return out;
}

function block(lines) {
  const line = lines[0];
  if (!line.trim()) return (lines.shift(), []);
  if (/^```/.test(line)) return [fence(lines)];
  const heading = line.match(/^(#{1,6})\s+(.*?)\s*#*$/);
  if (heading)
    return (
      lines.shift(),
      [
        append(
          h(`h${Math.min(heading[1].length + 2, 6)}`, { class: "md-heading", dataset: { level: heading[1].length } }),
          inline(heading[2]),
        ),
      ]
    );
  if (/^\s*([-*_])\s*(\1\s*){2,}$/.test(line)) return (lines.shift(), [h("hr", { class: "divider" })]);
  if (/^>/.test(line))
    return [
      h(
        "blockquote",
        { class: "quote" },
        markdown(
          take(lines, /^>/)
            .map((one) => one.replace(/^>\s?/, ""))
            .join("\n"),
        ),
      ),
    ];
  if (/^\s*([-*+]|\d+[.)])\s+/.test(line)) return [list(take(lines, /^\s*([-*+]|\d+[.)])\s+|^\s{2,}\S/))];
  if (/\|/.test(line) && /^\s*\|?\s*:?-{2,}/.test(lines[1] ?? "")) return [table(take(lines, /\|/))];
  return [paragraph(lines)];
}

function take(lines, pattern) {
  const taken = [];
  while (lines.length && pattern.test(lines[0])) taken.push(lines.shift());
  return taken;
}

function fence(lines) {
  lines.shift();
  const code = [];
  while (lines.length && !/^```/.test(lines[0])) code.push(lines.shift());
  lines.shift();
  return h("pre", { class: "pre" }, code.join("\n"));
}

function paragraph(lines) {
  const taken = [lines.shift()];
  while (lines.length && lines[0].trim() && !/^(```|#{1,6}\s|>|\s*([-*+]|\d+[.)])\s)/.test(lines[0]))
    taken.push(lines.shift());
  return h(
    "p",
    { class: "md-p" },
    taken.flatMap((one, i) => (i ? [h("br"), ...inline(one)] : inline(one))),
  );
}

function list(lines) {
  const indentOf = (line) => line.match(/^\s*/)[0].length;
  const ordered = /^\s*\d/.test(lines[0]);
  const base = indentOf(lines[0]);
  const node = h(ordered ? "ol" : "ul", { class: "list", start: ordered ? parseInt(lines[0], 10) || 1 : null });
  while (lines.length) {
    const item = append(h("li"), checkbox(lines.shift().replace(/^\s*([-*+]|\d+[.)])\s+/, "")));
    const inner = [];
    while (lines.length && indentOf(lines[0]) > base) inner.push(lines.shift());
    if (inner.length && /^\s*([-*+]|\d+[.)])\s+/.test(inner[0])) item.append(list(inner));
    else if (inner.length) append(item, [" ", ...inline(inner.map((one) => one.trim()).join(" "))]);
    node.append(item);
  }
  return node;
}

function checkbox(text) {
  const task = text.match(/^\[([ xX])\]\s+(.*)$/);
  return task ? [task[1] === " " ? "☐ " : "☑ ", ...inline(task[2])] : inline(text);
}

function table(lines) {
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim());
  const [head, , ...rows] = lines;
  return h(
    "div",
    { class: "table-wrap" },
    h(
      "table",
      { class: "table" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          cells(head).map((cell) => append(h("th"), inline(cell))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            cells(row).map((cell) => append(h("td"), inline(cell))),
          ),
        ),
      ),
    ),
  );
}
