// The points slider and the number beside it are one choice; htmx asks for the sums. Without script the number and "review" do.
addEventListener("input", ({ target }) => {
  const slider = document.getElementById("points-slider");
  const choices = slider?.form.elements;
  if (target === slider) choices.pointsSome.value = slider.value;
  else if (slider && target === choices.pointsSome) slider.value = target.value;
  else return;
  choices.points.value = "some";
}, true);

// What was typed before the scripts were ready, or restored by the browser, is an input too.
addEventListener("load", () => {
  const fields = [...document.querySelector("#pay")?.elements ?? []];
  fields.find(field => field.value !== field.defaultValue && "defaultValue" in field || field.checked !== field.defaultChecked)
    ?.dispatchEvent(new Event("input", { bubbles: true }));
});

// A page out of the browser's memory may be of a payment that is decided by now.
addEventListener("pageshow", event => {
  if (event.persisted) location.reload();
});
