import { textContent } from "../../../../../shared/events/index.ts";
import { isAudio } from "../../voice-note.ts";
import type { TurnPart } from "../turn-part.ts";
import { pleaseWrite } from "./phrases.ts";

/**
 * Tells the customer at once that a voice note was not understood: in place of the agent's reply when nothing else was
 * said, otherwise beside it. Tells the agent which files it cannot look into.
 */
export const voiceNotesTurn: TurnPart = {
  prepare({ inbound, conversation, config }) {
    const isUnheard = inbound.some(({ voice }) => (voice?.unheard ?? null) !== null);
    const isMute = inbound.every(({ text, attachments, choiceId }) => {
      const hasOtherFile = attachments.some(({ contentType }) => !isAudio(contentType));
      return text === "" && choiceId === null && !hasOtherFile;
    });
    if (isUnheard && isMute)
      return { type: "reply", content: textContent(pleaseWrite(conversation.language)), found: null };
    const notes = [
      ...(isUnheard
        ? ["A voice note of the customer was not understood. They are told so in a separate message."]
        : []),
      ...(hasUnreadableFile(inbound, config) ? [unreadableNote] : []),
    ];
    if (notes.length === 0) return undefined;
    return { type: "brief", briefing: { notes, sources: [] }, tools: [], found: isUnheard ? "unheard" : null };
  },

  conclude({ conversation }, { found }) {
    return found === "unheard" ? { messages: [textContent(pleaseWrite(conversation.language))] } : undefined;
  },
};

const unreadableNote =
  "You cannot look into the files that the customer sent. Never guess what is in them. Say that you cannot open them, and ask the customer to write what matters.";

function hasUnreadableFile(
  inbound: Parameters<NonNullable<typeof voiceNotesTurn.prepare>>[0]["inbound"],
  { tools }: Parameters<NonNullable<typeof voiceNotesTurn.prepare>>[0]["config"],
): boolean {
  if (tools.available.some(({ type }) => type === "ai_vision")) return false;
  return inbound.some(({ attachments }) => attachments.some(({ contentType }) => !isAudio(contentType)));
}
