// While a demo is made: shows how far it is, and then the demo, without loading the page anew in between.
const pauseMs = 2_000;

setTimeout(look, pauseMs);

async function look() {
  const made = await madeOf().catch(() => undefined);
  if (made === null) location.reload();
  else {
    if (made) document.querySelector("#building").replaceChildren(...made.childNodes);
    setTimeout(look, pauseMs);
  }
}

/** What the page says now. Null: it is another page. */
async function madeOf() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("#building");
}
