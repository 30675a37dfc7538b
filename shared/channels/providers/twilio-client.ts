import type { Twilio } from "twilio";
import type { TwilioAccount } from "./twilio-account.ts";

export type TwilioMessages = Twilio["messages"];

/** Long enough for Twilio's slow minutes, shorter than the sweeper waits. */
const timeoutMs = 20_000;

/** Twilio's own client for each account, created for its first message. `baseUrl` replaces the API's usual address. */
export function twilioClients(baseUrl: string | undefined): (account: TwilioAccount) => Promise<Twilio> {
  const clients = new Map<string, Promise<Twilio>>();
  return (account) => {
    const key = `${account.accountSid}\n${account.authToken}`;
    const client = clients.get(key) ?? createClient(account, baseUrl);
    clients.set(key, client);
    return client;
  };
}

async function createClient({ accountSid, authToken }: TwilioAccount, baseUrl: string | undefined): Promise<Twilio> {
  const { default: twilio } = await import("twilio");
  const http = new twilio.RequestClient({ timeout: timeoutMs });
  if (baseUrl) {
    const direct = http.request.bind(http);
    http.request = (options) => direct({ ...options, uri: options.uri.replace("https://api.twilio.com", baseUrl) });
  }
  return twilio(accountSid, authToken, { httpClient: http });
}
