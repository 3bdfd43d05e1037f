// Sends the form "post" on at once: a page that only carries fields from one party to the next.
const form = document.getElementById("post");
// This page is gone as soon as the other side has answered: whoever waits for that is told.
if (form.dataset.gone)
  addEventListener("pagehide", () => navigator.sendBeacon(form.dataset.gone));
// Not form.submit itself: a field of that name would hide it.
HTMLFormElement.prototype.submit.call(form);
