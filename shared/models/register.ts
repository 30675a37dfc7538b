/** What a vendor charges, in US dollars per million tokens: decimal strings, because they are multiplied and then rounded. */
export interface ModelPrice {
  readonly input: string;
  readonly output: string;
  readonly cachedInput?: string;
  readonly audioInput?: string;
  readonly audioOutput?: string;
  /** For requests with more than this many input tokens. */
  readonly above?: { readonly inputTokens: number; readonly input: string; readonly output: string };
}

/** The day on which a vendor switches a model off, and what it names in its place. */
export interface ModelEnd {
  /** ISO date; the model answers no more from the beginning of that day, UTC. */
  readonly on: string;
  readonly replacement: string | null;
}

/** How an embedding model's cosines are read, as `npm run bench -- retrieval` and `same-questions` measured them. */
export interface RetrievalScale {
  /** What the best answer by words adds to its cosine when it has every word of the question. */
  readonly wordShare: number;
  /** Below this nothing is found. `otherLanguage` is for passages in another language than the question. */
  readonly refuseBelow: { readonly sameLanguage: number; readonly otherLanguage: number };
  /** Two questions ask the same from this cosine of their vectors without the mean of their languages. */
  readonly sameQuestionFrom: number;
}

export interface RegisteredModel {
  readonly id: string;
  readonly vendor: "google" | "local";
  /** `chat` models answer messages, `live` models hold calls, `embedding` models index documents. */
  readonly kind: "chat" | "live" | "embedding";
  readonly price: ModelPrice;
  readonly end: ModelEnd | null;
  /** Of an embedding model whose cosines were measured. */
  readonly retrieval?: RetrievalScale;
}

/**
 * The models that the product knows. The prices are those of Google's public list (ai.google.dev/gemini-api/docs/pricing),
 * the ends those of its deprecation notices (ai.google.dev/gemini-api/docs/deprecations), both as read on this day.
 */
export const registerReadOn = "2026-11-28";

export const register: readonly RegisteredModel[] = [
  {
    ...chat("gemini-2.5-pro", {
      input: "1.25",
      output: "10",
      cachedInput: "0.125",
      above: { inputTokens: 200_000, input: "2.50", output: "15" },
    }),
    end: { on: "2026-12-01", replacement: "gemini-3.8-flash" },
  },
  {
    ...chat("gemini-2.5-flash", { input: "0.30", output: "2.50", audioInput: "1.00" }),
    end: { on: "2026-12-01", replacement: "gemini-3.5-flash-lite" },
  },
  chat("gemini-2.5-flash-lite", { input: "0.10", output: "0.40" }),
  chat("gemini-3.1-pro-preview", { input: "2", output: "12" }),
  chat("gemini-3.5-flash-lite", { input: "0.30", output: "2.50" }),
  chat("gemini-3.8-flash", { input: "0.75", output: "3.75" }),
  chat("gemini-4-argon", { input: "2", output: "10" }),
  chat("gemini-4-hydrogen", { input: "1.5", output: "7.5" }),
  {
    id: "gemini-live-2.5-flash-native-audio",
    vendor: "google",
    kind: "live",
    price: { input: "0.50", output: "2", audioInput: "3", audioOutput: "12" },
    end: { on: "2026-12-13", replacement: null },
  },
  {
    id: "gemini-embedding-001",
    vendor: "google",
    kind: "embedding",
    price: { input: "0.15", output: "0" },
    end: null,
  },
  {
    id: "multilingual-e5-small-q4",
    vendor: "local",
    kind: "embedding",
    price: { input: "0", output: "0" },
    end: null,
    retrieval: {
      wordShare: 0.08,
      refuseBelow: { sameLanguage: 0.838, otherLanguage: 0.805 },
      sameQuestionFrom: 0.65,
    },
  },
];

function chat(id: string, price: ModelPrice): RegisteredModel {
  return { id, vendor: "google", kind: "chat", price, end: null };
}

/** How a model stands on a day. `ending` begins 90 days before the end. */
export type ModelStanding =
  | { readonly type: "unknown" }
  | { readonly type: "current"; readonly model: RegisteredModel }
  | { readonly type: "ending" | "ended"; readonly model: RegisteredModel; readonly end: ModelEnd };

export function standingOf(id: string, at: Date, models = register): ModelStanding {
  const model = models.find((each) => each.id === id);
  if (!model) return { type: "unknown" };
  const { end } = model;
  const daysLeft = end === null ? Number.POSITIVE_INFINITY : (Date.parse(end.on) - at.getTime()) / dayMs;
  if (end === null || daysLeft > noticeDays) return { type: "current", model };
  return { type: daysLeft > 0 ? "ending" : "ended", model, end };
}

const noticeDays = 90;
const dayMs = 86_400_000;

/**
 * The model to ask for when a configuration names this one. A name outlives its model: from the end on, the model that
 * the vendor names in its place is asked.
 */
export function askedModel(id: string, at: Date, models = register): string {
  const seen = new Set<string>();
  for (let name = id; !seen.has(name); ) {
    seen.add(name);
    const standing = standingOf(name, at, models);
    if (standing.type !== "ended" || standing.end.replacement === null) return name;
    name = standing.end.replacement;
  }
  return id;
}
