/** A conversation as it is read: messages, notes and acts in one line, each once. Pure. */

/** @returns a timeline with nothing in it: its entries by id */
export function emptyTimeline() {
  return new Map();
}

/** With messages of `GET /v1/conversations/{id}/messages`; what is known of one already is replaced. */
export function withMessages(timeline, messages) {
  return added(
    timeline,
    messages.map((message) => ({ type: "message", id: message.message_id, ...message })),
  );
}

/** With the messages of a turn, as `GET /v1/conversations/{id}/events` tells of it: before any delivery. */
export function withTurn(timeline, turn) {
  const role = turn.by === null ? "agent" : "operator";
  const said = turn.messages.map((message) => ({ ...message, role: "customer" }));
  const answers = [turn.reply, ...turn.more].filter((reply) => reply !== null);
  const rest = { turn_id: turn.turn_id, attachments: [], choices: [], delivery: null };
  const messages = [...said, ...answers.map((answer) => ({ ...answer, role, by: turn.by, at: turn.at }))];
  // What is known already may have its delivery, which a turn does not tell; who said it only a turn does.
  return withMessages(
    timeline,
    messages.map((message) => ({ ...rest, ...message, ...timeline.get(message.message_id), by: turn.by })),
  );
}

/** With what somebody did beside the turns; a note is one of them. */
export function withAct(timeline, act) {
  const id = `${act.kind} ${act.at}`;
  return added(timeline, [{ type: act.kind === "note" ? "note" : "act", id, ...act }]);
}

function added(timeline, entries) {
  const next = new Map(timeline);
  for (const entry of entries) next.set(entry.id, { ...next.get(entry.id), ...entry });
  return next;
}

/**
 * In order of time; those of one instant in the order they came. Acts from before the earliest message shown wait until
 * the pages before it are.
 * @param {boolean} complete whether the earliest message is the conversation's first
 */
export function entriesOf(timeline, complete) {
  const entries = [...timeline.values()].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const first = entries.findIndex(({ type }) => type === "message");
  return complete || first < 0 ? entries : entries.slice(first);
}
