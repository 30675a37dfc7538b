import type { Attachment } from "../../../shared/events/index.ts";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import type { Visitor } from "../../../shared/security/visitor-tokens.ts";

/** What the conversation engine does for visitors; handed in, because engines never import each other. */
export interface VisitorChat {
  /** Tokens and tools as they happen, then the whole message, then `done`. The same `id` is answered once. */
  say(
    visitor: Visitor,
    said: {
      readonly id: string;
      readonly text: string;
      readonly choiceId: string | null;
      readonly attachments: readonly Attachment[];
    },
  ): AsyncIterable<ServerSentEvent>;
  history(visitor: Visitor): Promise<{
    readonly messages: readonly object[];
    readonly status: string;
    readonly is_whole: boolean;
    readonly after: number;
  }>;
  /** What is said after a turn, as it comes, until `signal` ends it. */
  events(
    visitor: Visitor,
    from: { readonly after: number; readonly signal: AbortSignal },
  ): AsyncIterable<ServerSentEvent>;
}
