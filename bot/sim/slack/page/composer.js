// Where people write: growing text box, formatting, completion, files, shortcuts. Drafts are kept per place.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { act, upload } from "./api.js";
import { offersFor, toSlackText } from "./completion.js";
import { dropTarget, fileRow } from "./inputs.js";
import { launcher } from "./launcher.js";
import { pickEmoji } from "./emojipicker.js";
import { toast, troubled } from "./toast.js";
import { channel, isApp, titleOf } from "./state.js";

const drafts = new Map();
const FORMATS = [
  ["bold", "Bold", "*", "*"],
  ["italic", "Italic", "_", "_"],
  ["strike", "Strikethrough", "~", "~"],
  ["code", "Code", "`", "`"],
  ["quote", "Quote", "> ", ""],
  ["list", "List", "• ", ""],
];

export class Composer {
  constructor({ inThread }) {
    this.inThread = inThread;
    this.files = [];
    this.area = h("textarea", {
      class: "composer-text",
      rows: 1,
      "aria-label": "Message",
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onblur: () => setTimeout(() => this.hideOffers(), 150),
      onpaste: (event) => this.paste(event),
    });
    this.offers = h("div", { class: "offers", role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.chips = h("div", { class: "file-list" });
    this.sendButton = h(
      "button",
      {
        class: "send",
        type: "button",
        "aria-label": "Send",
        title: "Send (Enter)",
        disabled: true,
        onclick: () => this.send(),
      },
      icon("send"),
    );
    this.picker = h("input", {
      type: "file",
      multiple: true,
      class: "file-native",
      "aria-label": "Attach files",
      onchange: () => this.attach([...this.picker.files]),
    });
    const box = h("div", { class: "composer-box" }, this.formats(), this.area, this.chips, this.tools());
    dropTarget(box, (files) => this.attach(files));
    this.node = h("div", { class: "composer" }, this.offers, box);
  }

  formats() {
    return h(
      "div",
      { class: "composer-formats" },
      FORMATS.map(([glyph, label, before, after]) =>
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            title: label,
            "aria-label": label,
            onpointerdown: (event) => event.preventDefault(),
            onclick: () => this.wrap(before, after),
          },
          icon(glyph, 16),
        ),
      ),
    );
  }

  tools() {
    const tool = (glyph, label, onclick) =>
      h("button", { class: "icon-button", type: "button", title: label, "aria-label": label, onclick }, icon(glyph));
    return h(
      "div",
      { class: "composer-tools" },
      h("label", { class: "icon-button attach", title: "Attach a file" }, icon("plus"), this.picker),
      tool("smile", "Emoji", (event) => pickEmoji(event.currentTarget, (name) => this.insert(`:${name}: `), "left")),
      tool("at", "Mention somebody", () => this.insert(/(^|\s)$/.test(this.area.value) ? "@" : " @")),
      !this.inThread &&
        tool("bolt", "Shortcuts", (event) => launcher(event.currentTarget, (text) => this.replace(text))),
      h(
        "span",
        { class: "composer-hint" },
        h("kbd", {}, "Enter"),
        " sends · ",
        h("kbd", {}, "Shift Enter"),
        " new line",
      ),
      this.sendButton,
    );
  }

  open(place, thread) {
    if (this.spot) drafts.set(this.spot, this.area.value);
    Object.assign(this, { place, thread, spot: `${place} ${thread}`, files: [] });
    this.area.value = drafts.get(this.spot) ?? "";
    const where = channel(place);
    this.area.placeholder = thread
      ? "Reply…"
      : `Message ${where?.is_im ? "" : "#"}${titleOf(where)}${where?.is_im && isApp(where.im_user) ? " — or type / for commands" : ""}`;
    this.drawFiles();
    this.typed();
    this.hideOffers();
  }

  focus() {
    this.area.focus({ preventScroll: true });
  }

  typed() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 240)}px`;
    this.sendButton.disabled = !this.area.value.trim() && !this.files.length;
    this.showOffers();
  }

  replace(text) {
    this.area.value = text;
    this.focus();
    this.typed();
  }

  insert(text) {
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.focus();
    this.typed();
  }

  wrap(before, after) {
    const { selectionStart: from, selectionEnd: to, value } = this.area;
    this.area.setRangeText(before + value.slice(from, to) + after, from, to, "end");
    if (after && from === to) this.area.setSelectionRange(from + before.length, from + before.length);
    this.focus();
    this.typed();
  }

  showOffers() {
    const { selectionStart, value } = this.area;
    this.offer = document.activeElement === this.area ? offersFor(value.slice(0, selectionStart)) : null;
    this.offers.hidden = !this.offer;
    if (!this.offer) return;
    const items = this.offer.items.map((item, i) =>
      h(
        "div",
        {
          class: `offer${i ? "" : " active"}`,
          role: "option",
          "aria-selected": String(!i),
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => this.take(item),
        },
        h("span", { class: "offer-glyph" }, item.glyph),
        h(
          "span",
          { class: "offer-words" },
          h("span", {}, h("strong", {}, item.label), item.aside && h("span", { class: "offer-aside" }, item.aside)),
          item.note && h("span", { class: "offer-note" }, item.note),
        ),
      ),
    );
    fill(
      this.offers,
      h(
        "div",
        { class: "offers-head" },
        h("span", {}, this.offer.title),
        h("span", {}, h("kbd", {}, "Tab"), " to choose"),
      ),
      h("div", { class: "offers-list" }, items),
    );
  }

  hideOffers() {
    this.offer = null;
    this.offers.hidden = true;
  }

  take(item) {
    const caret = this.area.selectionStart;
    this.area.setRangeText(item.insert, this.offer.from, caret, "end");
    this.focus();
    this.typed();
    if (item.run) this.hideOffers();
  }

  key(event) {
    if (this.offer && this.offerKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
  }

  // Tab takes an offer; so does Enter, unless what is typed is a command already complete.
  offerKey(event) {
    const nodes = [...this.offers.querySelectorAll(".offer")];
    const at = nodes.findIndex((node) => node.classList.contains("active"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const complete = this.area.value.startsWith("/") && /\s/.test(this.area.value);
    if (step) {
      nodes[at]?.classList.remove("active");
      const next = nodes[(at + step + nodes.length) % nodes.length];
      next.classList.add("active");
      next.scrollIntoView({ block: "nearest" });
      this.chosen = true;
    } else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && (!complete || this.chosen))) {
      this.chosen = false;
      this.take(this.offer.items[Math.max(at, 0)]);
    } else if (event.key === "Escape") {
      this.hideOffers();
      event.stopPropagation();
    } else {
      this.chosen = false;
      return false;
    }
    event.preventDefault();
    return true;
  }

  paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  async attach(files) {
    this.node.classList.add("busy");
    for (const file of files) {
      const answer = await upload(file);
      if (answer.ok) this.files.push({ id: answer.file_id, name: file.name, size: file.size });
      else toast("The file was not taken", answer.error);
    }
    this.node.classList.remove("busy");
    this.picker.value = "";
    this.drawFiles();
    this.typed();
  }

  drawFiles() {
    fill(
      this.chips,
      this.files.map((file) =>
        fileRow(file, () => {
          this.files = this.files.filter((one) => one !== file);
          this.drawFiles();
          this.typed();
        }),
      ),
    );
  }

  say(words) {
    this.replace(words);
    this.send();
  }

  async send() {
    const typed = this.area.value.trim();
    if (!typed && !this.files.length) return;
    const files = this.files;
    this.files = [];
    this.replace("");
    this.drawFiles();
    this.hideOffers();
    const isCommand = typed.startsWith("/") && !this.inThread;
    const answer = isCommand
      ? await act("command", { channel: this.place, text: toSlackText(typed) })
      : await act("message", {
          channel: this.place,
          text: toSlackText(typed),
          ...(this.thread ? { thread_ts: this.thread } : {}),
          ...(files.length ? { file_ids: files.map((file) => file.id) } : {}),
        });
    if (answer.ok) return;
    if (isCommand && answer.code) return; // the server has said it in the channel, as Slack does
    this.giveBack(typed, files);
    troubled(answer);
  }

  // Nothing typed is lost when the server did not take it.
  giveBack(typed, files) {
    if (!this.area.value) this.replace(typed);
    this.files = [...files, ...this.files];
    this.drawFiles();
    this.typed();
  }
}
