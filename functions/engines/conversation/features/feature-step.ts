import type { MessageReceived, MessageRequested, PaymentSettled } from "../../../../shared/events/index.ts";
import type { OwnedDocument } from "../../../../shared/runtime/owned-document.ts";
import type { Event, NewEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import type { ConversationWith, Engagement, StateShape } from "./feature-state.ts";

/** What the steps of a feature work with, besides what all of the engine does. */
export interface StepDependencies<S extends StateShape> extends ConversationDependencies {
  readonly conversations: OwnedDocument<ConversationWith<S>>;
  readonly sessions: Sessions<S>;
  readonly features: OtherFeatures;
}

/** As in turn/session.ts. */
interface Sessions<S extends StateShape> {
  applyInbound(
    before: ConversationWith<S> | undefined,
    event: Event<MessageReceived>,
    config: Conversation["config"] | null,
  ): ConversationWith<S>;
  openOutbound(
    event: Event<Pick<MessageRequested, "conversationId" | "recipient">>,
    config: Conversation["config"] | null,
  ): ConversationWith<S>;
  opensSession(conversation: Conversation | undefined, now: Date): boolean;
}

/** What a feature may ask of all features at once. Pure. */
export interface OtherFeatures {
  engagementOf(conversation: Conversation, now: Date): Engagement;
  endSession<C extends Conversation>(conversation: C): C;
  /** The features that follow payments, once they are loaded. */
  paymentFollowers(): Promise<
    <C extends Conversation>(
      conversation: C,
      payment: PaymentSettled,
    ) => { readonly conversation: C; readonly publish: readonly NewEvent[] }
  >;
}
