import { setTimeout as sleep } from "node:timers/promises";
import { issueToken } from "../../../shared/security/tokens/tokens.ts";
import { openProduct, type Product, tenantId } from "../product.ts";
import type { Section } from "../report.ts";
import { instantModels } from "./dialogue.ts";
import { startQuietTwilio } from "./twilio.ts";

const perMinute = 60_000;
const template = { name: "appointment_reminder", values: { date: "Monday", time: "9:00 AM" } };

/** Measures a campaign of `size` recipients: operations per recipient, and whether each received one message. */
export async function campaignSection(size: number): Promise<Section> {
  const twilio = await startQuietTwilio();
  const product = await openProduct({
    models: instantModels(),
    twilioBaseUrl: twilio.url,
    yaml: (yaml) => `${yaml}\n  campaigns: { max_per_minute: { whatsapp: ${perMinute} } }\n`,
    logLevel: "error",
  });
  product.reset();
  const startedAt = performance.now();
  const id = await startCampaign(product, size);
  while (twilio.sends() < size) await sleep(100);
  const seconds = (performance.now() - startedAt) / 1_000;
  await untilIdle(product);
  const { deliveries, reads, writes, publishes, schedules } = product.counts();
  const { status, progress } = (await callApi(product, "GET", `/v1/campaigns/${id}`)) as CampaignReply;
  const perRecipient = (count: number, atMost?: number) => ({
    value: count / size,
    ...(atMost === undefined ? {} : { atMost }),
  });
  await product.close();
  twilio.close();
  return {
    title: "A campaign, for each recipient",
    columns: ["lost or repeated", "not sent", "seconds", "invocations", "reads", "writes", "publishes", "schedules"],
    rows: [
      {
        name: `${size.toLocaleString("en")} on WhatsApp, ${status}`,
        figures: {
          "lost or repeated": { value: Math.abs(twilio.sends() - size), atMost: 0 },
          "not sent": { value: size - progress.sent, atMost: 0 },
          seconds: { value: seconds },
          invocations: perRecipient(deliveries),
          reads: perRecipient(reads, 3.2),
          writes: perRecipient(writes, 5.2),
          publishes: perRecipient(publishes, 2.1),
          schedules: perRecipient(schedules, 0.1),
        },
      },
    ],
    notes: [
      "The customers are new, so their conversations and records are created as well.",
      `The limit is ${perMinute.toLocaleString("en")} messages per minute. The provider's stand-in runs in the same process.`,
      "An invocation is a delivery to a step. Each engine receives every message-settled and ignores those of other engines.",
    ],
  };
}

interface CampaignReply {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly sent: number };
}

async function untilIdle({ counts }: Product): Promise<void> {
  for (let before = ""; before !== JSON.stringify(counts()); ) {
    before = JSON.stringify(counts());
    await sleep(1_000);
  }
}

async function startCampaign(product: Product, size: number): Promise<string> {
  const draft = { name: "Bench", channel: "whatsapp", message: "Hello", template, purpose: "service" };
  const { id } = (await callApi(product, "POST", "/v1/campaigns", draft)) as CampaignReply;
  const recipients = Array.from({ length: size }, (_, index) => ({ phone: `+91${7_000_000_000 + index}` }));
  await callApi(product, "POST", `/v1/campaigns/${id}/recipients`, { recipients });
  await callApi(product, "POST", `/v1/campaigns/${id}/start`, {});
  return id;
}

async function callApi({ url, composition }: Product, method: string, path: string, body?: object): Promise<unknown> {
  const token = await issueToken(
    { keys: composition.platform.keys, now: composition.now },
    { subject: "benchmark", tenantId, roles: ["admin"], lifetimeSeconds: 3_600 },
  );
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
