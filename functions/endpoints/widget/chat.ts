import type { Attachment } from "../../../shared/events/index.ts";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import type { Visitor } from "../../../shared/security/tokens/visitor-tokens.ts";

/** The conversation engine's chat for visitors. */
export interface VisitorChat {
  /** Streams tokens and tool calls, then the complete message, then `done`. A repeated `id` is answered once. */
  say(
    visitor: Visitor,
    message: {
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
  /** Streams events after the given turn until `signal` aborts. */
  events(
    visitor: Visitor,
    from: { readonly after: number; readonly signal: AbortSignal },
  ): AsyncIterable<ServerSentEvent>;
}
