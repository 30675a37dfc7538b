import { LRUCache } from "lru-cache";
import { modelChoice } from "../../shared/agent/model-choice.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import type { Models } from "../../shared/models/model.ts";
import { startDeadline } from "../../shared/runtime/failures/deadline.ts";
import type { Call } from "../../shared/voice/call.ts";
import type { VoiceSettings } from "../../shared/voice/settings.ts";

/** A call greets within 1.2 s, and the voice needs its share. */
const waitMs = 700;
/** The model may take so long to word the greeting of later calls. */
const wordingMs = 15_000;
const longest = 400;

/** Greetings by tenant, configuration and version: one is worded once and spoken in many calls. */
const worded = new LRUCache<string, string>({ max: 2_000, ttl: 24 * 3_600_000 });

export interface GreetingParts {
  readonly call: Pick<Call, "tenantId" | "briefing">;
  readonly config: TenantConfig;
  readonly configVersion: number;
  readonly settings: Pick<VoiceSettings, "greeting" | "temperature">;
  readonly models: Models | undefined;
  onFault(error: unknown): void;
}

/**
 * The words of a call's greeting, within 700 ms: the model's by the tenant's instruction, or the tenant's text while the
 * model is late or fails. Never rejects.
 */
export async function greetingOf(parts: GreetingParts): Promise<string> {
  const { call, config, configVersion, settings, models } = parts;
  const { instruction, text } = settings.greeting;
  if (instruction === null || models === undefined) return text;
  const isOwn = call.briefing !== null;
  const key = JSON.stringify([call.tenantId, config.config_id, configVersion]);
  const known = isOwn ? undefined : worded.get(key);
  if (known !== undefined) return known;
  const wording = word(parts, models, instruction).then(
    (greeting) => {
      if (greeting !== undefined && !isOwn) worded.set(key, greeting);
      return greeting ?? text;
    },
    (error: unknown) => {
      parts.onFault(error);
      return text;
    },
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, waitMs, text);
  });
  return Promise.race([wording, late]).finally(() => clearTimeout(timer));
}

/** Undefined where the model's words are no greeting: too long, or with numbers that nobody has checked. */
async function word(
  { call, config, settings }: GreetingParts,
  models: Models,
  instruction: string,
): Promise<string | undefined> {
  const deadline = startDeadline(wordingMs, new AbortController().signal);
  const about = call.briefing === null ? "" : `\nWhat the call is about: ${call.briefing}`;
  try {
    const reply = await models.generate(modelChoice(config), {
      system: `You word the greeting of a telephone call. Answer with the spoken words alone: one or two short sentences, no markup, no numbers.${about}`,
      messages: [{ role: "user", parts: [{ type: "text", text: instruction }] }],
      tools: [],
      temperature: settings.temperature,
      maxTokens: 200,
      payer: { tenantId: call.tenantId },
      signal: deadline.signal,
    });
    const text = reply.parts
      .flatMap((part) => (part.type === "text" ? part.text : []))
      .join("")
      .trim();
    return text === "" || text.length > longest || /\p{N}/u.test(text) ? undefined : text;
  } finally {
    deadline.met();
  }
}
