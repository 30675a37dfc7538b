import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { renderPrompt } from "../../../../shared/config/prompt.ts";
import { pipelineProvider, speechMode } from "../../../../shared/config/sections/voice/speech-mode.ts";
import { Voice } from "../../../../shared/config/sections/voice.ts";
import type { Counters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { askedModel } from "../../../../shared/models/register.ts";
import { chargeFor, modelCharges } from "../../../../shared/prices/nano-usd.ts";
import { clipToBytes } from "../../../../shared/schema/byte-budget.ts";

export const measuredDays = 30;

/** The price itself stands in the list, by the item and the day. */
const CostLine = z.object({
  /** As the price list names it. */
  item: z.string(),
  /** Of the measured days. Null: not known. */
  units: z.number().nullable(),
  /** Null: the units are not known, or the price. */
  nanoUsd: z.number().int().nullable(),
});
type CostLine = z.infer<typeof CostLine>;

const CostSide = z.object({ version: z.number().int(), lines: z.array(CostLine) });

export const CostEstimate = z.object({
  /** ISO date of the prices. */
  day: z.string(),
  /** Conversations that began in the measured days. */
  conversations: z.number().int(),
  /** Null: no version was active, or this release cannot read it. */
  old: CostSide.nullable(),
  written: CostSide,
});
export type CostEstimate = z.infer<typeof CostEstimate>;

/** A version with the configuration that it holds. */
export interface CostedVersion {
  readonly version: number;
  readonly config: TenantConfig;
}

export interface CostInput {
  readonly now: Date;
  readonly old: CostedVersion | null;
  readonly written: CostedVersion;
  /** Of the last 30 days: all versions of the configuration, and the old one alone. */
  readonly total: Counters;
  readonly ofOld: Counters;
}

/** How many characters of a prompt are taken for a token. */
const charactersPerToken = 4;
const longestItemBytes = 48;

/**
 * What the measured days cost with the old configuration, and would have cost with the written one, by the list prices of
 * today. Only what a configuration decides: its model with the length of its prompt, and its speech. What is not known
 * stays null. Pure.
 */
export function estimateCost({ now, old, written, total, ofOld }: CostInput): CostEstimate {
  const day = now.toISOString().slice(0, 10);
  const sideOf = ({ version, config }: CostedVersion) => ({
    version,
    lines: [
      ...modelLines(config, { day, now, total, longer: old ? promptTokens(config) - promptTokens(old.config) : 0 }),
      ...(takesCalls(config) ? speechLines(config, { day, old: old?.config ?? null, total, ofOld }) : []),
    ],
  });
  return { day, conversations: total.conversations.begun, old: old && sideOf(old), written: sideOf(written) };
}

function modelLines(
  config: TenantConfig,
  basis: { readonly day: string; readonly now: Date; readonly total: Counters; readonly longer: number },
): readonly CostLine[] {
  const { day, now, total, longer } = basis;
  const model = askedModel(config.agent.model.primary, now);
  const used = Object.values(total.models);
  const sum = (pick: (each: (typeof used)[number]) => number) => used.reduce((so, each) => so + pick(each), 0);
  const modelCalls = sum(({ requests }) => requests);
  const measured = sum(({ inputTokens }) => inputTokens);
  const outputTokens = sum(({ outputTokens: each }) => each);
  if (measured + outputTokens === 0)
    return ["input", "output"].map((kind) => lineOf(`model.${model}.${kind}`, null, day));
  const inputTokens = Math.max(0, measured + Math.round(longer * modelCalls));
  return modelCharges({ model, served: model, inputTokens, outputTokens, modelCalls }, day).map(({ item, units }) =>
    lineOf(item, units, day),
  );
}

/** The models of the voice runner's providers. */
const recognisers = {
  google: "google",
  deepgram: "deepgram.nova-3",
  elevenlabs: "elevenlabs.scribe_v2_realtime",
  embedded: "embedded",
} as const;
const speakers = {
  google: "google",
  deepgram: "deepgram",
  elevenlabs: "elevenlabs.eleven_flash_v2_5",
  embedded: "embedded",
} as const;

function speechLines(
  config: TenantConfig,
  basis: {
    readonly day: string;
    readonly old: TenantConfig | null;
    readonly total: Counters;
    readonly ofOld: Counters;
  },
): readonly CostLine[] {
  const { day, old, total, ofOld } = basis;
  const { stt, tts } = speechItems(config);
  // Nobody counts what a model that hears and speaks would use.
  if (stt === null || tts === null) return [lineOf("realtime", null, day)];
  const tookCalls = old !== null && takesCalls(old);
  const seconds = total.calls.ms > 0 ? Math.round(total.calls.ms / 1_000) : tookCalls ? 0 : null;
  const spoken =
    seconds === null || old === null ? null : seconds === 0 ? 0 : charactersIn(seconds, { day, old, ofOld });
  return [lineOf(stt, seconds, day), lineOf(tts, spoken, day)];
}

/** Spoken characters are not counted: they follow from what the old version's speech cost. Null where that is not known. */
function charactersIn(
  seconds: number,
  { day, old, ofOld }: { readonly day: string; readonly old: TenantConfig; readonly ofOld: Counters },
): number | null {
  const { tts } = speechItems(old);
  const million = tts === null ? null : chargeFor(tts, 1_000_000, day).nanoUsd;
  const cost = ofOld.costNanoUsd.tts ?? 0;
  if (!million || cost === 0 || ofOld.calls.ms === 0) return null;
  return Math.round(((cost / million) * 1_000_000 * seconds * 1_000) / ofOld.calls.ms);
}

/** Null in the realtime mode. */
function speechItems({ voice = Voice.parse({}) }: TenantConfig): {
  readonly stt: string | null;
  readonly tts: string | null;
} {
  if (speechMode(voice) === "realtime") return { stt: null, tts: null };
  return {
    stt: `stt.${recognisers[pipelineProvider(voice.stt_provider)]}`,
    tts: `tts.${speakers[pipelineProvider(voice.tts_provider)]}`,
  };
}

function lineOf(item: string, units: number | null, day: string): CostLine {
  const nanoUsd = units === null ? null : units === 0 ? 0 : chargeFor(item, units, day).nanoUsd;
  // A client's own model may have a long name. It has no price.
  return { item: clipToBytes(item, longestItemBytes), units, nanoUsd };
}

function promptTokens(config: TenantConfig): number {
  return renderPrompt(config.agent.system_prompt, config).length / charactersPerToken;
}

function takesCalls({ channels }: TenantConfig): boolean {
  return channels.input.some(({ type, enabled }) => enabled && (type === "voice" || type === "web_voice"));
}
