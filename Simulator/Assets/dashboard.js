// Keeps a page as it would be after a reload: whenever something happens, the parts marked data-live are taken anew.
// What the reader has opened stays open, and the keyboard stays where it is.
const pause = 400; // milliseconds between two looks
let waiting = false;

async function look() {
  waiting = false;
  const answer = await fetch(location.href);
  if (!answer.ok)
    return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh)
      continue;
    for (const open of part.querySelectorAll("details[open][id]"))
      fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
    if (fresh.innerHTML === part.innerHTML)
      continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceChildren(...fresh.childNodes);
    if (focused)
      document.getElementById(focused)?.focus();
  }
}

function lookSoon() {
  if (waiting)
    return;
  waiting = true;
  setTimeout(() => look().catch(state.lost), pause);
}

const sign = document.getElementById("live");
const state = {
  on: () => { sign.dataset.on = "true"; lookSoon(); },
  lost: () => { sign.dataset.on = "false"; },
};

const events = new EventSource("/api/events");
events.onopen = state.on;
events.onmessage = lookSoon;
events.onerror = state.lost; // the browser tries again by itself
