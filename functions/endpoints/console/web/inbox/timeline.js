/** The timeline of a conversation: messages, notes and actions, without duplicates. Pure. */

/** @returns an empty map of entries by id */
export function emptyTimeline() {
  return new Map();
}

/** Adds messages of `GET /v1/conversations/{id}/messages`, replacing known fields. */
export function withMessages(timeline, messages) {
  return addEntries(
    timeline,
    messages.map((message) => ({ type: "message", id: message.message_id, ...message })),
  );
}

/** Adds the messages of a turn from `GET /v1/conversations/{id}/events`, which has no delivery status. */
export function withTurn(timeline, turn) {
  const role = turn.by === null ? "agent" : "operator";
  const customerMessages = turn.messages.map((message) => ({ ...message, role: "customer" }));
  const answers = [turn.reply, ...turn.more].filter((reply) => reply !== null);
  const rest = { turn_id: turn.turn_id, attachments: [], choices: [], delivery: null };
  const messages = [...customerMessages, ...answers.map((answer) => ({ ...answer, role, by: turn.by, at: turn.at }))];
  // Known entries may have a delivery status, which a turn lacks. Only a turn names the operator.
  return withMessages(
    timeline,
    messages.map((message) => ({ ...rest, ...message, ...timeline.get(message.message_id), by: turn.by })),
  );
}

/** Adds an operator's action or note. */
export function withAct(timeline, act) {
  const id = `${act.kind} ${act.at}`;
  return addEntries(timeline, [{ type: act.kind === "note" || act.kind === "whisper" ? "note" : "act", id, ...act }]);
}

function addEntries(timeline, entries) {
  const next = new Map(timeline);
  for (const entry of entries) next.set(entry.id, { ...next.get(entry.id), ...entry });
  return next;
}

/**
 * The entries in chronological order; entries of the same time keep their order of arrival. Actions older than the first
 * loaded message are left out until its earlier pages are loaded.
 * @param {boolean} complete whether the earliest message is the conversation's first
 */
export function entriesOf(timeline, complete) {
  const entries = [...timeline.values()].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const first = entries.findIndex(({ type }) => type === "message");
  return complete || first < 0 ? entries : entries.slice(first);
}
