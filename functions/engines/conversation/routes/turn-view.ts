import { z } from "zod";
import { Choice, Origin, Unanswered } from "../../../../shared/events/index.ts";
import { ConfigVersion, Status, VoiceNoteView, voiceNoteView } from "../conversation-view.ts";
import { MessageParts, partsView } from "../message-parts.ts";
import type { SentMessage, Turn } from "../turn-record.ts";

/** Turns as the API shows them: what was said, done and measured. */

const SpokenView = z.object({ message_id: z.string(), text: z.string(), choices: z.array(Choice) });

export const TurnView = z
  .object({
    turn_id: z.string(),
    index: z.number().int(),
    at: z.string(),
    messages: z.array(
      z.object({
        message_id: z.string(),
        text: z.string(),
        original: z.string().nullable(),
        unanswered: Unanswered.optional(),
        at: z.string(),
        voice_note: VoiceNoteView.optional(),
        ...MessageParts,
      }),
    ),
    reply: SpokenView.nullable(),
    /** The operator who wrote it. Null for the agent or the product. */
    by: z.string().nullable(),
    /** Separate messages sent after the reply. */
    more: z.array(SpokenView),
    /** The part of the product that requested a proactive message. */
    origin: Origin.nullable(),
    citations: z.array(z.object({ id: z.string(), title: z.string() })),
    status: Status,
    escalation_reason: z.string().nullable(),
    tool_calls: z.array(
      z.object({
        name: z.string(),
        arguments: z.record(z.string(), z.unknown()),
        result: z.unknown(),
        status: z.enum(["completed", "failed"]),
        error: z.string().nullable(),
        duration_ms: z.number(),
      }),
    ),
    guard_findings: z.array(z.string()),
    signals: z.record(z.string(), z.unknown()),
    config: ConfigVersion,
    model: z.object({
      name: z.string(),
      served: z.string().nullable().describe("The model that answered, as its vendor names it."),
      input_tokens: z.number(),
      output_tokens: z.number(),
      calls: z.number(),
      ms: z.number(),
    }),
    duration_ms: z.number(),
  })
  .meta({ id: "Turn" });

export type TurnView = z.infer<typeof TurnView>;

export function turnView(turn: Turn): TurnView {
  return {
    turn_id: turn.id,
    index: turn.index,
    at: turn.at,
    messages: turn.inbound.map(({ id, text, original = null, at, unanswered, voice, ...more }) => ({
      message_id: id,
      text,
      original,
      at,
      ...(unanswered === undefined ? {} : { unanswered }),
      ...voiceNoteView(voice),
      ...partsView(more),
    })),
    reply: turn.reply && spokenView(turn.reply),
    by: turn.by,
    more: turn.more.map(spokenView),
    origin: turn.origin,
    citations: turn.reply?.citations ?? [],
    status: turn.status,
    escalation_reason: turn.escalationReason,
    tool_calls: turn.toolCalls.map(({ name, arguments: args, result, status, error, durationMs }) => ({
      name,
      arguments: args,
      result,
      status,
      error,
      duration_ms: durationMs,
    })),
    guard_findings: turn.guardFindings,
    signals: turn.signals,
    config: turn.config,
    model: {
      name: turn.usage.model,
      served: turn.usage.served || null,
      input_tokens: turn.usage.inputTokens,
      output_tokens: turn.usage.outputTokens,
      calls: turn.usage.modelCalls,
      ms: turn.usage.modelMs,
    },
    duration_ms: turn.durationMs,
  };
}

function spokenView({ messageId, text, choices }: SentMessage): z.infer<typeof SpokenView> {
  return { message_id: messageId, text, choices };
}
