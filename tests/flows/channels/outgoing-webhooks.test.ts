import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { flow, newCustomer } from "../stage/flow.ts";
import { outgoingWebhookFlows, webhookReceiver } from "./outgoing-webhooks.ts";

const world = flow();

outgoingWebhookFlows(world);

describe("webhooks on the command line", () => {
  it("creates an endpoint, tests it, lists and replays what was sent, and deletes it", async () => {
    const { client } = await openClinic(world.product);
    const receiver = webhookReceiver(world, client);
    const path = `/hooks/cli/${process.pid}`;
    const server = ["--client", client, "--url", world.product.url, "--token", await world.product.token(client)];
    const verb = async (...words: readonly string[]) => {
      const running = world.product.cli("webhooks", ...words, ...server);
      const exitCode = await running.exited;
      return { exitCode, output: running.output() };
    };
    const address = `https://shop.example${path}`;
    const created = await verb("create", address, "--events", "message.received", "--json");
    const { id, secret } = JSON.parse(created.output) as { id: string; secret: string };
    expect(secret).toMatch(/^whsec_/);
    expect((await verb("list")).output).toMatch(new RegExp(`${id} +${address} +API +message.received +enabled`));
    expect(await verb("test", id)).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/endpoint.test was accepted.* 201/),
    });
    for (const message of ["One", "Two"]) await world.product.chat({ client, session: newCustomer(), message });
    await until("both arrived", async () => (await receiver.requests(path)).length === 3);
    expect((await verb("deliveries", id, "--limit", "2")).output).toContain("There are more. Use --limit 4.");
    const listed = JSON.parse((await verb("deliveries", id, "--json")).output) as { id: string }[];
    expect(listed).toHaveLength(3);
    await world.outside.fault({ provider: "tenant", match: path, status: 500, body: "<h1>Down</h1>", times: 1 });
    const refused = await verb("replay", id, listed[0]?.id ?? "");
    expect(refused).toMatchObject({ exitCode: 1, output: expect.stringMatching(/not accepted yet.*500.*Down/) });
    expect((await verb("disable", id)).output).toContain("receives nothing");
    expect(await verb("test", id)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("Enable the endpoint"),
    });
    expect((await verb("enable", id)).exitCode).toBe(0);
    expect(await verb("replay", id)).toMatchObject({ exitCode: 2, output: expect.stringContaining("--failed") });
    await world.outside.fault({ provider: "tenant", match: path, status: 410, times: 1 });
    expect(await verb("test", id)).toMatchObject({ exitCode: 1, output: expect.stringContaining("410") });
    await verb("enable", id);
    expect((await verb("replay", id, "--failed")).output).toMatch(/Sent again: [12]\./);
    await until("nothing failed any more", async () =>
      (await receiver.deliveries({ id })).every(({ status }) => status === "delivered"),
    );
    expect((await verb("replay", id, "--failed")).output).toContain("No delivery failed");
    const rotated = await verb("rotate-secret", id);
    expect(rotated.output).toMatch(/whsec_\S+\nThe old one signs too until/);
    expect(rotated.output).not.toContain(secret);
    expect((await verb("delete", id)).exitCode).toBe(0);
    expect((await verb("list")).output).toContain("has no webhook endpoints");
  });
});
