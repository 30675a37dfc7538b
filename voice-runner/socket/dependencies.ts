import type { DemoVisits } from "../../functions/engines/demo/visits.ts";
import type { ServerSentEvent } from "../../shared/http/route.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import type { RateLimiter } from "../../shared/security/limits/rate-limit.ts";
import type { VisitorLimits } from "../../shared/security/limits/visitor-limits.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import type { Call } from "../../shared/voice/call.ts";
import type { CallEvent, CallSession } from "../session/call-session.ts";
import type { ConfigOf } from "./config-of.ts";
import type { CapacityLimits } from "./door/capacity.ts";
import type { Identify } from "./door/identify.ts";

/** A customer's session of a tenant. */
export interface ChatSession {
  readonly tenantId: TenantId;
  readonly sessionId: string;
}

/** The conversation engine's chat. */
export interface SocketChat {
  conversationId(session: ChatSession): Promise<string>;
  say(
    session: ChatSession,
    message: {
      readonly id: string;
      readonly text: string;
      readonly choiceId: string | null;
      readonly attachments: readonly [];
      readonly configName: string | null;
    },
  ): AsyncIterable<ServerSentEvent>;
  events(
    session: ChatSession,
    from: { readonly after: number; readonly signal: AbortSignal },
  ): AsyncIterable<ServerSentEvent>;
}

/** A call whose session is built and not yet started. */
export interface OpenedCall {
  readonly session: CallSession;
  /** Of the agent's voice, in Hz. */
  readonly sampleRate: number;
  /** False where nothing recognises speech: the customer types. */
  readonly hears: boolean;
}

/** @throws Problem or RetryableError when no call is possible. */
export type OpenCall = (call: Call, onEvent: (event: CallEvent) => void) => Promise<OpenedCall>;

export interface SocketDependencies {
  readonly identify: Identify;
  readonly configOf: ConfigOf;
  readonly chat: SocketChat;
  readonly openCall: OpenCall;
  readonly visitorLimits: VisitorLimits;
  /** Whether the chat and the calls of a demo may be used, and how often. */
  readonly sandbox: Pick<DemoVisits, "countMessage">;
  readonly rateLimiter: RateLimiter;
  readonly capacity: {
    readonly chat: CapacityLimits;
    readonly voice: CapacityLimits;
    /** Of the calls: those of a client's people to a draft, by client and person. */
    readonly testCalls: CapacityLimits;
  };
  readonly times: SocketTimes;
  readonly behindLoadBalancer: boolean;
  readonly log: Logger;
  readonly now: () => Date;
}

/** In milliseconds. */
export interface SocketTimes {
  /** From the connection to `start`. */
  readonly start: number;
  /** Between pings. A client that answers none of two is gone. */
  readonly ping: number;
  /** Without a frame of the client. */
  readonly idle: number;
}

export const usualTimes: SocketTimes = { start: 10_000, ping: 15_000, idle: 15 * 60_000 };
