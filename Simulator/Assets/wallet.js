// Keeps the sums of the confirm page up to date while the buyer chooses. Without it, the button "review" does the same.
const form = document.getElementById("pay");
let latest = 0;

async function recalculate() {
  const turn = ++latest;
  const choices = new URLSearchParams(new FormData(form));
  choices.set("do", "review");
  const answer = await fetch(form.action, { method: "POST", body: choices });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== latest)
    return; // a later choice is on its way
  if (!page.getElementById("pay"))
    return location.reload(); // the payment is no longer open
  for (const part of document.querySelectorAll("[data-live]"))
    part.replaceChildren(...page.getElementById(part.id).childNodes);
}

form.addEventListener("input", event => {
  if (event.target.name === "pointsSome")
    form.elements.points.value = "some";
});
form.addEventListener("change", event => {
  if (event.target.name !== "card") // the card changes no sum
    recalculate();
});
