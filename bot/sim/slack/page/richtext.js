// `rich_text` -> DOM nodes, and the simple editor's DOM -> `rich_text`.

import { h, append, link } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { broadcast, channelLink, mention } from "./mrkdwn.js";
import { slackDate } from "./format.js";

const STYLES = { bold: "strong", italic: "em", strike: "del", underline: "u" };

export function richText(block) {
  return (block?.elements ?? []).map(part);
}

function part(element) {
  const inner = () => (element.elements ?? []).flatMap(leaf);
  if (element.type === "rich_text_list") return listOf(element);
  if (element.type === "rich_text_quote") return append(h("blockquote", { class: "quote" }), inner());
  if (element.type === "rich_text_preformatted") return h("pre", { class: "pre" }, inner());
  return append(h("div", { class: "rich-section" }), inner());
}

function listOf(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const props = {
    class: "list",
    style: { marginLeft: `${(element.indent ?? 0) * 24}px` },
    start: (element.offset ?? 0) + 1,
  };
  if (tag === "ul") delete props.start;
  return h(
    tag,
    props,
    element.elements.map((item) => append(h("li"), (item.elements ?? []).flatMap(leaf))),
  );
}

function leaf(one) {
  switch (one.type) {
    case "text":
      return styled(one.text, one.style);
    case "link":
      return append(link(one.url), styled(one.text || one.url, one.style));
    case "emoji":
      return emojiNode(one.name);
    case "user":
      return mention(one.user_id);
    case "channel":
      return channelLink(one.channel_id);
    case "usergroup":
      return h("span", { class: "mention" }, "@group");
    case "broadcast":
      return broadcast(one.range);
    case "date":
      return h("time", {}, slackDate(one.timestamp, one.format ?? "{date}"));
    case "color":
      return h("code", { class: "code" }, one.value);
    default:
      return one.text ?? "";
  }
}

function styled(text, style = {}) {
  const lines = String(text ?? "")
    .split("\n")
    .flatMap((line, i) => (i ? [h("br"), line] : [line]));
  if (style.code) return [append(h("code", { class: "code" }), lines)];
  return Object.entries(STYLES).reduce((nodes, [name, tag]) => (style[name] ? [append(h(tag), nodes)] : nodes), lines);
}

// Editor DOM -> rich_text. Lists, quotes and code blocks become their own elements; the rest are sections.
export function toRichText(root) {
  const elements = [];
  let section = [];
  const flush = () => {
    if (section.length) elements.push({ type: "rich_text_section", elements: section });
    section = [];
  };
  for (const node of root.childNodes) {
    const made = blockOf(node);
    if (made) {
      flush();
      elements.push(...made);
    } else {
      section.push(...leaves(node, {}));
    }
  }
  flush();
  const empty = elements.every((one) => one.elements.every((inner) => inner.type === "text" && !inner.text.trim()));
  return empty ? null : { type: "rich_text", elements };
}

function blockOf(node) {
  const tag = node.nodeName.toLowerCase();
  if (tag === "ul" || tag === "ol") {
    const items = [...node.children].map((item) => ({ type: "rich_text_section", elements: leaves(item, {}) }));
    return [{ type: "rich_text_list", style: tag === "ol" ? "ordered" : "bullet", elements: items }];
  }
  if (tag === "blockquote") return [{ type: "rich_text_quote", elements: leaves(node, {}) }];
  if (tag === "pre") return [{ type: "rich_text_preformatted", elements: [{ type: "text", text: node.textContent }] }];
  if (tag === "div" || tag === "p") {
    const inner = [...node.childNodes].flatMap((child) => blockOf(child) ?? []);
    return inner.length
      ? inner
      : [{ type: "rich_text_section", elements: [...leaves(node, {}), { type: "text", text: "\n" }] }];
  }
  return null;
}

const TAGS = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  s: "strike",
  strike: "strike",
  del: "strike",
  code: "code",
};

function leaves(node, style) {
  if (node.nodeType === Node.TEXT_NODE) return node.data ? [text(node.data, style)] : [];
  const tag = node.nodeName.toLowerCase();
  if (tag === "br") return [text("\n", style)];
  if (tag === "a") return [{ type: "link", url: node.getAttribute("href"), text: node.textContent }];
  const mark = TAGS[tag];
  return [...node.childNodes].flatMap((child) => leaves(child, mark ? { ...style, [mark]: true } : style));
}

function text(words, style) {
  return Object.keys(style).length ? { type: "text", text: words, style } : { type: "text", text: words };
}
