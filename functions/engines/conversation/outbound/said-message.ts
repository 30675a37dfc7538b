import type { Content } from "../../../../shared/events/index.ts";
import type { Message } from "../conversation.ts";
import type { SpokenMessage } from "../turn-record.ts";
import { withheldDelivery } from "./sends.ts";

/** One message to the customer as the conversation keeps it, and as the turn's record does. Pure. */
export function saidMessage(said: {
  readonly id: string;
  readonly turnId: string;
  readonly role: "agent" | "operator";
  /** As the customer reads it. */
  readonly content: Content;
  readonly at: string;
  /** Why the channel took nothing of it; null where it did. */
  readonly withheld: string | null;
}): { readonly message: Message; readonly spoken: SpokenMessage } {
  const { id, turnId, role, content, at, withheld } = said;
  const { text, choices, media } = content;
  // Kept with a message that has files, so that none is sent twice in a row.
  const files = media.length === 0 ? {} : { files: media.map(({ url }) => url) };
  return {
    message: { id, turnId, role, text, choices, at, delivery: withheldDelivery(withheld), ...files },
    spoken: { messageId: id, text, choices, media, citations: [] },
  };
}
