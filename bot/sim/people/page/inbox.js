// The candidates' inbox: draws people and their mail, sends answers. All text goes in by textContent, never as markup.
"use strict";

const byId = (id) => document.getElementById(id);
const colours = ["#8a4f7d", "#2f7d5b", "#b0643a", "#3d6a9e", "#7a6a2f", "#9a3d4f", "#4f5d9a", "#33808a"];
const state = { people: [], quick: [], latest: -1, key: null, mails: [], chosen: null, composing: false };

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "className") made.className = value;
    else if (value !== null && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || `The server answered ${response.status}.`);
  return answer;
}

function avatar(person, extra = "") {
  const made = element("span", { className: `avatar ${extra}` });
  paintAvatar(made, person);
  return made;
}

function paintAvatar(target, person) {
  const words = person.name.split(/\s+/);
  target.textContent = words.map((word) => [...word][0]).join("").slice(0, 2).toUpperCase();
  const sum = [...person.key].reduce((total, letter) => total + letter.codePointAt(0), 0);
  target.style.background = colours[sum % colours.length];
}

function clock(iso) {
  const at = new Date(iso);
  const today = new Date().toDateString() === at.toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  return today ? at.toLocaleTimeString([], time) : at.toLocaleDateString([], { day: "numeric", month: "short" });
}

// What was read is remembered in this browser only.
const readUpTo = (key) => Number(localStorage.getItem(`read:${key}`) || 0);
const unread = (person) => person.received.filter((number) => number > readUpTo(person.key)).length;

function drawPeople() {
  const wanted = byId("filter").value.trim().toLowerCase();
  const fits = (person) => `${person.name} ${person.work} ${person.email}`.toLowerCase().includes(wanted);
  const latest = (person) => person.received.at(-1) || 0;
  const rows = state.people.filter(fits).sort((a, b) => latest(b) - latest(a));
  byId("people").replaceChildren(...rows.map((person) => element("li", {}, personButton(person))));
}

function personButton(person) {
  const fresh = unread(person);
  let mark = element("span");
  if (fresh) mark = element("span", { className: "count", title: "unread" }, String(fresh));
  else if (person.written) mark = element("span", { className: "answered", title: "answered" }, "↩");
  else if (!person.answering && person.reachable) mark = element("span", { className: "waits" }, "waits for you");
  return element(
    "button",
    {
      type: "button", className: `person ${fresh ? "unread" : ""}`, "data-key": person.key,
      "aria-current": person.key === state.key, onclick: () => open(person.key),
    },
    avatar(person),
    element("span", { className: "name" }, person.name),
    element("span", { className: "when" }, person.at ? clock(person.at) : ""),
    element("span", { className: "line" }, person.subject || person.work),
    mark,
  );
}

async function open(key) {
  if (key !== state.key) Object.assign(state, { key, chosen: null, composing: false });
  location.hash = key;
  const shown = await ask(`/api/people/${key}`);
  if (state.key !== key) return;
  const arrived = shown.mails.length !== state.mails.length || shown.mails[0]?.number !== state.mails[0]?.number;
  state.mails = shown.mails;
  localStorage.setItem(`read:${key}`, String(shown.person.received.at(-1) || 0));
  byId("empty").hidden = true;
  byId("open").hidden = false;
  paintAvatar(byId("avatar"), shown.person);
  byId("name").textContent = shown.person.name;
  byId("about").textContent = `${shown.person.work} · ${shown.person.place} · ${shown.person.email}`;
  byId("answering").checked = shown.person.answering;
  byId("answering").disabled = !shown.person.reachable;
  drawMails(arrived);
  drawPeople();
}

function drawMails(scroll) {
  const received = state.mails.filter((mail) => !mail.written);
  if (!received.some((mail) => mail.number === state.chosen)) state.chosen = received.at(-1)?.number ?? null;
  const person = state.people.find((row) => row.key === state.key);
  const nothing = person && !person.reachable
    ? "This mailbox does not exist: mail to it comes back to the sender."
    : "No mail yet. It appears here as soon as the recruiter writes.";
  const rows = state.mails.length ? state.mails.map(mailCard) : [element("p", { className: "nothing" }, nothing)];
  byId("mails").replaceChildren(...rows);
  if (scroll) byId("mails").lastElementChild.scrollIntoView({ block: "nearest" });
  drawAnswer();
}

function mailCard(mail) {
  const card = element("article", { className: `mail ${mail.written ? "written" : ""} ${mail.number === state.chosen ? "chosen" : ""}` });
  card.append(
    element("header", {},
      element("b", {}, mail.from),
      mail.automatic ? element("span", { className: "auto" }, "automatic") : null,
      element("time", { datetime: mail.at }, clock(mail.at))),
    element("h3", {}, mail.subject || "(no subject)"),
    element("div", { className: "body" }, mail.text || "(no text)"),
  );
  if (mail.quoted) card.append(folded("Quoted text", mail.quoted));
  const reply = element("button", { type: "button", className: "replyto", onclick: () => choose(mail.number) }, "Answer this");
  card.append(element("footer", {}, folded("Source", mail.raw, "source"), mail.written ? null : reply));
  return card;
}

const folded = (caption, text, className = "") =>
  element("details", { className }, element("summary", {}, caption), element("pre", {}, text));

function choose(number) {
  Object.assign(state, { chosen: number, composing: false });
  drawMails(false);
  byId("text").focus();
}

function drawAnswer() {
  const mail = state.mails.find((row) => row.number === state.chosen);
  byId("answer").hidden = !mail && !state.composing;
  byId("fields").hidden = !state.composing;
  byId("quick").hidden = state.composing;
  byId("hint").textContent = state.composing ? "A new mail, not an answer" : mail ? `Answers “${mail.subject}”` : "";
  const person = state.people.find((row) => row.key === state.key);
  byId("text").placeholder = `Write as ${person ? person.name : "this person"} …`;
}

function drawQuick() {
  const buttons = state.quick.map((quick) => element(
    "button", { type: "button", "data-manner": quick.manner, onclick: () => send("quick", { number: state.chosen, manner: quick.manner }) },
    quick.caption));
  byId("quick").replaceChildren(...buttons);
}

async function send(what, body) {
  byId("error").textContent = "";
  const button = document.querySelector(".primary");
  button.disabled = true;
  try {
    await ask(`/api/people/${state.key}/${what}`, body);
    if (what !== "quick") byId("text").value = "";
    state.composing = false;
    toast("Sent. It is in the recruiter's inbox now.");
    await look();
  } catch (problem) {
    byId("error").textContent = problem.message;
  } finally {
    button.disabled = false;
  }
}

function toast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { byId("toast").hidden = true; }, 2600);
}

async function look() {
  const answer = await ask(`/api/people?seen=${state.latest}`);
  if (!answer.people) return;
  Object.assign(state, answer);
  if (!byId("quick").childElementCount) drawQuick();
  drawPeople();
  if (state.key) await open(state.key);
}

// Looking once a second costs less than a line of code more; nothing is drawn unless mail arrived.
async function keepLooking() {
  try {
    await look();
  } catch {
    toast("The local world is not answering. Is it still running?");
  }
  setTimeout(keepLooking, 1000);
}

byId("filter").addEventListener("input", drawPeople);
byId("compose").addEventListener("click", () => {
  state.composing = true;
  const last = state.mails.findLast((mail) => !mail.written);
  byId("to").value = last ? (last.from.match(/<([^>]+)>/) || [null, last.from])[1] : "";
  drawAnswer();
  byId(last ? "subject" : "to").focus();
});
byId("answering").addEventListener("change", async (event) => {
  await ask(`/api/people/${state.key}/answering`, { on: event.target.checked });
  state.latest = -1; // look again although no mail arrived
  await look();
});
byId("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value;
  if (state.composing) send("write", { to: byId("to").value, subject: byId("subject").value, text });
  else send("reply", { number: state.chosen, text });
});
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("answer").requestSubmit();
});

(async () => {
  await keepLooking();
  const key = decodeURIComponent(location.hash.slice(1));
  if (state.people.some((person) => person.key === key)) await open(key);
})();
