import { element, make } from "../elements.js";
import { forgetPasted, paste, pastedClient, readSession } from "../identity.js";
import { ApiProblem } from "../request.js";
import { lastClient, rememberClient } from "../sessions.js";
import { openInbox } from "./inbox.js";
import { words } from "./words.js";

const picker = element("client");
const leaving = new AbortController();

async function start() {
  const { clients, issues_tokens: issuesTokens } = await readSession();
  const pasted = pastedClient();
  if (!issuesTokens && pasted === undefined) return askForToken();
  const known = issuesTokens ? clients : [{ id: pasted, name: pasted }];
  if (known.length === 0) return tellProblem(words.noClients);
  picker.replaceChildren(...known.map(({ id, name }) => make("option", { value: id }, name)));
  picker.hidden = known.length < 2;
  // Another client is another page, so that no state of the previous client remains.
  picker.onchange = () => location.assign(`?client=${encodeURIComponent(picker.value)}`);
  const wanted = new URLSearchParams(location.search).get("client") ?? lastClient();
  await open(known.find(({ id }) => id === wanted) ?? known[0]);
}

async function open(client) {
  const { signal } = leaving;
  rememberClient(client.id);
  picker.value = client.id;
  element("sign-in").hidden = true;
  element("panes").hidden = false;
  tellProblem("");
  await openInbox({
    client,
    signal,
    onProblem(error) {
      if (!signal.aborted) showError(error);
    },
  });
}

function askForToken(why = "") {
  leaving.abort();
  element("panes").hidden = true;
  element("sign-in").hidden = false;
  element("sign-in-problem").textContent = why;
  element("token").focus();
}

function tellProblem(text) {
  element("problem").hidden = text === "";
  element("problem-text").textContent = text;
}

function showError(error) {
  if (error instanceof ApiProblem && error.status === 401) {
    forgetPasted();
    return askForToken(error.message);
  }
  tellProblem(error instanceof Error ? error.message : String(error));
}

/** Runs `work` and shows its error, if any. */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    showError(error);
  }
}

element("dismiss").onclick = () => tellProblem("");
element("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = element("token");
  if (paste(field.value.trim()) === undefined) return askForToken(words.notAToken);
  location.reload();
});

void attempt(start);
