/**
 * The messages of a conversation, each once, whichever way and however often it comes: from history, from the stream
 * of an answer, from the events. What the visitor wrote has an id of the browser's own from the beginning.
 */

/** @typedef {{ message_id: string, role: string, text: string, choices: {id: string, label: string}[], attachments: {content_type: string, url?: string}[], citations: {id: string, title: string}[], at: string, state?: "waiting" | "failed" }} Message */

/** @param {readonly Message[]} thread @param {Message} message @returns {readonly Message[]} */
export function withMessage(thread, message) {
  const index = thread.findIndex(({ message_id }) => message_id === message.message_id);
  if (index !== -1) return thread.with(index, message);
  // What the server has not had yet comes after all that it says.
  const waiting = message.state === undefined ? thread.findIndex(({ state }) => state !== undefined) : -1;
  return waiting === -1 ? [...thread, message] : thread.toSpliced(waiting, 0, message);
}

/** Those of an event. What the visitor wrote stays where it stands. @param {readonly Message[]} thread @param {readonly Message[]} messages */
export function withMessages(thread, messages) {
  return messages.reduce(withMessage, thread);
}

/** @param {readonly Message[]} thread @param {string} id @param {"waiting" | "failed" | undefined} state */
export function withState(thread, id, state) {
  return thread.map((message) => (message.message_id === id ? { ...message, state } : message));
}

/** What the visitor may still pick: the newest message's choices, until they write. @param {readonly Message[]} thread */
export function openChoices(thread) {
  const newest = thread.at(-1);
  return newest === undefined || newest.role === "customer" ? [] : newest.choices;
}
