import type { EventType, MessageReceived, MessageRequested, PaymentSettled } from "../../../../shared/events/index.ts";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import type { OwnedDocument } from "../../../../shared/runtime/owned-document.ts";
import type { Event, NewEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import type { ConversationWith, Engagement, StateShape } from "./feature-state.ts";

/** Dependencies of a feature's steps, besides the engine's own. */
export interface StepDependencies<S extends StateShape> extends ConversationDependencies {
  readonly conversations: OwnedDocument<ConversationWith<S>>;
  readonly sessions: Sessions<S>;
  readonly features: OtherFeatures;
}

/** See session/session.ts. */
interface Sessions<S extends StateShape> {
  applyInbound(
    ids: TenantIds,
    before: ConversationWith<S> | undefined,
    event: Event<MessageReceived>,
    config: Conversation["config"] | null,
  ): ConversationWith<S>;
  openOutbound(
    ids: TenantIds,
    event: Event<Pick<MessageRequested, "conversationId" | "recipient">>,
    config: Conversation["config"] | null,
  ): ConversationWith<S>;
  opensSession(conversation: Conversation | undefined, now: Date): boolean;
  /** See turn/move-conversation.ts. */
  earlierConversation(
    documents: Documents,
    tenantId: TenantId,
    of: { readonly channel: Conversation["channel"]; readonly address: string },
  ): Promise<
    | {
        readonly conversation: ConversationWith<S>;
        readonly writes: readonly Write[];
        readonly publish: readonly NewEvent[];
      }
    | undefined
  >;
}

/** Queries that a feature may send to all features at once. Pure. */
export interface OtherFeatures {
  engagementOf(conversation: Conversation, now: Date): Engagement;
  endSession<C extends Conversation>(conversation: C): C;
  /** The features that follow payments, loaded on demand. */
  paymentFollowers(): Promise<{
    readonly publishes: readonly EventType<unknown>[];
    afterPayment<C extends Conversation>(
      conversation: C,
      payment: PaymentSettled,
    ): { readonly conversation: C; readonly publish: readonly NewEvent[] };
  }>;
}
