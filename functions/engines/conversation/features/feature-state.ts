import type { z } from "zod";
import type { Conversation } from "../conversation.ts";

/** A feature's conversation fields. Each has a default for conversations that lack it. */
export type StateShape = Readonly<Record<string, z.ZodType>>;
/** The state of a feature without conversation fields. */
export type NoState = Readonly<Record<never, z.ZodType>>;
export type StateOf<S extends StateShape> = keyof S extends never ? unknown : z.output<z.ZodObject<S>>;
/** A conversation as one feature sees it: the engine's fields and the feature's own. */
export type ConversationWith<S extends StateShape> = Conversation & StateOf<S>;

/** What features share about a conversation, so that no feature depends on another. */
export interface Engagement {
  /** The customer has opted out of messages on this channel. */
  readonly hasOptedOut: boolean;
  /** A question or an offer awaits the customer's answer. */
  readonly awaitsAnswer: boolean;
  /** When the customer last expressed displeasure. */
  readonly displeasedAt: string | null;
}
