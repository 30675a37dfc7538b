import type { Stage } from "./stage.ts";

/** Sets the product's webhook URLs in the sandbox, and immediate reports, because the sandbox runs in real time. */
export async function connectSandbox({ product: { url }, sandbox }: Stage): Promise<void> {
  await Promise.all([
    sandbox("twilio/settings", { stepMs: 0 }),
    sandbox("meta/settings", { stepMs: 0, webhookUrl: `${url}/webhooks/meta` }),
    sandbox("razorpay/settings", { url: `${url}/webhooks/razorpay` }),
    sandbox("sendgrid/settings", { stepMs: 0, webhookUrl: `${url}/webhooks/sendgrid` }),
  ]);
}
