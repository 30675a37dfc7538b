import type { Choice } from "../../../../shared/events/index.ts";
import { heardMessages, type SentMessage, type Turn } from "../turn-record.ts";

/** A visitor's view of their conversation: what was said, without how the answer was produced. */

export type VisitorStatus = Turn["status"];

export interface VisitorMessage {
  readonly message_id: string;
  readonly role: "customer" | "agent" | "operator";
  readonly text: string;
  readonly choices: readonly Choice[];
  /** With a public URL where there is one. */
  readonly attachments: readonly { readonly content_type: string; readonly url?: string }[];
  readonly citations: readonly { readonly id: string; readonly title: string }[];
  readonly at: string;
}

export type VisitorStreamEvent =
  | { readonly event: "token"; readonly data: { readonly text: string } }
  | { readonly event: "tool"; readonly data: { readonly status: "started" | "completed" | "failed" } }
  | { readonly event: "retracted" | "done"; readonly data: Readonly<Record<string, never>> }
  /** The whole answer. The message is null when it follows later, in the events. */
  | {
      readonly event: "message";
      readonly data: { readonly message: VisitorMessage | null; readonly status: VisitorStatus };
    }
  | {
      readonly event: "turn";
      readonly id: string;
      readonly data: { readonly messages: readonly VisitorMessage[] };
    }
  | { readonly event: "status"; readonly data: { readonly status: VisitorStatus } };

/** The messages of a turn, oldest first. */
export function visitorMessages(turn: Turn): VisitorMessage[] {
  const said = turn.inbound.map(
    ({ id, text, attachments, at }): VisitorMessage => ({
      message_id: id,
      role: "customer",
      text,
      choices: [],
      attachments: attachments.map(({ contentType }) => ({ content_type: contentType })),
      citations: [],
      at,
    }),
  );
  const role = turn.by === null ? ("agent" as const) : ("operator" as const);
  const answers = heardMessages(turn).map(
    ({ messageId, text, choices, media, citations }: SentMessage): VisitorMessage => ({
      message_id: messageId,
      role,
      text,
      choices,
      attachments: media.map(({ url, contentType }) => ({ url, content_type: contentType })),
      citations,
      at: turn.at,
    }),
  );
  return [...said, ...answers];
}
