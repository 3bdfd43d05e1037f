// Keeps an order's page up to date while it is open: asks what there is to see, and takes the live parts anew when it changed.
const order = document.getElementById("order");
const every = 1500; // milliseconds

async function look() {
  const seen = await fetch(`${location.pathname}/seen`);
  if (!seen.ok || await seen.text() === order.dataset.seen)
    return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.getElementById("order");
  if (!fresh)
    return location.reload();
  order.dataset.seen = fresh.dataset.seen;
  for (const part of document.querySelectorAll("[data-live]"))
    part.replaceChildren(...page.getElementById(part.id).childNodes);
}

setInterval(() => look().catch(() => { /* the shop is away: the next look may find it again */ }), every);
