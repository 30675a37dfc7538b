import { execFileSync } from "node:child_process";
import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { flow, newCustomer, newWord } from "../stage/flow.ts";
import { whatsappFlows } from "./whatsapp.ts";

const world = flow();

whatsappFlows(world);

describe("the data on disk", () => {
  it("contains neither the customer's number nor the messages", async () => {
    const clinic = await openClinic(world.product);
    const [customer, word, answer] = [newCustomer(), newWord(), newWord()];
    await world.outside.script(word, { text: `It is ${answer}.` });
    await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `My secret is ${word}` });
    await until("the reply is delivered", async () =>
      (await world.outside.sentTo(`whatsapp:${customer}`)).some(({ status }) => status === "delivered"),
    );
    for (const what of [customer.slice(3), word, answer]) expect(filesWith(what)).toEqual([]);
    // The search finds text that is there.
    expect(filesWith(clinic.client).length).toBeGreaterThan(0);
    expect(world.product.output()).not.toContain(customer.slice(3));
    expect(world.product.output()).not.toContain(word);
  });
});

function filesWith(text: string): readonly string[] {
  try {
    return execFileSync("grep", ["-rlaF", text, world.product.dataDir], { encoding: "utf8" }).trim().split("\n");
  } catch (error) {
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}
