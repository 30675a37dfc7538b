import type { TurnPart } from "./turn-part.ts";

/** Tells the agent that the conversation goes in circles, unless a tenant's trigger brings in a person. */
export const repetitionTurn: TurnPart = {
  prepare({ signals }) {
    if (!signals.flags.includes("repetition")) return undefined;
    const notes = [
      "The customer asks the same again, or you answered the same twice. Do not repeat yourself: say it another way, ask what is missing, or offer a person.",
    ];
    return { type: "brief", briefing: { notes, sources: [] }, tools: [], found: null };
  },
};
