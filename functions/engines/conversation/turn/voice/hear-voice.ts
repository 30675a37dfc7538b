import { providerOf } from "../../../../../shared/channels/channel-settings.ts";
import { isCarried } from "../../../../../shared/channels/definitions.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { Attachment } from "../../../../../shared/events/index.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { withDeadline } from "../../../../../shared/runtime/failures/deadline.ts";
import type { StepContext } from "../../../../../shared/runtime/step.ts";
import type { Conversation, Inbound } from "../../conversation.ts";
import type { ConversationDependencies } from "../../dependencies.ts";
import { type Heard, listen, unheardBecause } from "./listen.ts";
import { addUsage, isAudio, noUsage } from "./voice-note.ts";

/** Voice notes of one message that are listened to. */
const mostNotes = 3;
/** For one voice note: the file and the model. */
const deadlineMs = 40_000;

type Dependencies = Pick<ConversationDependencies, "models" | "readAttachment">;

/**
 * Puts a transcript of the message's voice notes into its text. Each is heard once: a redelivery after a crash finds the
 * transcript, or the failure, in the effect ledger. What cannot be heard is told to the customer at once, so failures
 * are not retried here.
 */
export async function hearVoice(
  dependencies: Dependencies,
  {
    tenantId,
    conversation,
    inbound,
    config,
  }: {
    readonly tenantId: TenantId;
    readonly conversation: Pick<Conversation, "channel" | "accountAddress">;
    readonly inbound: Inbound;
    readonly config: TenantConfig;
  },
  ctx: Pick<StepContext, "effect" | "signal" | "log">,
): Promise<Inbound> {
  const { channel, accountAddress } = conversation;
  if (!isCarried(channel)) return inbound;
  const { account } = providerOf(config, channel, accountAddress);
  const notes = inbound.attachments.filter(({ contentType }) => isAudio(contentType));
  const heard: Heard[] = notes.length > mostNotes ? [unheardBecause("too-long")] : [];
  for (const [index, note] of notes.slice(0, mostNotes).entries()) {
    const hear = () => hearOne(dependencies, { tenantId, note, account, config }, ctx);
    heard.push(await ctx.effect(`voice-${index}`, hear, { policy: "repeat" }));
  }
  const texts = [inbound.text, ...heard.map(({ text }) => text ?? "")].filter((text) => text !== "");
  return {
    ...inbound,
    text: texts.join("\n"),
    voice: {
      unheard: heard.find(({ unheard }) => unheard !== null)?.unheard ?? null,
      usage: heard.map(({ usage }) => usage).reduce(addUsage, noUsage),
    },
  };
}

async function hearOne(
  dependencies: Dependencies,
  of: {
    readonly tenantId: TenantId;
    readonly note: Attachment;
    readonly account: string;
    readonly config: TenantConfig;
  },
  { signal: outer, log }: Pick<StepContext, "signal" | "log">,
): Promise<Heard> {
  const { note, config, tenantId, account } = of;
  try {
    return await withDeadline(deadlineMs, outer, async (signal) => {
      const media = await dependencies.readAttachment({ tenantId, address: note.url, account, config, signal });
      if (media.status !== "fetched") {
        log.warn({ reason: media.reason }, "a voice note's file could not be read");
        return unheardBecause("unavailable");
      }
      return listen(dependencies.models, { bytes: media.bytes, config, payer: "counted", signal });
    });
  } catch (error) {
    outer.throwIfAborted();
    log.error({ err: error }, "a voice note could not be heard, the customer is asked to write");
    return unheardBecause("unavailable");
  }
}
