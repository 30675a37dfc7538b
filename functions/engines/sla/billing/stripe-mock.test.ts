import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { skipped } from "../../../../tests/skipped.ts";
import { stripeAccounts, stripeFailure } from "./stripe-account.ts";

/** Stripe's own mock, with its official schemas: `go install github.com/stripe/stripe-mock@latest`. */
const folders = [process.env.GOBIN ?? "", join(homedir(), "go", "bin"), ...(process.env.PATH ?? "").split(delimiter)];
const found = folders.map((folder) => join(folder, "stripe-mock")).find((path) => existsSync(path));

if (found === undefined) skipped("stripe-mock is not installed (go install github.com/stripe/stripe-mock@latest)");
else againstStripeMock(found);

function againstStripeMock(command: string): void {
  let mock: ChildProcess;
  let url = "";
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    mock = spawn(command, ["-http-port", String(port)], { stdio: "ignore" });
    await until("stripe-mock answers", async () => (await fetch(url).catch(() => undefined)) !== undefined);
  });
  afterAll(async () => {
    const ended = new Promise((done) => mock.once("exit", done));
    mock.kill();
    await ended;
  });

  const stripe = () => stripeAccounts({ fetch, baseUrl: url })("sk_test_123");

  it("takes the requests of credit notes, invoices and meter events", async () => {
    const account = await stripe();
    const note = await account.creditNotes.create({
      invoice: "in_1",
      amount: 499_990,
      reason: "product_unsatisfactory",
      memo: "SLA",
      metadata: { sla: "k" },
    });
    expect(note.object).toBe("credit_note");
    expect((await account.invoices.list({ customer: "cus_1", limit: 100 })).object).toBe("list");
    const payload = { stripe_customer_id: "cus_1", value: "12" };
    const event = await account.billing.meterEvents.create({ event_name: "turns", identifier: "d1", payload });
    expect(event.object).toBe("billing.meter_event");
  });

  it("has its refusal told as one", async () => {
    const account = await stripe();
    const refused = await account.creditNotes
      .create({ invoice: "in_1", amount: "a lot" as never })
      .catch(stripeFailure);
    expect(refused).toMatchObject({ code: "stripe-refused" });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
