import { z } from "zod";
import { carriedChannels, carrierOf } from "../channels/definitions.ts";
import { type ChannelType, Purpose } from "../events/index.ts";
import { TerminalError } from "../runtime/failures/errors.ts";
import { titleOf } from "../schema/title-of.ts";
import { type Tool, toolKind } from "./tool.ts";
import { zodParameters } from "./tool-parameters.ts";

const Config = z.strictObject({
  provider: z
    .string()
    .min(1)
    .max(100)
    .describe("The sending account. Its name decides the channel: twilio_whatsapp, twilio_sms, sendgrid."),
  templates: z.array(z.string().min(1).max(100)).default([]).describe("The allowed templates."),
  purpose: Purpose.default("service").describe(
    "What the messages are. Transactional ones ignore quiet hours and limits; marketing ones need consent.",
  ),
});

const text = z.string().min(1).max(1600);

/** A message to this conversation's customer only, on another channel than the reply or at a later time. */
export const messaging = toolKind({
  kind: "messaging",
  config: Config,
  async create({ name, description, config }, { send }) {
    const channel = channelOf(config.provider);
    const parameters =
      config.templates.length === 0
        ? z.object({ message: text })
        : z.object({
            template: z.literal(config.templates).optional().describe("One of the approved templates"),
            values: z.array(z.string().max(500)).max(10).optional().describe("The template's values, in order"),
            message: text.optional().describe("Free text, where no template is used"),
          });
    const tool: Tool = {
      name,
      description:
        description ??
        `${titleOf(name)}: sends the customer a message by ${channel}. Their own reply needs no tool. Ask before sending.`,
      parameters: zodParameters(parameters),
      sideEffects: true,
      reconcile: "repeat",
      async execute(args, call) {
        if (send === undefined)
          throw new TerminalError("tool-unavailable", `${name}: this deployment cannot send messages.`);
        const content = contentOf(args);
        if (content === undefined) return { content: { error: "Give either a template or a message, not both." } };
        const { tenantId, judge, idempotencyKey } = call;
        const outcome = await send({
          tenantId,
          channel,
          from: call,
          purpose: config.purpose,
          content,
          judge,
          idempotencyKey,
        });
        if (outcome.status === "refused") return { content: { sent: false, error: outcome.reason } };
        const { messageId: message_id, notBefore } = outcome;
        if (notBefore === null) return { content: { sent: true, channel, message_id } };
        return { content: { sent: false, channel, message_id, will_be_sent_at: notBefore.toISOString() } };
      },
    };
    return [tool];
  },
});

function contentOf({ template, values, message }: Readonly<Record<string, unknown>>) {
  if (typeof template === "string" && message === undefined)
    return { type: "template" as const, name: template, values: Array.isArray(values) ? values.map(String) : [] };
  if (typeof message === "string" && template === undefined) return { type: "text" as const, text: message };
  return undefined;
}

function channelOf(provider: string): ChannelType {
  // A provider whose name matches no channel sends SMS.
  return carriedChannels.find((channel) => carrierOf(channel).toolProvider.test(provider)) ?? "sms";
}
