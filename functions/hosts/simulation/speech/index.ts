import { emulatedProvider, sandboxProviders } from "../../../../emulators/sandbox/providers.ts";
import { accountAddressOf } from "../../../../shared/channels/addresses/recipient.ts";
import { providerOf } from "../../../../shared/channels/channel-settings.ts";
import { isCarried } from "../../../../shared/channels/definitions.ts";
import type { SimulatedCustomer, Stage } from "../stage/stage.ts";
import { viaChat } from "./chat.ts";
import { viaEmail } from "./email.ts";
import type { SimulatedMessage } from "./message.ts";
import { viaMeta } from "./meta.ts";
import { viaPlayedProvider } from "./played.ts";
import { viaTwilio } from "./twilio.ts";

const providers = [
  ["twilio", viaTwilio],
  ["meta", viaMeta],
  ["sendgrid", viaEmail],
] as const;

/**
 * Sends a customer's message through the provider that the tenant's configuration gives the channel.
 * @throws Error if the tenant has no such channel, or if the product rejects the message.
 */
export async function speakAsCustomer(
  stage: Stage,
  customer: SimulatedCustomer,
  message: SimulatedMessage,
): Promise<void> {
  const { id, config } = stage.tenant;
  if (!isCarried(customer.channel)) return viaChat(stage, customer, message);
  const input = config.channels.input.find(({ type, enabled }) => type === customer.channel && enabled);
  if (!input) throw new Error(`${id} has no channel ${customer.channel} under channels.input.`);
  const [, via] = providers.find(([prefix]) => input.provider.startsWith(prefix)) ?? [];
  if (via) return via(stage, customer, message, input);
  const { provider } = providerOf(config, customer.channel, null);
  const account = accountAddressOf(config, customer.channel);
  if (account === null || !customersPlayedBy(provider))
    throw new Error(`Scenarios cannot play customers on ${customer.channel} through ${input.provider} yet.`);
  return viaPlayedProvider(stage, customer, message, { provider, account });
}

function customersPlayedBy(name: string): boolean {
  return sandboxProviders.some((provider) => provider === name && emulatedProvider(provider).playsCustomers);
}
