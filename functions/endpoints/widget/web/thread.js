/**
 * The messages of a conversation without duplicates. A message may arrive repeatedly: from the history, from an answer's
 * stream and from events. The browser assigns the ids of the visitor's messages.
 */

/** @typedef {{ message_id: string, role: string, text: string, choices: {id: string, label: string}[], attachments: {content_type: string, url?: string}[], citations: {id: string, title: string}[], at: string, state?: "waiting" | "failed" }} Message */

/** @param {readonly Message[]} thread @param {Message} message @returns {readonly Message[]} */
export function withMessage(thread, message) {
  const index = thread.findIndex(({ message_id }) => message_id === message.message_id);
  if (index !== -1) return thread.with(index, message);
  // Messages that the server has not received stay at the end.
  const waiting = message.state === undefined ? thread.findIndex(({ state }) => state !== undefined) : -1;
  return waiting === -1 ? [...thread, message] : thread.toSpliced(waiting, 0, message);
}

/** Adds messages; the visitor's messages keep their position. @param {readonly Message[]} thread @param {readonly Message[]} messages */
export function withMessages(thread, messages) {
  return messages.reduce(withMessage, thread);
}

/** @param {readonly Message[]} thread @param {string} id @param {"waiting" | "failed" | undefined} state */
export function withState(thread, id, state) {
  return thread.map((message) => (message.message_id === id ? { ...message, state } : message));
}

/** The newest message's choices, until the visitor writes. @param {readonly Message[]} thread */
export function openChoices(thread) {
  const newest = thread.at(-1);
  return newest === undefined || newest.role === "customer" ? [] : newest.choices;
}
