import { z } from "zod";
import type { AskedModel } from "../../../../shared/agent/agent.ts";
import type { ModelMessage, ModelPart } from "../../../../shared/models/model.ts";
import { type Collection, put, type Write } from "../../../../shared/platform/documents.ts";
import { byConversation } from "../../../../shared/platform/personal-data.ts";
import { clipToBytes, jsonBytes } from "../../../../shared/schema/byte-budget.ts";
import { limits } from "../limits.ts";

const TracePart = z.object({
  type: z.enum(["text", "call", "result", "file"]),
  /** Arguments and results are JSON; of a file only its type is kept. */
  text: z.string(),
  name: z.string().nullable(),
});
export type TracePart = z.infer<typeof TracePart>;

const TraceMessage = z.object({ role: z.enum(["user", "model"]), parts: z.array(TracePart) });
export type TraceMessage = z.infer<typeof TraceMessage>;

const TraceRequest = z.object({
  /** Empty where none answered. */
  model: z.string(),
  /** Null: that of the request before. */
  system: z.string().nullable(),
  /** How many of the messages before come first. */
  shares: z.number().int(),
  messages: z.array(TraceMessage),
  /** Null: those of the request before. */
  tools: z.array(z.object({ name: z.string(), description: z.string() })).nullable(),
  reply: z.array(TracePart),
  refused: z.string().nullable(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  durationMs: z.number().int(),
});
type TraceRequest = z.infer<typeof TraceRequest>;

/** What the service's notes told the model besides the messages. */
const GivenNotes = z.object({
  summary: z.string(),
  context: z.record(z.string(), z.string()),
  /** The messages that the notes do not cover and the model did not read. */
  missing: z.number().int(),
  /** The earlier messages that the model read. */
  recent: z.number().int(),
});
export type GivenNotes = z.infer<typeof GivenNotes>;

const TurnTrace = z.object({
  turnId: z.string(),
  conversationId: z.string(),
  at: z.string(),
  keptUntil: z.string(),
  requests: z.array(TraceRequest),
  /** Something was too long and ends in a mark, or is left out. */
  isCut: z.boolean(),
  /** Absent in a turn of an older release. */
  given: GivenNotes.optional(),
});
export type TurnTrace = z.infer<typeof TurnTrace>;

export type KeptRequests = Pick<TurnTrace, "requests" | "isCut" | "given">;

/** What models were shown for a turn, by the turn's id. Written with the turn and never changed. */
export const turnTraces: Collection<TurnTrace> = {
  name: "turn-traces",
  schema: TurnTrace,
  indexes: [["conversationId", "at asc"]],
  confidential: true,
  personal: { fields: ["requests", "given"], find: byConversation("conversationId", "at asc") },
  expiry: ({ keptUntil }) => new Date(keptUntil),
};

/** The requests of a turn in the form that is kept: what repeats is kept once, and all of it fits a document. Pure. */
export function traceOf(asked: readonly AskedModel[]): KeptRequests {
  const room = roomOf(limits.shown);
  let before: AskedModel | undefined;
  const requests = asked.map((each): TraceRequest => {
    const shares = sharedMessages(before?.messages ?? [], each.messages);
    const isSameOffer = before !== undefined && namesOf(before.tools) === namesOf(each.tools);
    const request = {
      model: each.reply?.served || (each.reply?.model ?? ""),
      system: each.system === before?.system ? null : room.text(each.system),
      messages: each.messages.slice(shares).map(({ role, parts }) => ({ role, parts: parts.flatMap(room.part) })),
      shares,
      tools: isSameOffer
        ? null
        : each.tools.map(({ name, description }) => ({ name, description: room.text(description) })),
      reply: (each.reply?.parts ?? []).flatMap(room.part),
      refused: each.refused,
      inputTokens: each.reply?.inputTokens ?? 0,
      outputTokens: each.reply?.outputTokens ?? 0,
      durationMs: each.durationMs,
    };
    before = each;
    return request;
  });
  return { requests, isCut: room.isCut() };
}

/** The messages that both begin with. The agent adds to them and changes none. */
function sharedMessages(before: readonly ModelMessage[], now: readonly ModelMessage[]): number {
  const first = before.findIndex((message, index) => now[index] !== message);
  return first === -1 ? before.length : first;
}

function namesOf(tools: AskedModel["tools"]): string {
  return JSON.stringify(tools.map(({ name }) => name));
}

/** What a turn keeps of its requests, with the turn's own commit. Nothing where no model was asked. */
export function traceWrites(
  kept: KeptRequests | undefined,
  turn: { readonly turnId: string; readonly conversationId: string; readonly at: string; readonly days: number },
): readonly Write[] {
  if (kept === undefined || kept.requests.length === 0) return [];
  const { days, ...own } = turn;
  const keptUntil = new Date(Date.parse(turn.at) + days * 86_400_000).toISOString();
  return [put(turnTraces, turn.turnId, { ...own, ...kept, keptUntil })];
}

/** Hands out `bytes` of JSON, at most `limits.shownText` to one text. */
function roomOf(bytes: number) {
  let left = bytes;
  let cut = false;
  function text(given: string): string {
    const kept = clipToBytes(given, Math.max(0, Math.min(limits.shownText, left)));
    left -= jsonBytes(kept);
    cut ||= kept !== given;
    return kept;
  }
  return {
    text,
    /** Nothing, once all is used up. */
    part(part: ModelPart): TracePart[] {
      if (left <= 0) {
        cut = true;
        return [];
      }
      // The braces and names of the part.
      left -= partBytes;
      return [partOf(part, text)];
    },
    isCut: () => cut,
  };
}
const partBytes = 100;

function partOf(part: ModelPart, text: (given: string) => string): TracePart {
  switch (part.type) {
    case "text":
      return { type: "text", text: text(part.text), name: null };
    case "call":
      return { type: "call", text: text(JSON.stringify(part.args)), name: part.name };
    case "result":
      return { type: "result", text: text(JSON.stringify(part.content) ?? ""), name: part.name };
    case "blob":
      return { type: "file", text: part.contentType, name: null };
  }
}
