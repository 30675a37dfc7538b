import { z } from "zod";

/** A number of an estimate, alone or with the range in which it may lie. */
const most = 1e12;
const Amount = z.number().min(0).max(most);
export const Estimate = z.union(
  [
    Amount.describe("The value, with the range that the product assumes, if any."),
    z
      .object({
        value: Amount.describe("The likeliest value."),
        low: Amount.describe("The lowest that is thought possible."),
        high: Amount.describe("The highest that is thought possible."),
      })
      .refine(({ value, low, high }) => low <= value && value <= high, {
        error: "must have low ≤ value ≤ high. Swap the bounds, or move the value between them.",
      }),
  ],
  { error: "must be a number of at least 0, or { value, low, high }." },
);
export type Estimate = z.infer<typeof Estimate>;

/** An estimate with its bounds; both equal the value where nothing is stated. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Assumption extends Range {
  readonly meaning: string;
  /** Shares are between 0 and 1. */
  readonly share?: true;
  /** What is assumed when nobody says. */
  readonly because: string;
}

const exactly = (value: number) => ({ value, low: value, high: value });
const between = (low: number, value: number, high: number) => ({ value, low, high });

/** The estimates of a pricing, a month. Those that nobody states are assumed as here, and shown as assumptions. */
export const assumptions = {
  conversations: { ...exactly(0), meaning: "Written conversations a month.", because: "none unless stated" },
  calls: { ...exactly(0), meaning: "Calls a month.", because: "none unless stated" },
  call_minutes: { ...between(2, 3, 5), meaning: "Mean minutes of a call.", because: "length of service calls" },
  turns: {
    ...between(4, 6, 10),
    meaning: "Answers of the agent in a conversation.",
    because: "length of service chats",
  },
  call_turns: {
    ...between(3, 4, 6),
    meaning: "Answers of the agent in a minute of a call.",
    because: "pace of speech",
  },
  input_tokens: {
    ...between(1_500, 3_000, 6_000),
    meaning: "Input tokens of an answer, with prompt, history and passages.",
    because: "size of the templates' prompts",
  },
  cached_share: {
    ...exactly(0),
    share: true,
    meaning: "Share of the input tokens read from a cache.",
    because: "no cache",
  },
  output_tokens: {
    ...between(80, 150, 300),
    meaning: "Output tokens of an answer.",
    because: "three to five sentences",
  },
  spoken_characters: {
    ...between(300, 450, 600),
    meaning: "Characters that the agent speaks in a minute of a call.",
    because: "half of a minute at 900 characters",
  },
  whatsapp_share: {
    ...exactly(1),
    share: true,
    meaning: "Share of conversations on WhatsApp.",
    because: "the main channel",
  },
  marketing_messages: {
    ...exactly(0),
    meaning: "WhatsApp marketing templates a month.",
    because: "none unless stated",
  },
  utility_messages: { ...exactly(0), meaning: "WhatsApp utility templates a month.", because: "none unless stated" },
  authentication_messages: {
    ...exactly(0),
    meaning: "WhatsApp authentication templates a month.",
    because: "none unless stated",
  },
  resolution_share: {
    ...between(0.5, 0.65, 0.8),
    share: true,
    meaning: "Share of contacts that the agent resolves alone.",
    because: "replace it after the first month",
  },
  taken_back_share: {
    ...between(0, 0.05, 0.1),
    share: true,
    meaning: "Share of resolutions that are not charged because the customer returns with the same wish.",
    because: "replace it after the first month",
  },
  handoff_share: {
    ...between(0.1, 0.2, 0.35),
    share: true,
    meaning: "Share of contacts that a person takes over at the agency's cost.",
    because: "replace it after the first month",
  },
  handoff_minutes: {
    ...between(4, 6, 10),
    meaning: "A person's minutes for such a contact.",
    because: "service desks",
  },
  seats: { ...exactly(0), meaning: "The client's people who work in the console.", because: "none unless stated" },
  embedding_tokens: {
    ...between(50_000, 200_000, 1_000_000),
    meaning: "Tokens of knowledge that are indexed in a month.",
    because: "a site of 200 pages, read again in part",
  },
  cpu_seconds: {
    ...between(0.2, 0.4, 1),
    meaning: "Seconds of one vCPU and one GiB for an answer.",
    because: "time that a request waits for the model, shared by others",
  },
} as const satisfies Readonly<Record<string, Assumption>>;

export type VolumeName = keyof typeof assumptions;
export const volumeNames = Object.keys(assumptions) as [VolumeName, ...VolumeName[]];

export type Volumes = Readonly<Record<VolumeName, number>>;
export type Ranges = Readonly<Record<VolumeName, Range>>;

const shapes = Object.fromEntries(
  volumeNames.map((name) => [name, Estimate.optional().describe(meaningOf(assumptions[name]))]),
) as Record<VolumeName, z.ZodOptional<typeof Estimate>>;

export const StatedVolumes = z.object(shapes).superRefine((stated, context) => {
  for (const name of volumeNames) {
    const highest = isShare(name) && stated[name] !== undefined ? rangeOf(stated[name]).high : 0;
    if (highest > 1)
      context.addIssue({ code: "custom", path: [name], message: "is a share. Write 0.4 for 40 %.", input: highest });
  }
});
export type StatedVolumes = z.infer<typeof StatedVolumes>;

function meaningOf({ meaning, value, low, high, because }: Assumption): string {
  return `${meaning} Default: ${value}${low === high ? "" : ` (${low} to ${high})`}; ${because}.`;
}

function isShare(name: VolumeName): boolean {
  return "share" in assumptions[name];
}

function rangeOf(estimate: Estimate): Range {
  return typeof estimate === "number" ? exactly(estimate) : estimate;
}

/** What a volume is counted in. */
export function kindOfVolume(name: VolumeName): "share" | "minutes" | "count" {
  if (isShare(name)) return "share";
  return name.endsWith("_minutes") ? "minutes" : "count";
}

/** The ranges of a pricing: what is stated, and what is assumed otherwise. */
export function rangesOf(stated: StatedVolumes): Ranges {
  return Object.fromEntries(
    volumeNames.map((name) => {
      const given = stated[name];
      const { value, low, high } = given === undefined ? assumptions[name] : rangeOf(given);
      return [name, { value, low, high }];
    }),
  ) as Record<VolumeName, Range>;
}

export function likelyVolumes(ranges: Ranges): Volumes {
  return Object.fromEntries(volumeNames.map((name) => [name, ranges[name].value])) as Record<VolumeName, number>;
}

/** The same pricing with another number of contacts: what grows with them, grows. */
export function scaled(volumes: Volumes, factor: number): Volumes {
  const grown = Object.fromEntries(growing.map((name) => [name, volumes[name] * factor]));
  return { ...volumes, ...grown };
}

const growing = [
  "conversations",
  "calls",
  "marketing_messages",
  "utility_messages",
  "authentication_messages",
] as const satisfies readonly VolumeName[];

/** Conversations and calls. */
export function contactsOf({ conversations, calls }: Pick<Volumes, "conversations" | "calls">): number {
  return conversations + calls;
}
