// Files and images, in messages and in blocks.

import { h, link, safeImage, safeLink } from "./dom.js";
import { icon } from "./icons.js";
import { dialog } from "./dialog.js";
import { textObject } from "./mrkdwn.js";
import { sizeOf } from "./format.js";
import { state } from "./state.js";

// A file's private address on this very origin (the page may be open as localhost); the server lets its own page in.
export function fileUrl(file) {
  const [, path] = String(file.url_private ?? file.url ?? "").match(/(\/files-pri\/.*)$/) ?? [];
  return path ?? `/files-pri/${state.world.team.id}-${file.id}/${encodeURIComponent(file.name ?? "file")}`;
}

export function filesOf(message) {
  const files = message.files ?? [];
  return files.length ? h("div", { class: "files" }, files.map(fileCard)) : null;
}

function fileCard(file) {
  const url = fileUrl(file);
  if ((file.mimetype ?? "").startsWith("image/")) return picture(url, file.title || file.name, file.name);
  return h(
    "a",
    { class: "file-card", href: url, target: "_blank", rel: "noopener noreferrer" },
    h(
      "span",
      { class: "file-mark", dataset: { type: (file.filetype ?? "").slice(0, 4) } },
      (file.filetype ?? "file").slice(0, 4).toUpperCase(),
    ),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, file.title || file.name || "File"),
      h(
        "span",
        { class: "muted" },
        [file.pretty_type ?? (file.filetype ?? "").toUpperCase(), sizeOf(file.size)].filter(Boolean).join(" · "),
      ),
    ),
  );
}

export function imageNode(element, className = "") {
  const url = element.image_url ?? (element.slack_file && fileUrl(element.slack_file));
  const img = h("img", {
    class: className,
    src: safeImage(url) ?? "data:,",
    alt: element.alt_text ?? "",
    loading: "lazy",
  });
  img.addEventListener("error", () =>
    img.replaceWith(
      h("span", { class: `${className} image-gone`, title: url }, icon("eye", 16), element.alt_text || "Image"),
    ),
  );
  return img;
}

export function imageBlock(block) {
  const title = block.title && h("div", { class: "image-title" }, textObject(block.title));
  const image = imageNode(block, "picture");
  image.addEventListener("click", () => enlarge(image.src, block.alt_text));
  return h("figure", { class: "image" }, title, image);
}

function picture(url, title, alt) {
  const image = imageNode({ image_url: url, alt_text: alt }, "picture");
  image.addEventListener("click", () => enlarge(image.src, alt));
  return h("figure", { class: "image" }, h("div", { class: "image-title" }, title), image);
}

function enlarge(url, alt) {
  const shown = dialog({
    label: alt || "Image",
    className: "lightbox",
    content: [
      h("img", { src: url, alt }),
      h(
        "button",
        { class: "icon-button lightbox-close", type: "button", "aria-label": "Close", onclick: () => shown.close() },
        icon("close"),
      ),
    ],
  });
}

export function videoBlock(block) {
  const url = safeLink(block.title_url ?? block.video_url);
  return h(
    "div",
    { class: "video" },
    block.author_name && h("div", { class: "muted" }, block.author_name),
    url ? link(url, textObject(block.title)) : textObject(block.title),
    block.description && h("div", {}, textObject(block.description)),
    block.thumbnail_url && imageNode({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "picture"),
  );
}
