// Two small comforts: dangerous buttons ask first, and the page follows what the API changes.
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button.danger");
  if (button && !confirm(`${button.textContent}? This cannot be undone here.`)) event.preventDefault();
});

const seen = document.body.dataset.version;
const busy = () => document.querySelector("details.fold[open], .calls details[open], main :focus");
setInterval(async () => {
  if (document.hidden || busy()) return;
  const answer = await fetch("/version").catch(() => null);
  if (answer && answer.ok && (await answer.text()) !== seen && !busy()) location.reload();
}, 2000);
