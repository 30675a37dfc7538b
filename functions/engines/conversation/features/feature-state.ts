import type { z } from "zod";
import type { Conversation } from "../conversation.ts";

/** Fields of the conversation, each with a default for conversations that do not have it yet. */
export type StateShape = Readonly<Record<string, z.ZodType>>;
/** The state of a feature that keeps nothing in the conversation. */
export type NoState = Readonly<Record<never, z.ZodType>>;
export type StateOf<S extends StateShape> = keyof S extends never ? unknown : z.output<z.ZodObject<S>>;
/** A conversation as one feature sees it: the engine's own fields and the feature's. */
export type ConversationWith<S extends StateShape> = Conversation & StateOf<S>;

/** What features tell each other of a conversation, so that no feature knows another. */
export interface Engagement {
  /** The customer wants no messages on this channel. */
  readonly hasOptedOut: boolean;
  /** A question or an offer of ours waits for the customer's answer. */
  readonly awaitsAnswer: boolean;
  /** When the customer last said that they were displeased. */
  readonly displeasedAt: string | null;
}
