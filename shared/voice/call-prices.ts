import type { CallUsage } from "../events/calls.ts";

/**
 * List prices of a call's components, in US dollars per unit: decimal strings, because they are multiplied and summed.
 * What a provider grants its customers is not in them. Models have their own register (shared/models/register.ts).
 */
export interface ListPrice {
  readonly component: CallUsage["component"];
  readonly provider: string;
  /** `*`: whatever the model. */
  readonly model: string;
  readonly unit: CallUsage["unit"];
  readonly usd: string;
  /** Units that `usd` is for. */
  readonly per: number;
  /** Where the price was read, and the day on which it was. */
  readonly source: string;
  readonly readOn: string;
}

const minute = { unit: "seconds", per: 60 } as const;
const hour = { unit: "seconds", per: 3_600 } as const;
const thousandCharacters = { unit: "characters", per: 1_000 } as const;

const comparison = { source: "apiscout.dev/guides/speech-to-text-api-comparison-2026", readOn: "2026-11-29" };
const elevenlabs = { source: "developer.puter.com/tutorials/elevenlabs-api-pricing", readOn: "2026-11-29" };
const ownMachine = { source: "runs on the agency's own machines", readOn: "2026-11-29" };

/**
 * Only prices with a source. LiveKit Cloud's, Twilio's (by country) and those of Google's voices could not be read when
 * this was written: a call that used them has a cost that names what is not priced.
 */
export const callPrices: readonly ListPrice[] = [
  { component: "stt", provider: "google", model: "*", usd: "0.016", ...minute, ...comparison },
  { component: "stt", provider: "deepgram", model: "nova-3", usd: "0.0077", ...minute, ...comparison },
  { component: "stt", provider: "elevenlabs", model: "scribe_v2_realtime", usd: "0.39", ...hour, ...elevenlabs },
  {
    component: "tts",
    provider: "elevenlabs",
    model: "eleven_flash_v2_5",
    usd: "0.05",
    ...thousandCharacters,
    ...elevenlabs,
  },
  {
    component: "tts",
    provider: "elevenlabs",
    model: "eleven_turbo_v2_5",
    usd: "0.05",
    ...thousandCharacters,
    ...elevenlabs,
  },
  {
    component: "tts",
    provider: "elevenlabs",
    model: "eleven_multilingual_v2",
    usd: "0.10",
    ...thousandCharacters,
    ...elevenlabs,
  },
  ...(["embedded", "scripted", "local"] as const).flatMap((provider): ListPrice[] => [
    { component: "stt", provider, model: "*", usd: "0", ...minute, ...ownMachine },
    { component: "tts", provider, model: "*", usd: "0", ...thousandCharacters, ...ownMachine },
  ]),
  { component: "transport", provider: "livekit-self-hosted", model: "*", usd: "0", ...minute, ...ownMachine },
];

export function listPriceOf(used: CallUsage, prices = callPrices): ListPrice | undefined {
  const fits = prices.filter(
    ({ component, provider, unit }) => component === used.component && provider === used.provider && unit === used.unit,
  );
  return fits.find(({ model }) => model === used.model) ?? fits.find(({ model }) => model === "*");
}
