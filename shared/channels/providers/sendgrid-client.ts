import type SendGridMail from "@sendgrid/mail";

type MailService = typeof SendGridMail;
/** The package exports one instance for the whole process, and also the class, which its types leave out. */
interface WithClass {
  readonly MailService: new () => MailService & { readonly client: Parameters<MailService["setClient"]>[0] };
}

const timeoutMs = 20_000;

/** SendGrid's own client for each key, created for its first mail. `baseUrl` replaces the usual address of the API. */
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
