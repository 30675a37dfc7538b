import { type ChannelProvider, providerOf, takesMedia } from "../../../../shared/channels/channel-settings.ts";
import { type SaidBy, windowIsOpen } from "../../../../shared/channels/definition.ts";
import { type CarriedChannel, carrierOf, formatOf, isCarried } from "../../../../shared/channels/definitions.ts";
import { type ChannelMessage, channelMessageKind } from "../../../../shared/channels/sending/channel-message.ts";
import type { ShapedContent, TemplateContent } from "../../../../shared/channels/sending/shaped-content.ts";
import { emailTemplate, mailOf, missingInMail } from "../../../../shared/channels/templates/email-template.ts";
import { whatsappOutput, whatsappTemplate } from "../../../../shared/channels/templates/whatsapp-template.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Delivery } from "../../../../shared/contracts/sending/delivery-progress.ts";
import type { Content, TemplateUse } from "../../../../shared/events/index.ts";
import type { Send } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { isSilenced } from "../features/opt-out/state.ts";

export interface OutboundMessage {
  readonly id: string;
  readonly turnId: string;
  readonly content: Content;
  /** The template to send once the channel's free-text window has closed. */
  readonly template?: TemplateUse | null;
  /** Sends the template even while the window is open. */
  readonly byTemplate?: boolean | undefined;
  /** Default: the agent. */
  readonly by?: SaidBy;
  /** True for the agent's answer to what the customer wrote. */
  readonly isAnswer?: boolean;
  /** A person tests the channel by it. */
  readonly isTest?: boolean | undefined;
}

export interface Outbound {
  /** One send for each part that the channel needs. */
  readonly sends: readonly Send[];
  /**
   * Why nothing is sent, as a stable code. Null when something is sent, or when the answer returns with the request.
   */
  readonly withheld: string | null;
  /** The template that the customer reads instead of the message's own text. */
  readonly instead?: TemplateContent;
}

/**
 * The sends for one message to the customer: free text within the channel's window, otherwise an approved template.
 * Without a template, nothing is sent and the reason is returned. Web chat and voice have no provider: their answer
 * returns with the request. Pure.
 */
export function sendsFor(
  conversation: Conversation,
  message: OutboundMessage,
  config: TenantConfig,
  now: Date,
): Outbound {
  const { channel } = conversation;
  if (!isCarried(channel)) return { sends: [], withheld: null };
  if (isSilenced(conversation, message)) return { sends: [], withheld: "opted-out" };
  const carrier = providerOf(config, channel, conversation.accountAddress);
  if (carrier.address === null) return { sends: [], withheld: "channel-not-connected" };
  const format = formatOf(channel, carrier.provider);
  const { by = "agent" } = message;
  const fallback = carrierOf(channel).templates === "approved" ? templateFor(conversation, message, config) : undefined;
  const isOpen = windowIsOpen(format, { by, lastInboundAt: conversation.lastInboundAt, now });
  if (!isOpen || (message.byTemplate && fallback)) {
    if (!fallback?.ok) return { sends: [], withheld: fallback?.reason ?? "window-closed" };
    const { template: instead } = fallback;
    const send = sendOf(conversation, message, { ...carrier, part: 0, content: instead });
    return { sends: [send], withheld: null, instead };
  }
  const mail = mailTemplateFor(conversation, message, config);
  if (mail && missingInMail(mail.template, mail.values).length > 0)
    return { sends: [], withheld: "template-value-missing" };
  const parts = partsOf(conversation, message, config, { ...carrier, mail });
  const sends = parts.map((content, part) =>
    // One template replaces the whole message, so only the first part falls back to it.
    sendOf(conversation, message, { ...carrier, part, content, fallback: part === 0 ? fallback : undefined }),
  );
  return { sends, withheld: null };
}

type Fallback = ReturnType<typeof whatsappTemplate>;

/** The template that the message names, or the tenant's general one. Undefined when there is neither. */
export function templateFor(
  conversation: Pick<Conversation, "customer" | "language">,
  message: Pick<OutboundMessage, "content" | "template">,
  config: TenantConfig,
): Fallback | undefined {
  const name = message.template?.name ?? whatsappOutput(config)?.fallback_template;
  if (name === undefined) return undefined;
  const values = { ...commonValues(conversation, message, config), ...message.template?.values };
  const { language } = conversation;
  return whatsappTemplate(config, { name, language, onlyLanguage: message.template?.language, values });
}

/** Values available to every template. */
function commonValues(
  { customer }: Pick<Conversation, "customer">,
  { content }: Pick<OutboundMessage, "content">,
  { client_name }: TenantConfig,
) {
  return { customer_name: customer.name ?? "", client_name, message: content.text };
}

/** The mail template the message names, where the channel's templates have words of the tenant's own. */
function mailTemplateFor(
  conversation: Conversation,
  { content, template: use }: Pick<OutboundMessage, "content" | "template">,
  config: TenantConfig,
) {
  if (!use || carrierOf(conversation.channel as CarriedChannel).templates !== "worded") return undefined;
  const template = emailTemplate(config, use.name);
  return template && { template, values: { ...commonValues(conversation, { content }, config), ...use.values } };
}

function partsOf(
  conversation: Conversation,
  message: OutboundMessage,
  config: TenantConfig,
  { provider, mail }: ChannelProvider & { readonly mail: ReturnType<typeof mailTemplateFor> },
): readonly ShapedContent[] {
  const channel = conversation.channel as CarriedChannel;
  const { language, thread } = conversation;
  const media = takesMedia(config, channel);
  const subject = thread ? null : config.client_name;
  const shaped = formatOf(channel, provider).shape(message.content, { language, media, thread, subject });
  if (!mail) return shaped;
  const [first] = shaped;
  const said = first?.type === "mail" ? first : { subject: config.client_name, text: message.content.text };
  return [mailOf(mail.template, mail.values, said)];
}

function sendOf(
  conversation: Conversation,
  message: OutboundMessage,
  {
    provider,
    account,
    address,
    part,
    content,
    fallback,
  }: ChannelProvider & {
    readonly part: number;
    readonly content: ShapedContent;
    readonly fallback?: Fallback | undefined;
  },
): Send {
  const payload: ChannelMessage = {
    conversationId: conversation.id,
    turnId: message.turnId,
    messageId: message.id,
    part,
    channel: conversation.channel,
    provider,
    account,
    from: address ?? "",
    to: conversation.customer.address,
    content,
    fallback: fallback?.ok ? fallback.template : null,
    ...(message.isAnswer ? { isAnswer: true as const } : {}),
    ...(message.isTest ? { isTest: true as const } : {}),
    byPerson: message.by === "operator",
    thread: conversation.thread,
    config: conversation.config,
    knownProviderIds: conversation.recent.flatMap((earlier) => earlier.delivery?.providerMessageIds ?? []),
  };
  return { id: `${message.id}.${part}`, kind: channelMessageKind, payload };
}

/** One template instead of a message that the provider accepted and then refused. */
export function templateSend(
  conversation: Conversation,
  message: { readonly id: string; readonly turnId: string },
  template: TemplateContent,
  config: TenantConfig,
): Send | undefined {
  const { channel, accountAddress } = conversation;
  if (!isCarried(channel)) return undefined;
  const carrier = providerOf(config, channel, accountAddress);
  if (carrier.address === null) return undefined;
  const outbound = { ...message, content: { text: template.text, choices: [], media: [] } };
  const send = sendOf(conversation, outbound, { ...carrier, part: 0, content: template });
  return { ...send, id: `${message.id}.template` };
}

/** The delivery of a message that may not be sent: failed at once, with the reason. */
export function withheldDelivery(reason: string | null): Delivery | null {
  return reason === null ? null : { status: "failed", providerMessageIds: [], errorCode: reason };
}
