import { openClinic } from "../flows/clinic.ts";
import { flow, newWord } from "../flows/flow.ts";
import { skipped } from "../skipped.ts";
import { installSchemathesis } from "./install.ts";
import { runSchemathesis } from "./run.ts";

const installed = await installSchemathesis();

if (installed.type === "missing") skipped(`schemathesis (it needs python3, venv and PyPI): ${installed.reason}`);
else {
  const world = flow();

  it("finds no 5xx, no undocumented status and no undocumented body", async () => {
    const { product } = world;
    const clinic = await openClinic(product);
    const { client } = clinic;
    const said = await product.chat({ client, session: newWord(), message: "Hello" });
    const draft = { name: "Offer", channel: "whatsapp", message: "Hello {customer_name}" };
    const campaign = await product.api<{ id: string }>("POST /v1/campaigns", { ...clinic, body: draft });
    expect(campaign.status).toBe(201);
    const { code, output } = await runSchemathesis(installed.program, {
      url: product.url,
      token: await product.token(client),
      ids: {
        client,
        config: "main",
        conversation: said.conversation_id,
        campaign: campaign.body.id,
      },
    });
    process.stderr.write(`schemathesis: ${/\d+ generated.*/.exec(output)?.[0] ?? "no summary"}\n`);
    if (code !== 0) throw new Error(output.slice(-20_000));
  });
}
