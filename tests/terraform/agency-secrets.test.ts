import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { StandIn } from "../../emulators/http.ts";
import { type SecretGrant, startSecretManager } from "../../emulators/secret-manager.ts";
import { agencySecrets } from "../../functions/endpoints/webhooks/agency-secrets.ts";
import { type ServedWebhooks, serveWebhooks } from "../../functions/endpoints/webhooks/fixture.ts";
import { cloudKeys } from "../../shared/platform/gcp/keys.ts";
import { platformScope, TenantId } from "../../shared/platform/tenant.ts";
import { projectRoot } from "../../shared/project-root.ts";

const Manifest = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      secrets: z.array(z.string()),
      optionalSecrets: z.array(z.string()).default([]),
      roles: z.array(z.string()),
    }),
  ),
});

/** What modules/function and modules/function-roles grant for the manifest. policy.test.ts compares it with the plan. */
const { functions } = Manifest.parse(JSON.parse(readFileSync(join(projectRoot, "terraform/functions.json"), "utf8")));
const granted: readonly SecretGrant[] = functions.flatMap(({ name, secrets, optionalSecrets, roles }) =>
  [...secrets, ...optionalSecrets, ...(roles.includes("secrets") ? ["tenant-*"] : [])].map((secret) => ({
    member: name,
    secret,
  })),
);
const values = {
  TELEGRAM_WEBHOOK_SECRET: "the agency's bot",
  META_VERIFY_TOKEN: "the agency's app",
  JWT_SECRET: "signs tokens",
  "tenant-clinic_2--TELEGRAM_WEBHOOK_SECRET": "the bot of two",
};

let standIn: StandIn | undefined;
let served: ServedWebhooks | undefined;
afterEach(async () => {
  await served?.close();
  await standIn?.close();
  served = standIn = undefined;
});

/** Keys as a function's service account has them. */
async function keysOf(member: string, grants = granted) {
  standIn ??= await startSecretManager({ values, grants });
  const { url: origin } = standIn;
  return cloudKeys({
    projectId: "p",
    kmsKey: () => "",
    now: Date.now,
    async call({ method, url }) {
      const headers = { authorization: `Bearer ${member}` };
      const answer = await fetch(url.replace("https://secretmanager.googleapis.com", origin), { method, headers });
      return { status: answer.status, body: await answer.json() };
    },
  });
}

async function serve(grants = granted): Promise<string> {
  const channel = (bot: string) => `  channels:\n    input:\n      - { type: telegram, config: { bot: ${bot} } }\n`;
  const tenants = { clinic_1: channel("clinic_one_bot"), clinic_2: channel("clinic_two_bot") };
  served = await serveWebhooks({ tenants, secrets: {}, secretsFrom: await keysOf("webhooks", grants) });
  return served.url;
}

async function telegram(url: string, bot: string, secret: string): Promise<number> {
  const chat = { id: 7, type: "private" };
  const message = { message_id: 5, date: 1_795_000_000, chat, from: { id: 7, is_bot: false, first_name: "आशा" } };
  const { status } = await fetch(`${url}/webhooks/telegram/${bot}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
    body: JSON.stringify({ update_id: 900, message: { ...message, text: "नमस्ते" } }),
  });
  return status;
}

it("accepts an update signed with the agency's secret for a tenant without its own", async () => {
  const url = await serve();
  expect(await telegram(url, "clinic_one_bot", "the agency's bot")).toBe(200);
  expect(served?.published).toHaveLength(1);
  expect(await telegram(url, "clinic_two_bot", "the agency's bot")).toBeGreaterThanOrEqual(400);
  expect(await telegram(url, "clinic_two_bot", "the bot of two")).toBe(200);
});

it("would answer 5xx, and not accept, without the permission", async () => {
  const url = await serve(granted.filter(({ secret }) => secret === "tenant-*"));
  expect(await telegram(url, "clinic_one_bot", "the agency's bot")).toBeGreaterThanOrEqual(500);
  expect(served?.published).toEqual([]);
});

it("answers Meta's handshake with the agency's token", async () => {
  const query = "hub.mode=subscribe&hub.challenge=4711&hub.verify_token=the%20agency's%20app";
  const answer = await fetch(`${await serve()}/webhooks/meta?${query}`);
  expect([answer.status, await answer.text()]).toEqual([200, "4711"]);
});

it("refuses an unset secret's caller as it refuses a wrong signature, and not with 5xx", async () => {
  const answer = await fetch(`${await serve()}/webhooks/razorpay/clinic_1`, {
    method: "POST",
    headers: { "x-razorpay-signature": "00", "content-type": "application/json" },
    body: "{}",
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

it("lets webhooks read every agency secret and no other of the platform", async () => {
  const keys = await keysOf("webhooks");
  for (const name of agencySecrets)
    expect([name, await keys.secret(platformScope, name)]).toEqual([
      name,
      (values as Readonly<Record<string, string>>)[name],
    ]);
  await expect(keys.secret(platformScope, "JWT_SECRET")).rejects.toThrow("PERMISSION_DENIED");
});

it("lets the console read nothing", async () => {
  const keys = await keysOf("console");
  await expect(keys.secret(platformScope, "TELEGRAM_WEBHOOK_SECRET")).rejects.toThrow("PERMISSION_DENIED");
  await expect(keys.secret(TenantId.parse("clinic_2"), "TELEGRAM_WEBHOOK_SECRET")).rejects.toThrow("PERMISSION_DENIED");
});
