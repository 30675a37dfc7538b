import { startGemini } from "../../../../emulators/gemini.ts";
import { startSandbox } from "../../../../emulators/sandbox.ts";
import { stripeCustomer, voteTokens } from "./script.ts";

/**
 * The stand-ins of the month's world outside, in a process of their own: when the product is killed, Stripe and Google keep what
 * they have. It tells its parent where they are, and ends with it.
 */
const [gemini, sandbox] = await Promise.all([startGemini({ port: 0 }), startSandbox({ port: 0 })]);

async function tell(url: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}

/** What a vote says is left to the stand-in's rules. */
const usage = { promptTokenCount: voteTokens.input, candidatesTokenCount: voteTokens.output };
await tell(`${gemini.url}/_standin/script`, {
  match: { system_contains: "You rate one finished conversation" },
  responses: [{ usage }],
  repeat: true,
});
await tell(`${sandbox.url}/_sandbox/stripe/invoices`, {
  customer: stripeCustomer,
  currency: "inr",
  total: 4_999_900,
  status: "open",
  period_start: Date.parse("2026-11-01") / 1_000,
  period_end: Date.parse("2026-12-01") / 1_000,
});
process.on("disconnect", () => process.exit());
process.send?.({ gemini: gemini.url, sandbox: sandbox.url });
