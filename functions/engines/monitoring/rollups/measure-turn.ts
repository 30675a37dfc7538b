import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { type Counters, countersOf, latencyOf } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { costOf } from "../../../../shared/prices/cost-of.ts";
import { modelCharges, pricedModel } from "../../../../shared/prices/nano-usd.ts";

/** Who spoke in a turn. `recorded`: only the customer, as while a person has the conversation. */
export type TurnKind = "agent" | "operator" | "platform" | "recorded";

export function kindOf({ by, origin, reply, usage }: TurnMeasures): TurnKind {
  if (by !== null) return "operator";
  if (origin !== null) return "platform";
  return reply !== null || usage.modelCalls > 0 ? "agent" : "recorded";
}

export interface MeasuredTurn {
  readonly counters: Counters;
  readonly costNanoUsd: number;
  readonly errors: number;
}

/** What a turn adds to its day (ISO date in the tenant's zone). Pure. */
export function measureTurn(turn: TurnMeasures, day: string, currency: string): MeasuredTurn {
  const { usage, toolCalls, guardFindings, durationMs } = turn;
  const kind = kindOf(turn);
  const charges = modelCharges(usage, day);
  const failed = toolCalls.filter(({ status }) => status !== "completed").length;
  const toolCost = Math.round(toolCalls.reduce((sum, { cost = 0 }) => sum + cost, 0) * 1_000_000);
  const counters = countersOf({
    turns: { [kind]: 1 },
    messages: { in: turn.inbound.length, out: (turn.reply ? 1 : 0) + turn.more.length },
    errors: failed > 0 ? { tool: failed } : {},
    escalations: turn.escalationReason === null ? 0 : 1,
    guardEvents: guardFindings.length,
    loops: turn.loop === undefined ? {} : { [turn.loop]: 1 },
    models:
      usage.modelCalls === 0
        ? {}
        : {
            [pricedModel(usage)]: {
              requests: usage.modelCalls,
              inputTokens: usage.inputTokens,
              outputTokens: usage.outputTokens,
              cachedTokens: usage.cachedTokens ?? 0,
            },
          },
    tools: toolsOf(toolCalls),
    ...(kind === "agent" && durationMs > 0 ? { latency: latencyOf(durationMs) } : {}),
    ...costOf(charges),
    toolCostMicros: toolCost > 0 ? { [currency]: toolCost } : {},
    ...(kind === "agent" && turn.inbound.length > 0 ? sentimentOf(turn) : {}),
  });
  return { counters, costNanoUsd: charges.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0), errors: failed };
}

function sentimentOf({ signals }: TurnMeasures): Pick<Partial<Counters>, "sentiment"> {
  const score = signals?.sentiment_score;
  return score === undefined ? {} : { sentiment: { sumHundredths: Math.round(score * 100), count: 1 } };
}

function toolsOf(calls: TurnMeasures["toolCalls"]) {
  const tools: Record<string, { calls: number; errors: number; ms: number }> = {};
  for (const { name, status, durationMs } of calls) {
    const { calls: before = 0, errors = 0, ms = 0 } = tools[name] ?? {};
    const failed = status === "completed" ? 0 : 1;
    tools[name] = { calls: before + 1, errors: errors + failed, ms: ms + Math.round(durationMs) };
  }
  return tools;
}
