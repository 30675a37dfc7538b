import { modelChoice } from "../../../../shared/agent/model-choice.ts";
import type { TenantConfig } from "../../../../shared/config/schema.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";
import type { Models } from "../../../../shared/models/model.ts";
import { withDeadline } from "../../../../shared/runtime/failures/deadline.ts";

/** A probe's result: `unknown` where it was the monitor that failed. */
export type Probed = "up" | "down" | "unknown";

export interface ProbeParts {
  readonly fetch: typeof fetch;
  /** The origin that customers and providers reach. */
  readonly publicUrl: string;
  readonly models: Models;
  /** The address of LiveKit's API; undefined where there are no calls. */
  livekitUrl(): Promise<string | undefined>;
  now(): Date;
}

export interface ProbeResult {
  /** The model's answer; null where it was not asked. */
  readonly model: Probed | null;
  readonly channels: ReadonlyMap<ChannelType, Probed>;
  /** By how much another machine's clock differs from ours; null where none answered with the time. */
  readonly clockOffMs: number | null;
}

const probeMs = 8_000;
const tries = 2;

/** Where the messages of a channel come in. Any answer below 500 shows that it is served. */
const webhooksEntrance = "/webhooks/reachable";
const entrances: Readonly<Record<ChannelType, string>> = {
  web_chat: "/widget.js",
  web_voice: "/widget.js",
  whatsapp: webhooksEntrance,
  instagram: webhooksEntrance,
  sms: webhooksEntrance,
  telegram: webhooksEntrance,
  email: webhooksEntrance,
  voice: webhooksEntrance,
};
const spoken: readonly ChannelType[] = ["voice", "web_voice"];

/**
 * Whether customers could be served on these channels now: the entrance is reachable, the model answers, and calls have their
 * server. `asksModel` is false where real turns or a probe a little while ago have shown that the model answers.
 */
export async function probeChannels(
  parts: ProbeParts,
  of: { readonly config: TenantConfig; readonly channels: readonly ChannelType[]; readonly asksModel: boolean },
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { config, channels, asksModel } = of;
  const offsets: number[] = [];
  const reach = async (url: string): Promise<Probed> =>
    attempt(signal, async (within) => {
      const sent = parts.now().getTime();
      const response = await parts.fetch(url, { signal: within, redirect: "manual" });
      await response.body?.cancel();
      const told = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(told)) offsets.push(told - sent);
      return response.status < 500;
    });
  const paths = [...new Set(channels.map((channel) => entrances[channel]))];
  const livekit = channels.some((channel) => spoken.includes(channel)) ? await parts.livekitUrl() : undefined;
  const [entered, model, calls] = await Promise.all([
    Promise.all(paths.map(async (path) => [path, await reach(`${parts.publicUrl}${path}`)] as const)),
    asksModel ? modelAnswers(parts.models, config, signal) : null,
    livekit === undefined ? ("up" as const) : reach(livekit),
  ]);
  const byPath = new Map(entered);
  return {
    model,
    channels: new Map(
      channels.map((channel) => {
        const parts = [
          byPath.get(entrances[channel]) ?? "unknown",
          ...(model === null ? [] : [model]),
          ...(spoken.includes(channel) ? [calls] : []),
        ];
        return [channel, worst(parts)];
      }),
    ),
    clockOffMs: offsets.length === 0 ? null : (offsets.toSorted((a, b) => a - b)[offsets.length >> 1] ?? null),
  };
}

function worst(results: readonly Probed[]): Probed {
  if (results.includes("down")) return "down";
  return results.includes("unknown") ? "unknown" : "up";
}

async function modelAnswers(models: Models, config: TenantConfig, signal: AbortSignal): Promise<Probed> {
  return attempt(signal, async (within) => {
    const reply = await models.generate(modelChoice(config), {
      system: "Answer with the word ok.",
      tools: [],
      temperature: 0,
      maxTokens: 16,
      signal: within,
      payer: { tenantId: config.client_id },
      messages: [{ role: "user", parts: [{ type: "text", text: "ok?" }] }],
    });
    return reply.finish === "stop" || reply.finish === "length";
  });
}

/** A second try keeps a lost packet from looking like an outage. A monitor that is shut down knows nothing. */
async function attempt(signal: AbortSignal, work: (signal: AbortSignal) => Promise<boolean>): Promise<Probed> {
  for (let left = tries; left > 0; left -= 1) {
    if (signal.aborted) return "unknown";
    const succeeded = await withDeadline(probeMs, signal, work).catch(() => false);
    if (succeeded) return "up";
  }
  return signal.aborted ? "unknown" : "down";
}
