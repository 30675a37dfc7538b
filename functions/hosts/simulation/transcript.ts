/** Who did it: the customer and the agent speak; the others tell what went on between. */
export type Actor = "customer" | "agent" | "tool" | "event" | "outside" | "check";

export interface Entry {
  readonly at: Date;
  readonly actor: Actor;
  readonly text: string;
  /** The channel, the tool's outcome, a name: what stands beside the text. */
  readonly note?: string;
}

export interface Transcript {
  /** `at`: for what happened on the way to now. */
  add(actor: Actor, text: string, note?: string, at?: Date): void;
  entries(): readonly Entry[];
}

export function scenarioTranscript(now: () => Date): Transcript {
  const entries: Entry[] = [];
  return {
    add(actor, text, note, at = now()) {
      entries.push({ at, actor, text, ...(note === undefined ? {} : { note }) });
    },
    entries: () => entries,
  };
}
