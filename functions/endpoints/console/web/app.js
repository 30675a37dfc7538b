import { api } from "./api.js";
import { element, make } from "./elements.js";
import { forgetPasted, paste, pastedClient, readSession } from "./identity.js";
import { ApiProblem } from "./request.js";
import { lastClient, newSession, remember, rememberClient, sessionOf } from "./sessions.js";
import { clear, isEmpty, showAgent, showCustomer, showDivider } from "./view.js";

const composer = element("composer");
const message = element("message");
const send = element("send");
const picker = element("client");

/** The displayed conversation: its client, its API and its status. */
let current;
/** Aborts the answer being streamed; undefined if there is none. */
let answering;

async function start() {
  const { clients, issues_tokens: issuesTokens } = await readSession();
  const pasted = pastedClient();
  if (!issuesTokens && pasted === undefined) return askForToken();
  const known = issuesTokens ? clients : [{ id: pasted, name: pasted, agent_name: "Agent" }];
  if (known.length === 0)
    return tellProblem("There is no client yet. Push a configuration: npm run cli -- config push FILE --activate");
  picker.replaceChildren(...known.map(({ id, name }) => make("option", { value: id }, name)));
  picker.hidden = known.length < 2;
  // The widget's demo page exists only on this machine, where tokens are issued.
  element("widget").hidden = !issuesTokens;
  picker.onchange = () => open(known.find(({ id }) => id === picker.value));
  await open(known.find(({ id }) => id === lastClient()) ?? known[0]);
}

/** Shows the client's last conversation in this browser. */
async function open(client) {
  answering?.abort();
  rememberClient(client.id);
  picker.value = client.id;
  element("widget").href = `/widget/demo?client=${encodeURIComponent(client.id)}`;
  element("inbox").href = `/console/inbox?client=${encodeURIComponent(client.id)}`;
  current = { client, api: api(client.id), ...sessionOf(client.id), status: "active" };
  element("agent-name").textContent = client.agent_name;
  element("avatar").textContent = [...client.agent_name][0] ?? "";
  element("welcome-title").textContent = `Say hello to ${client.agent_name}`;
  document.title = `${client.agent_name} · ${client.name}`;
  clear();
  setReady(true);
  setStatus("active");
  await attempt(showHistory);
  element("welcome").hidden = !isEmpty();
  message.focus();
}

async function showHistory() {
  const chat = current;
  chat.conversationId ??= await chat.api.conversationOf(chat.sessionId);
  if (chat.conversationId === undefined) return;
  const id = chat.conversationId;
  try {
    const [conversation, messages, turns] = await Promise.all([
      chat.api.conversation(id),
      chat.api.messages(id),
      chat.api.turns(id),
    ]);
    if (chat !== current) return;
    const byReply = new Map(turns.map((turn) => [turn.reply?.message_id, turn]));
    for (const each of messages.toReversed()) showMessage(each, byReply.get(each.message_id));
    setStatus(conversation.status, conversation.escalation);
  } catch (error) {
    // The product's data was reset since, so the page starts a new conversation.
    if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
    Object.assign(current, { conversationId: undefined, ...newSession(current.client.id) });
  }
}

/** Lists the choices below the text. A number or a label selects one. */
function withChoices(text, choices = []) {
  return [text, ...choices.map(({ label }, index) => `${index + 1}. ${label}`)].join("\n");
}

function showMessage({ role, text, choices, at }, turn) {
  if (role === "customer") return showCustomer(text, at);
  const answer = showAgent(role === "agent" ? current.client.agent_name : "Operator");
  answer.finish({ text: withChoices(text, choices), citations: turn?.citations ?? [], at });
  answer.toolCalls(turn?.tool_calls ?? []);
}

async function ask(text) {
  const chat = current;
  element("welcome").hidden = true;
  tellProblem("");
  showCustomer(text, new Date().toISOString());
  const answer = showAgent(chat.client.agent_name);
  answering = new AbortController();
  const { signal } = answering;
  setAnswering(true);
  try {
    let reply;
    for await (const { event, data } of chat.api.chat(chat.sessionId, text, signal)) {
      if (event === "token") answer.say(data.text);
      else if (event === "tool") answer.tool(data);
      else if (event === "retracted") answer.takeBack();
      else if (event === "message") reply = data;
    }
    if (reply === undefined) throw new Error("The answer was interrupted. Send your message again.");
    await conclude(chat, answer, reply);
  } catch (error) {
    answer.breakOff(signal.aborted ? "Stopped." : "No answer.");
    if (signal.aborted) return;
    message.value ||= text;
    throw error;
  } finally {
    if (chat === current) {
      answering = undefined;
      setAnswering(false);
    }
  }
}

async function conclude(chat, answer, reply) {
  const text = reply.reply === null ? null : withChoices(reply.reply, reply.choices);
  answer.finish({ text, citations: reply.citations, at: new Date().toISOString() });
  for (const each of reply.more) showMessage({ role: "agent", ...each, at: new Date().toISOString() });
  chat.conversationId = reply.conversation_id;
  remember(chat.client.id, { sessionId: chat.sessionId, conversationId: reply.conversation_id });
  if (chat !== current) return;
  element("spoken").textContent = reply.reply === null ? "" : `${chat.client.agent_name}: ${reply.reply}`;
  if (reply.reply === null && reply.status === "active") return awaitAnswer(chat, reply.message_id);
  if (reply.status === "escalated") {
    const { escalation } = await chat.api.conversation(reply.conversation_id);
    setStatus("escalated", escalation);
  } else setStatus(reply.status);
  if (reply.actions.length === 0) return;
  const turn = (await chat.api.turns(reply.conversation_id, 5)).find(
    (each) => each.reply?.message_id === reply.message_id,
  );
  if (turn !== undefined) answer.toolCalls(turn.tool_calls);
}

const burstChecks = 30;
const burstCheckMs = 1000;

/** If the configuration waits for a burst of messages to end, the answer arrives later without a request. */
async function awaitAnswer(chat, messageId) {
  for (let check = 0; check < burstChecks && chat === current; check++) {
    await new Promise((resolve) => setTimeout(resolve, burstCheckMs));
    const turns = await chat.api.turns(chat.conversationId, 5);
    const turn = turns.find(({ messages }) => messages.some((each) => each.message_id === messageId));
    if (turn === undefined || chat !== current) continue;
    // Later messages of the burst wait for the same turn, which is shown once.
    if (turn.reply !== null && chat.shownTurnId !== turn.turn_id) {
      showMessage({ role: "agent", ...turn.reply, at: turn.at }, turn);
      for (const each of turn.more) showMessage({ role: "agent", ...each, at: turn.at });
    }
    chat.shownTurnId = turn.turn_id;
    return setStatus(turn.status);
  }
}

/** @param {"active" | "escalated" | "resolved"} status */
function setStatus(status, escalation) {
  const { agent_name: name } = current.client;
  const labels = {
    active: "Ready",
    escalated: "With a person",
    resolved: "Closed",
  };
  current.status = status;
  document.body.dataset.state = status;
  element("state-text").textContent = labels[status] ?? status;
  element("escalated").hidden = status !== "escalated";
  const reason = escalation?.reason ? ` Reason: ${escalation.reason.replaceAll("_", " ")}.` : "";
  element("escalated-detail").textContent = `${name} does not reply until you release the conversation.${reason}`;
  element("release").textContent = `Release to ${name}`;
}

function setReady(ready) {
  for (const control of [message, send, element("new")]) control.disabled = !ready;
  element("sign-in").hidden = true;
}

function setAnswering(busy) {
  send.textContent = busy ? "Stop" : "Send";
  if (busy) element("state-text").textContent = "Writing…";
  else setStateAgain();
}

function setStateAgain() {
  if (current.status !== "escalated") setStatus(current.status);
}

function askForToken(why = "") {
  document.body.dataset.state = "signed-out";
  setReady(false);
  element("state-text").textContent = "Not signed in";
  element("sign-in").hidden = false;
  element("sign-in-problem").textContent = why;
  element("token").focus();
}

function tellProblem(text) {
  element("problem").hidden = text === "";
  element("problem-text").textContent = text;
}

/** Runs `work` and shows its error, if any. */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      forgetPasted();
      askForToken(error.message);
    } else tellProblem(error instanceof Error ? error.message : String(error));
  }
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (answering !== undefined) return answering.abort();
  const text = message.value.trim();
  if (text === "") return;
  message.value = "";
  attempt(() => ask(text));
});

message.addEventListener("keydown", (event) => {
  // `isComposing`: in Indic and East Asian input methods, Enter also confirms a word.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (answering === undefined) composer.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") answering?.abort();
});

element("new").addEventListener("click", () => {
  if (current === undefined) return;
  newSession(current.client.id);
  attempt(() => open(current.client));
});

element("release").addEventListener("click", () =>
  attempt(async () => {
    const { status } = await current.api.release(current.conversationId);
    setStatus(status);
    showDivider(`${current.client.agent_name} has the conversation again.`);
    message.focus();
  }),
);

element("dismiss").addEventListener("click", () => tellProblem(""));

element("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = element("token");
  if (paste(field.value.trim()) === undefined) return askForToken("This is not a valid token of this product.");
  field.value = "";
  attempt(start);
});

attempt(start);
