// The dot beside "live": whether the page is told of what happens.
const sign = document.getElementById("live");
const say = on => () => { sign.dataset.on = on; };
sign.addEventListener("htmx:sse:after:connection", say("true"));
sign.addEventListener("htmx:sse:error", say("false"));
sign.addEventListener("htmx:sse:before:connection", say("false"));
