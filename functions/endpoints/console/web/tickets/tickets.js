import { element, make } from "../elements.js";
import { callerOf, pastedClient, readSession } from "../identity.js";
import { caller } from "../request.js";
import { lastClient } from "../sessions.js";
import { clock } from "./clock.js";

const pageSize = 50;
const states = ["open", "pending", "solved"];

/** The client whose tickets are shown: that of the pasted token, or the inbox's last one. */
async function clientId() {
  const pasted = pastedClient();
  if (pasted !== undefined) return pasted;
  const { clients } = await readSession();
  const wanted = new URLSearchParams(location.search).get("client") ?? lastClient();
  return (clients.find(({ id }) => id === wanted) ?? clients[0])?.id;
}

async function start() {
  const client = await clientId();
  if (client === undefined) throw new Error("Open the chat page first.");
  const call = caller(client);
  const { subject } = await callerOf(client);
  let cursor;

  async function write(method, path, body) {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
    return (await call(path, { method, headers, body: JSON.stringify(body) })).json();
  }

  async function load(more = false) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    const status = element("status").value;
    if (status !== "") query.set("status", status);
    if (more && cursor) query.set("cursor", cursor);
    const page = await (await call(`/v1/tickets?${query}`)).json();
    cursor = page.next_cursor;
    const entries = page.items.map(entryOf);
    if (more) element("tickets").append(...entries);
    else element("tickets").replaceChildren(...entries);
    element("more").hidden = !cursor;
    element("empty").hidden = element("tickets").childElementCount > 0;
  }

  function entryOf(ticket) {
    const entry = make("li", { "data-id": ticket.id });
    entry.append(...partsOf(ticket, entry));
    return entry;
  }

  function partsOf(ticket, entry) {
    const path = `/v1/tickets/${encodeURIComponent(ticket.id)}`;
    const change = (method, rest, body) =>
      attempt(async () => {
        const changed = await write(method, `${path}${rest}`, body);
        entry.replaceChildren(...partsOf(changed, entry));
      });
    const number = ticket.external_id === null ? ticket.id : `${ticket.id} (help desk: ${ticket.external_id})`;
    const facts = [number, ticket.status, ticket.priority, `with ${ticket.assigned_to ?? "nobody"}`];
    const state = make("select", { "aria-label": `State of ${ticket.id}` });
    state.append(...states.map((each) => make("option", { value: each }, each)));
    state.value = ticket.status;
    state.onchange = () => change("PATCH", "", { status: state.value });
    const take = make("button", { type: "button" }, "Take it");
    take.onclick = () => change("PATCH", "", { assigned_to: subject });
    const text = make("input", {
      "aria-label": `Note on ${ticket.id}`,
      maxlength: "2000",
      placeholder: "Note for staff",
    });
    const form = make("form", { class: "acts" }, state, take, text, make("button", { type: "submit" }, "Add note"));
    form.onsubmit = (event) => {
      event.preventDefault();
      if (text.value.trim() !== "") change("POST", "/comments", { text: text.value.trim() });
    };
    return [
      make("h2", { dir: "auto" }, ticket.subject),
      make("p", { class: "quiet" }, `${facts.join(", ")}. ${clock(ticket.created_at)}`),
      make("p", { dir: "auto" }, ticket.description),
      ...ticket.comments.map(({ by, at, text: note }) => make("p", { dir: "auto" }, `${clock(at)} ${by}: ${note}`)),
      form,
    ];
  }

  element("status").onchange = () => attempt(() => load());
  element("more").onclick = () => attempt(() => load(true));
  await load();
}

/** Runs `work` and shows its error, if any. */
async function attempt(work) {
  element("problem").hidden = true;
  try {
    await work();
  } catch (error) {
    element("problem").hidden = false;
    element("problem-text").textContent = error instanceof Error ? error.message : String(error);
  }
}

void attempt(start);
