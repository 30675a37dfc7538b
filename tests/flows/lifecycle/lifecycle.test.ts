import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { until } from "../../contracts/open-platform.ts";
import { flow, newCustomer, newWord } from "../stage/flow.ts";

const page = `<html lang="en"><head><title>Sunrise Diagnostics</title>
<script type="application/ld+json">${JSON.stringify({
  "@type": "MedicalBusiness",
  name: "Sunrise Diagnostics",
  telephone: "+91 20 4123 4567",
  openingHours: "Mo-Fr 09:00-17:00",
})}</script></head><body><h1>Sunrise Diagnostics</h1><p>We test blood and thyroid in Pune since 1998.</p>
<p>Thyroid test ₹499. Call +91 20 4123 4567.</p></body></html>`;

const site = createServer((request, response) => {
  if (request.url === "/robots.txt") return response.end("User-agent: *\nAllow: /\n");
  if (request.url !== "/") return response.writeHead(404).end();
  response.setHeader("content-type", "text/html; charset=utf-8");
  return response.end(page);
});
await new Promise<void>((resolve) => {
  site.listen(0, "127.0.0.1", resolve);
});
const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
afterAll(() => site.close());

const world = flow(undefined, { CRAWL_ALLOWED_ORIGINS: origin });

it("goes from a name and a site to an agent that answers on WhatsApp", async () => {
  const client = `prospect_${newWord()}`;
  const number = "+15550199001";
  const line = ["lifecycle", "demo", "--business", "Sunrise Diagnostics", "--site", origin, "--industry", "healthcare"];
  const caller = ["--client", client, "--whatsapp", number, "--token", await world.product.token(client, "admin")];
  const demo = world.product.cli(...line, ...caller);
  expect([await demo.exited, demo.output()]).toEqual([0, expect.stringContaining(`${client} answers:`)]);
  const customer = newCustomer();
  await world.product.inbound({ to: number, from: customer, body: "What does a thyroid test cost?" });
  const sent = () => world.outside.sentTo(`whatsapp:${customer}`);
  await until("the agent answers", async () => (await sent()).length > 0);
  expect((await sent()).map(({ body }) => body).join(" ")).toContain("499");
}, 200_000);
