import type { TurnPart } from "./turn-part.ts";

/** Tells the agent that it goes in circles, where the tenant has no trigger that brings a person in. */
export const repetitionTurn: TurnPart = {
  prepare({ signals }) {
    if (!signals.flags.includes("repetition")) return undefined;
    const notes = [
      "The customer asks the same again, or you answered the same twice. Do not repeat yourself: say it another way, ask what is missing, or offer a person.",
    ];
    return { type: "brief", briefing: { notes, sources: [] }, tools: [], found: null };
  },
};
