// The dot beside "live": whether the page is told of what happens.
const sign = document.getElementById("live");
const say = on => () => { sign.dataset.on = on; };
sign.addEventListener("htmx:sse:after:connection", say("true"));
sign.addEventListener("htmx:sse:error", say("false"));
sign.addEventListener("htmx:sse:before:connection", say("false"));

// What can be copied has a button for it, if there is a script.
const offerCopies = () => document.querySelectorAll("[data-copy][hidden]").forEach(button => { button.hidden = false; });
document.addEventListener("htmx:after:swap", offerCopies);
offerCopies();
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button)
    return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.dataset.copied = "true";
});

// A link to a message opens it.
const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.tagName === "DETAILS")
    target.open = true;
  target?.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", openTarget);
if (location.hash)
  openTarget();

// The keyboard: / finds, j and k go down and up the list of payments, Enter opens as for any link.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea"))
    return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("[name=q]").focus();
  }
  const rows = [...document.querySelectorAll("[data-row]")];
  const step = { j: 1, k: -1 }[event.key];
  if (!step || rows.length === 0)
    return;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
});

// What a form shows while it is filled in has an address: it can be reloaded, sent to somebody and gone back to.
document.addEventListener("htmx:after:swap", event => {
  const { sourceElement, response } = event.detail?.ctx ?? {};
  if (sourceElement?.matches("[data-address]") && response?.raw?.url)
    history.replaceState(null, "", response.raw.url);
});
