import { partsOf } from "../../../../shared/prices/model-usage.ts";
import type { Choices } from "./choices.ts";
import type { Volumes } from "./volumes.ts";

/** How much of an item is used in a month. */
export interface UsedQuantity {
  readonly item: string;
  readonly units: number;
}

/** Tokens of a second of sound (ai.google.dev/gemini-api/docs/tokens: audio is 32 tokens a second). */
const audioTokensPerSecond = 32;
/** Messages of a turn: the customer's and the agent's. */
const messagesPerTurn = 2;
/** Length of sessions. Cloud Run and LiveKit round each of them up. */
const secondsPerMinute = 60;
const minuteIncrement = 60;
const requestIncrement = 0.1;

/**
 * What a month uses of each item, as numbers: estimates, which have no exact digits. Lines with the same item are summed.
 * Pure.
 */
export function quantitiesOf(volumes: Volumes, choices: Choices): readonly UsedQuantity[] {
  const sums = new Map<string, number>();
  const all = [
    ...written(volumes, choices),
    ...spoken(volumes, choices),
    ...messages(volumes, choices),
    ...hosting(volumes),
    { item: `operator.${choices.country}`, units: handedOver(volumes) * volumes.handoff_minutes },
    { item: "model.gemini-embedding-001.input", units: volumes.embedding_tokens },
  ];
  for (const { item, units } of all) if (units > 0) sums.set(item, (sums.get(item) ?? 0) + units);
  return [...sums].map(([item, units]) => ({ item, units }));
}

function callMinutes({ calls, call_minutes: minutes }: Volumes): number {
  return calls * minutes;
}

/** Answers that the written model gives in a month. */
function answers(volumes: Volumes, { voice }: Choices): number {
  const inCalls = voice === "pipeline" ? callMinutes(volumes) * volumes.call_turns : 0;
  return volumes.conversations * volumes.turns + inCalls;
}

function written(volumes: Volumes, choices: Choices): readonly UsedQuantity[] {
  const count = answers(volumes, choices);
  const usage = {
    model: choices.model,
    inputTokens: volumes.input_tokens,
    outputTokens: volumes.output_tokens,
    cachedTokens: volumes.input_tokens * volumes.cached_share,
    audioInputTokens: 0,
    audioOutputTokens: 0,
  };
  return partsOf(usage).map(({ item, tokens }) => ({ item, units: tokens * count }));
}

function spoken(volumes: Volumes, choices: Choices): readonly UsedQuantity[] {
  const minutes = callMinutes(volumes);
  const seconds = minutes * secondsPerMinute;
  const billed = volumes.calls * billedMean(volumes.call_minutes * secondsPerMinute, minuteIncrement);
  const carried = [
    { item: `transport.${choices.transport}`, units: choices.transport === "livekit-cloud" ? billed : seconds },
    ...(choices.telephony === "none" ? [] : [{ item: `twilio.voice.${choices.country}`, units: billed }]),
  ];
  if (choices.voice === "pipeline")
    return [
      ...carried,
      { item: `stt.${choices.stt}`, units: seconds },
      { item: `tts.${choices.tts}`, units: minutes * volumes.spoken_characters },
    ];
  const heard = seconds * audioTokensPerSecond;
  // Caller and agent share the time, so the agent speaks half of it.
  const usage = { model: choices.realtime_model, inputTokens: heard, audioInputTokens: heard, cachedTokens: 0 };
  const said = { outputTokens: heard / 2, audioOutputTokens: heard / 2 };
  return [...carried, ...partsOf({ ...usage, ...said }).map(({ item, tokens }) => ({ item, units: tokens }))];
}

function messages(volumes: Volumes, { country, whatsapp }: Choices): readonly UsedQuantity[] {
  const templates = (["marketing", "utility", "authentication"] as const).map((category) => ({
    item: `whatsapp.${category}.${country}`,
    units: volumes[`${category}_messages`],
  }));
  const sent = templates.reduce((sum, { units }) => sum + units, 0);
  const talked = volumes.conversations * volumes.whatsapp_share * volumes.turns * messagesPerTurn;
  return whatsapp === "twilio" ? [...templates, { item: "twilio.whatsapp", units: sent + talked }] : templates;
}

function hosting(volumes: Volumes): readonly UsedQuantity[] {
  const requests = volumes.conversations * volumes.turns + callMinutes(volumes) * volumes.call_turns;
  const seconds = requests * billedMean(volumes.cpu_seconds, requestIncrement);
  return [
    { item: "cloud-run.cpu", units: seconds },
    { item: "cloud-run.memory", units: seconds },
    { item: "cloud-run.requests", units: requests },
  ];
}

function handedOver(volumes: Volumes): number {
  return (volumes.conversations + volumes.calls) * volumes.handoff_share;
}

/**
 * The expected length after each session is rounded up to whole increments, for sessions whose lengths are exponentially
 * distributed with this mean: Σ P(more than k increments) is a geometric series.
 */
export function billedMean(mean: number, increment: number): number {
  return mean === 0 ? 0 : increment / (1 - Math.exp(-increment / mean));
}
