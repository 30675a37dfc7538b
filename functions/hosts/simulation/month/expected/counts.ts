import type { TurnMeasures } from "../../../../../shared/contracts/conversation/turn-measures.ts";
import type { RawConversation } from "../raw-records.ts";
import {
  collectEvery,
  isOut,
  type PlannedMeasurement,
  type Script,
  voteTokens,
  watched,
  within,
  zones,
} from "../script.ts";
import { collectedBy, sessionEnded, turnCounted, votedAt } from "./known-by.ts";
import { expectedEvaluation } from "./quality.ts";

/** Numbers by name. */
export type Sums = Map<string, number>;
/** Sums by `tenant day agent~version channel`. */
export type Cells = Map<string, Sums>;

/** Something that counts on a day. */
export interface Count {
  readonly tenantId: string;
  readonly day: string;
  /** `agent~version channel` */
  readonly of: string;
  readonly name: string;
  readonly count: number;
  /** The minute of the collection that counts it; Infinity: one after the played minutes. */
  readonly known: number;
}

const latencyEnds = [100, 250, 500, 1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000, 60_000];
/** Nano US dollars of a token, as the vendor lists them. */
const [inputNano, outputNano] = [750, 3_750];

/** Sums by cell. */
export function cellsOf(counts: readonly Count[]): Cells {
  const cells: Cells = new Map();
  for (const { tenantId, day, of, name, count } of counts) {
    const key = `${tenantId} ${day} ${of}`;
    const sums = cells.get(key) ?? new Map<string, number>();
    cells.set(key, sums.set(name, (sums.get(name) ?? 0) + count));
  }
  return cells;
}

/** What counts as the raw records give it, by arithmetic that shares nothing with the product's. */
export function expectedCounts(script: Script, conversations: ReadonlyMap<string, RawConversation>): readonly Count[] {
  const counts: Count[] = [];
  const add = (tenantId: string, at: string | number, of: string, known: number, name: string, count: number) =>
    counts.push({ tenantId, day: dayIn(at, tenantId), of, name, count, known });
  for (const conversation of conversations.values()) {
    const { tenantId, channel, turns } = conversation;
    const [first, last] = [turns[0], turns.at(-1)];
    if (!first || !last) continue;
    const of = `${first.config.name}~${first.config.version} ${channel}`;
    const put = (at: string, known: number, name: string, count: number) => add(tenantId, at, of, known, name, count);
    for (const turn of turns) {
      const known = turnCounted(script, conversation, turn);
      for (const [name, count] of countsOf(turn)) put(turn.at, known, name, count);
      const fee = carrierFee(channel, turn);
      if (fee > 0) put(turn.at, known, "costNanoUsd.messaging", fee);
    }
    put(first.at, turnCounted(script, conversation, first), "conversations.begun", 1);
    const ended = sessionEnded(script, conversation);
    put(last.at, ended, "conversations.ended", 1);
    if (last.status === "resolved") put(last.at, ended, "conversations.resolved", 1);
    const handed = turns.find(({ escalationReason }) => escalationReason !== null);
    if (handed) put(handed.at, turnCounted(script, conversation, handed), "conversations.handedOver", 1);
    else put(last.at, ended, "conversations.contained", 1);
    const evaluation = expectedEvaluation(conversation);
    for (const [name, count] of evaluation?.counts ?? []) put(last.at, ended + collectEvery, name, count);
    if (evaluation && evaluation.votes > 0) {
      // The votes are paid for when they are taken, which is when the session was found to be over.
      const at = votedAt(script, ended, last.at);
      for (const [name, count] of votesCount(evaluation.votes))
        add(tenantId, at, of, ended + collectEvery, name, count);
    }
  }
  for (const measurement of script.measurements) {
    const { tenantId, atMs, conversationId, told } = measurement;
    const conversation = conversations.get(conversationId ?? "");
    const config = conversation?.turns[0]?.config;
    const of = config ? `${config.name}~${config.version} ${conversation?.channel}` : "-~0 -";
    const recorded = told[0] ?? 0;
    const at = measurement.kind === "too-late" ? script.startMs + recorded * 60_000 : atMs;
    for (const [name, count] of measured(measurement)) add(tenantId, at, of, collectedBy(recorded), name, count);
  }
  for (let minute = 0; minute < script.minutes; minute += 1) {
    if (within(script.monitorDown, minute)) continue;
    const name = isOut(script, minute) ? "downtimeSeconds.web_chat" : "uptimeSeconds.web_chat";
    add(watched, script.startMs + minute * 60_000, "-~0 -", Number.POSITIVE_INFINITY, name, 60);
  }
  for (const { tenantId, minute } of script.conversations)
    if (tenantId === watched && isOut(script, minute))
      add(tenantId, script.startMs + minute * 60_000, "-~0 -", collectedBy(minute), "errors.turn", 1);
  return counts;
}

function countsOf(turn: TurnMeasures): readonly (readonly [string, number])[] {
  const { usage, toolCalls, reply, inbound, durationMs, signals } = turn;
  const isAgent = turn.by === null;
  const failed = toolCalls.filter(({ status }) => status === "failed").length;
  const bucket = latencyEnds.filter((end) => durationMs > end).length;
  const model = `models.${usage.model}`;
  return [
    [isAgent ? "turns.agent" : "turns.operator", 1],
    ["messages.in", inbound.length],
    ["messages.out", reply ? 1 : 0],
    ["errors.tool", failed],
    ["escalations", turn.escalationReason === null ? 0 : 1],
    ["guardEvents", turn.guardFindings.length],
    ["tools.look_up.calls", toolCalls.length],
    ["tools.look_up.errors", failed],
    ["tools.look_up.ms", toolCalls.length * 120],
    ...(isAgent
      ? ([
          [`${model}.requests`, 1],
          [`${model}.inputTokens`, usage.inputTokens],
          [`${model}.outputTokens`, usage.outputTokens],
          [`latency.buckets.${bucket}`, 1],
          ["latency.sumMs", durationMs],
          ["latency.count", 1],
          ["costNanoUsd.model", costOf(turn)],
          ["sentiment.sumHundredths", Math.round((signals?.sentiment_score ?? 0) * 100)],
          ["sentiment.count", 1],
        ] as const)
      : []),
  ];
}

/** Twilio takes half a cent for a message of WhatsApp. Those to the customer never left here: only what came in is charged. */
export function carrierFee(channel: string, { inbound }: TurnMeasures): number {
  return channel === "whatsapp" ? inbound.length * 5_000_000 : 0;
}

/** What a judge's votes count for. */
function votesCount(votes: number): readonly (readonly [string, number])[] {
  return [
    ["models.gemini-3.5-flash-lite.requests", votes],
    ["models.gemini-3.5-flash-lite.inputTokens", votes * voteTokens.input],
    ["models.gemini-3.5-flash-lite.outputTokens", votes * voteTokens.output],
    ["costNanoUsd.model", votesCost(votes)],
  ];
}

export function votesCost(votes: number): number {
  return votes * (voteTokens.input * 300 + voteTokens.output * 2_500);
}

export function costOf({ usage }: TurnMeasures): number {
  return usage.inputTokens * inputNano + usage.outputTokens * outputNano;
}

function measured({ kind, value }: PlannedMeasurement): readonly (readonly [string, number])[] {
  if (kind === "too-late") return [["tooLate", 1]];
  if (kind === "sale")
    return [
      ["conversions", 1],
      ["revenueMinor.INR", value],
    ];
  return [
    ["ratings.sumHundredths", value * 100],
    ["ratings.count", 1],
    [`ratings.histogram.${value}`, 1],
  ];
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** The tenant's day of a moment. */
export function dayIn(at: string | number, tenantId: string): string {
  const timeZone = zones[tenantId] ?? "UTC";
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  formats.set(timeZone, format);
  return format.format(new Date(at));
}
