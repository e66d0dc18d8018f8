// A list of messages with its composer: the channel's, and the thread's. Only what changed is drawn anew.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { act, read } from "./api.js";
import { authorOf, messageNode } from "./message.js";
import { Composer } from "./composer.js";
import { dateOf, dayName, sameDay } from "./format.js";
import { fine } from "./toast.js";
import { channel, emit, state, titleOf } from "./state.js";

const GROUP_SECONDS = 300;
const NEAR_BOTTOM = 80;

export class Pane {
  constructor(host, { inThread = false } = {}) {
    this.inThread = inThread;
    this.nodes = new Map();
    this.list = h("div", { class: "log", role: "log", "aria-label": inThread ? "Thread" : "Messages" });
    this.scroller = h("div", { class: "scroller", tabindex: "-1" }, h("div", { class: "spring" }), this.list);
    this.jump = h(
      "button",
      { class: "jump", type: "button", hidden: true, onclick: () => this.toBottom() },
      "New messages",
      icon("down", 14),
    );
    this.statusLine = h("div", { class: "status-line", "aria-live": "polite" });
    this.composer = new Composer({ inThread });
    this.prompts = h("div", { class: "prompts", hidden: true });
    this.join = h("div", { class: "join", hidden: true });
    fill(
      host,
      h("div", { class: "scroll-wrap" }, this.scroller, this.jump),
      this.prompts,
      this.join,
      this.composer.node,
      this.statusLine,
    );
    this.scroller.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.stick && this.toBottom()).observe(this.list);
  }

  async open(place, thread = "") {
    const key = `${state.as} ${place} ${thread}`;
    if (this.key === key) return;
    Object.assign(this, { key, place, thread, stick: true, messages: [], divider: undefined });
    this.nodes.clear();
    this.list.replaceChildren();
    this.composer.open(place, thread);
    this.unread = this.inThread ? 0 : (channel(place)?.unread ?? 0);
    await this.refresh();
    if (this.composer.node.isConnected) this.composer.focus();
  }

  async refresh() {
    const { key, place, thread } = this;
    if (!key) return;
    const answer = await read(
      thread ? "thread" : "messages",
      thread ? { channel: place, ts: thread } : { channel: place },
    );
    if (key !== this.key) return;
    if (!answer.ok) return fill(this.list, h("div", { class: "empty" }, answer.error));
    this.messages = (answer.messages ?? []).filter(
      (one) => !one.is_ephemeral || !state.dismissed.has(`${place} ${one.ts}`),
    );
    for (const { thread_ts: ts, text } of answer.statuses ?? []) state.status.set(`${place} ${ts ?? ""}`, text);
    this.showPrompts(answer.prompts ?? []);
    this.showJoin();
    this.placeDivider();
    this.draw();
    this.showStatus();
    this.markRead();
  }

  // The new-message line stays where it was when the channel was opened.
  placeDivider() {
    if (this.divider !== undefined) return;
    const others = this.messages.filter((one) => !one.is_ephemeral && one.user !== state.as);
    this.divider = this.unread ? (others.at(-this.unread)?.ts ?? null) : null;
  }

  draw() {
    const wanted = [];
    if (!this.inThread)
      wanted.push(this.keyed("intro", state.channel + titleOf(channel(this.place)), () => intro(channel(this.place))));
    let before = null;
    for (const message of this.messages) {
      wanted.push(...this.dividers(message, before));
      wanted.push(this.row(message, before));
      if (this.inThread && !before)
        wanted.push(this.keyed("replies", String(this.messages.length), () => repliesLine(this.messages.length - 1)));
      before = message;
    }
    const added = this.reconcile(wanted);
    if (this.stick) this.toBottom();
    else if (added) this.jump.hidden = false;
  }

  dividers(message, before) {
    const at = dateOf(message.ts);
    const isNew = message.ts === this.divider;
    const newDay = !this.inThread && (!before || !sameDay(at, dateOf(before.ts)));
    return [
      newDay && this.keyed(`day ${at.toDateString()}`, dayName(at) + isNew, () => dayLine(at)),
      isNew && this.keyed("new", "", () => h("div", { class: "new-line", role: "separator" }, h("span", {}, "New"))),
    ].filter(Boolean);
  }

  row(message, before) {
    const close =
      before &&
      Number(message.ts) - Number(before.ts) < GROUP_SECONDS &&
      sameDay(dateOf(message.ts), dateOf(before.ts));
    const isFirstReply = this.inThread && before === this.messages[0];
    const grouped = Boolean(
      close &&
      authorOf(message) === authorOf(before) &&
      Boolean(message.is_ephemeral) === Boolean(before.is_ephemeral) &&
      !before.reply_count &&
      message.ts !== this.divider &&
      !isFirstReply &&
      message.subtype !== "thread_broadcast",
    );
    return this.keyed(message.ts, JSON.stringify(message) + grouped + state.world.users.length, () =>
      messageNode(message, { channel: this.place, grouped, inThread: this.inThread }),
    );
  }

  keyed(key, signature, build) {
    const old = this.nodes.get(key);
    if (old?.signature === signature) return { key, ...old };
    return { key, signature, node: build() };
  }

  reconcile(wanted) {
    const keys = new Set(wanted.map((one) => one.key));
    let added = false;
    for (const [key, one] of this.nodes) if (!keys.has(key)) one.node.remove();
    let at = null;
    for (const { key, signature, node } of wanted) {
      const old = this.nodes.get(key)?.node;
      if (old && old !== node) swap(old, node);
      if (!old) added = true;
      const next = at ? at.nextSibling : this.list.firstChild;
      if (node !== next) this.list.insertBefore(node, next);
      this.nodes.set(key, { signature, node });
      at = node;
    }
    for (const key of [...this.nodes.keys()]) if (!keys.has(key)) this.nodes.delete(key);
    return added;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stick = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    if (this.stick) {
      this.jump.hidden = true;
      this.markRead();
    }
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.stick = true;
    this.jump.hidden = true;
  }

  markRead() {
    const last = this.messages?.filter((one) => !one.is_ephemeral).at(-1)?.ts;
    if (this.inThread || !last || !this.stick || !document.hasFocus() || last === this.readTs) return;
    this.readTs = last;
    act("read", { channel: this.place, ts: last });
  }

  // What an app suggests to ask it: a click sends the words.
  showPrompts(prompts) {
    this.prompts.hidden = !prompts.length;
    fill(
      this.prompts,
      prompts.map((one) =>
        h(
          "button",
          { class: "prompt", type: "button", onclick: () => this.composer.say(one.message) },
          icon("bolt", 14),
          one.title,
        ),
      ),
    );
  }

  showJoin() {
    const where = channel(this.place);
    const outside = Boolean(where && !where.members.includes(state.as));
    this.join.hidden = !outside;
    this.composer.node.hidden = outside;
    if (!outside) return;
    const join = async () =>
      fine(await act("join", { channel: this.place })) && emit("world-stale", () => this.refresh());
    fill(
      this.join,
      h("span", {}, "You are looking at ", h("strong", {}, `#${titleOf(where)}`)),
      h("button", { class: "button primary-solid", type: "button", onclick: join }, "Join channel"),
    );
  }

  showStatus() {
    const words =
      state.status.get(`${this.place} ${this.thread}`) ||
      (this.inThread || state.thread
        ? ""
        : [...state.status].find(([key, text]) => text && key.startsWith(`${this.place} `))?.[1]);
    fill(
      this.statusLine,
      words
        ? [
            h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
            h("strong", {}, state.world.app.name),
            ` ${words}`,
          ]
        : "",
    );
  }
}

// What is typed or focused in a card survives its redraw.
function swap(old, fresh) {
  const active = document.activeElement;
  const spot = old.contains(active)
    ? (active.closest("[data-action]")?.dataset.action ?? active.dataset?.action)
    : null;
  old.replaceWith(fresh);
  if (!spot) return;
  const found = [...fresh.querySelectorAll("[data-action]")].find((node) => node.dataset.action === spot);
  (found?.matches("button, input, textarea, [tabindex]")
    ? found
    : found?.querySelector("[tabindex], input, button")
  )?.focus({ preventScroll: true });
}

function dayLine(date) {
  return h("div", { class: "day-line", role: "separator" }, h("span", {}, dayName(date)));
}

function repliesLine(count) {
  return h(
    "div",
    { class: "replies-line" },
    h("span", {}, count ? `${count} ${count === 1 ? "reply" : "replies"}` : "No replies yet"),
  );
}

function intro(place) {
  if (!place) return h("div", { class: "intro" });
  const name = titleOf(place);
  return h(
    "div",
    { class: "intro" },
    h("span", { class: "intro-mark" }, icon(place.is_im ? "chat" : place.is_private ? "lock" : "hash", 26)),
    h("h2", {}, name),
    h(
      "p",
      {},
      place.is_im
        ? `This is the start of your conversation with ${name}.`
        : `This is the very start of #${name}.${place.topic ? ` ${place.topic}.` : ""}`,
    ),
  );
}
