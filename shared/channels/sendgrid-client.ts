import type SendGridMail from "@sendgrid/mail";

type MailService = typeof SendGridMail;
/** The package hands out one instance for a whole process, and beside it the class, which its types forget. */
interface WithClass {
  readonly MailService: new () => MailService & { readonly client: Parameters<MailService["setClient"]>[0] };
}

const timeoutMs = 20_000;

/** The genuine client of each key, made at its first mail. `baseUrl`: where SendGrid's API stands instead. */
export function sendGridClients(baseUrl: string | undefined): (apiKey: string) => Promise<MailService> {
  const clients = new Map<string, Promise<MailService>>();
  return (apiKey) => {
    const client = clients.get(apiKey) ?? createClient(apiKey, baseUrl);
    clients.set(apiKey, client);
    return client;
  };
}

async function createClient(apiKey: string, baseUrl: string | undefined): Promise<MailService> {
  const { MailService } = (await import("@sendgrid/mail")).default as unknown as WithClass;
  const service = new MailService();
  service.setApiKey(apiKey);
  service.setTimeout(timeoutMs);
  if (baseUrl) service.client.setDefaultRequest("baseUrl", baseUrl);
  return service;
}
