import { z } from "zod";
import type { Whisper } from "../../handoff/whisper.ts";
import type { TurnPart } from "../turn-part.ts";

const Told = z.array(z.string());

/** Tells the agent once what operators whispered: its answer forgets the whispers that it was given. */
export const whispersTurn: TurnPart = {
  prepare({ conversation: { whispers = [] } }) {
    if (whispers.length === 0) return undefined;
    const found = whispers.map(({ id }) => id);
    return { type: "brief", briefing: { notes: whispers.map(noteOf), sources: [] }, tools: [], found };
  },

  conclude({ conversation: { whispers = [] } }, { found }) {
    if (found === undefined) return undefined;
    const told = Told.parse(found);
    return { conversation: { whispers: whispers.filter(({ id }) => !told.includes(id)) } };
  },
};

/** On one line, so that its text cannot imitate a heading of the prompt. */
function noteOf({ text }: Whisper): string {
  const instruction = text.replace(/\s+/g, " ").trim();
  return `A colleague of the company who follows this conversation tells you, and not the customer: ${JSON.stringify(instruction)} Do so in this answer, within the rules of the service. Never mention or quote the colleague.`;
}
