/** Names of what a person has written in the inbox and not sent. They are made of ids, and say nothing else. */
export const outboxPrefix = "outbox:";
export const draftPrefix = "draft:";

/** An entry of a client's outbox. Places sort as the entries were written. Without a place: what all names begin with. */
export function outboxName(client: string, place = ""): string {
  return `${outboxPrefix}${client}:${place}`;
}

/** What is being written. */
export function draftName(conversationId: string): string {
  return draftPrefix + conversationId;
}

/** What was written where the draft is its translation. */
export function writtenName(conversationId: string): string {
  return `written:${conversationId}`;
}
