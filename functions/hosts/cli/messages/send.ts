import { DirectMessageView } from "../../../engines/messages/views.ts";
import { connect } from "../api/connect.ts";
import type { Pair } from "./pair-option.ts";
import { type OutcomeOptions, reportOutcome } from "./report-outcome.ts";

interface SendOptions extends OutcomeOptions {
  readonly conversation?: string;
  readonly customer?: string;
  readonly to?: string;
  readonly channel?: string;
  readonly text?: string;
  readonly value: readonly Pair[];
  readonly media: readonly Pair[];
  readonly template?: string;
  readonly templateValue: readonly Pair[];
  readonly language?: string;
  readonly purpose: string;
  readonly config?: string;
  readonly key?: string;
}

/** Sends the message as the client's own system. The server checks what it says and whom it is for. */
export async function sendMessage(options: SendOptions): Promise<void> {
  const api = await connect(options, "service");
  const message = await api.post("/v1/messages", {
    body: bodyOf(options),
    idempotencyKey: options.key,
    reply: DirectMessageView,
  });
  await reportOutcome({ api }, message, options);
}

function bodyOf({ template, templateValue, language, ...options }: SendOptions): object {
  const { conversation, customer, to, channel, text, value, media, purpose, config } = options;
  // Without --template, the server says that the template's name is missing.
  const hasTemplate = template !== undefined || language !== undefined || templateValue.length > 0;
  return {
    conversation_id: conversation,
    customer_id: customer,
    address: to,
    channel,
    text,
    values: byName(value),
    media: media.map(({ name, value: url }) => ({ content_type: name, url })),
    purpose,
    config_id: config,
    ...(hasTemplate ? { template: { name: template, values: byName(templateValue), language } } : {}),
  };
}

function byName(pairs: readonly Pair[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}
