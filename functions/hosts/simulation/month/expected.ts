import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { isOut, type PlannedMeasurement, type Script, watched, within, zones } from "./script.ts";

/** Numbers by name. */
export type Sums = Map<string, number>;
/** Sums by `tenant day agent~version channel`. */
export type Cells = Map<string, Sums>;

export interface RawConversation {
  readonly tenantId: string;
  readonly channel: string;
  readonly turns: readonly TurnMeasures[];
}

const latencyEnds = [100, 250, 500, 1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000, 60_000];
/** Nano US dollars of a token, as the vendor lists them. */
const [inputNano, outputNano] = [750, 3_750];

/** The cells as the raw records give them, by arithmetic that shares nothing with the product's. */
export function expectedCells(script: Script, conversations: ReadonlyMap<string, RawConversation>): Cells {
  const cells: Cells = new Map();
  const add = (tenantId: string, at: string | number, of: string, name: string, count: number) => {
    const key = `${tenantId} ${dayIn(at, tenantId)} ${of}`;
    const sums = cells.get(key) ?? new Map<string, number>();
    cells.set(key, sums.set(name, (sums.get(name) ?? 0) + count));
  };
  for (const { tenantId, channel, turns } of conversations.values()) {
    const [first, last] = [turns[0], turns.at(-1)];
    if (!first || !last) continue;
    const of = `${first.config.name}~${first.config.version} ${channel}`;
    const put = (at: string, name: string, count: number) => add(tenantId, at, of, name, count);
    for (const turn of turns) {
      for (const [name, count] of countsOf(turn)) put(turn.at, name, count);
      const fee = carrierFee(channel, turn);
      if (fee > 0) put(turn.at, "costNanoUsd.messaging", fee);
    }
    put(first.at, "conversations.begun", 1);
    put(last.at, "conversations.ended", 1);
    if (last.status === "resolved") put(last.at, "conversations.resolved", 1);
    const handed = turns.find(({ escalationReason }) => escalationReason !== null);
    if (handed) put(handed.at, "conversations.handedOver", 1);
    else put(last.at, "conversations.contained", 1);
  }
  for (const measurement of script.measurements) {
    const { tenantId, atMs, conversationId, told } = measurement;
    const conversation = conversations.get(conversationId ?? "");
    const config = conversation?.turns[0]?.config;
    const of = config ? `${config.name}~${config.version} ${conversation?.channel}` : "-~0 -";
    const recordedMs = script.startMs + (told[0] ?? 0) * 60_000;
    const at = measurement.kind === "too-late" ? recordedMs : atMs;
    for (const [name, count] of measured(measurement)) add(tenantId, at, of, name, count);
  }
  for (let minute = 0; minute < script.minutes; minute += 1) {
    if (within(script.monitorDown, minute)) continue;
    const name = isOut(script, minute) ? "downtimeSeconds.web_chat" : "uptimeSeconds.web_chat";
    add(watched, script.startMs + minute * 60_000, "-~0 -", name, 60);
  }
  for (const { tenantId, minute } of script.conversations)
    if (tenantId === watched && isOut(script, minute))
      add(tenantId, script.startMs + minute * 60_000, "-~0 -", "errors.turn", 1);
  return cells;
}

function countsOf(turn: TurnMeasures): readonly (readonly [string, number])[] {
  const { usage, toolCalls, reply, inbound, durationMs } = turn;
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
        ] as const)
      : []),
  ];
}

/** Twilio takes half a cent for a message of WhatsApp. Those to the customer never left here: only what came in is charged. */
export function carrierFee(channel: string, { inbound }: TurnMeasures): number {
  return channel === "whatsapp" ? inbound.length * 5_000_000 : 0;
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
