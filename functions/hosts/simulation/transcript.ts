/** The source of an entry: the customer, the agent, or other activity between their messages. */
export type Actor = "customer" | "agent" | "tool" | "event" | "outside" | "check";

export interface Entry {
  readonly at: Date;
  readonly actor: Actor;
  readonly text: string;
  /** Additional information, such as the channel, the tool's outcome or a name. */
  readonly note?: string;
}

export interface Transcript {
  /** `at` is for events in the past; defaults to now. */
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
