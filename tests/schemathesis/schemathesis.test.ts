import { findLiveKit } from "../../emulators/livekit/find.ts";
import { startLiveKit } from "../../emulators/livekit/start.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { flow, newWord } from "../flows/stage/flow.ts";
import { skipped } from "../skipped.ts";
import { installSchemathesis } from "./install.ts";
import { runSchemathesis } from "./run.ts";

const installed = await installSchemathesis();

if (installed.type === "missing") skipped(`schemathesis (it needs python3, venv and PyPI): ${installed.reason}`);
else {
  // Without a server the end of a call is a 503, which is right and no fault of the API.
  const search = findLiveKit(process.env.LIVEKIT_SERVER);
  const liveKit = search.found ? await startLiveKit(search) : undefined;
  const account = liveKit && {
    LIVEKIT_URL: liveKit.url,
    LIVEKIT_API_KEY: liveKit.apiKey,
    LIVEKIT_API_SECRET: liveKit.apiSecret,
  };
  const world = flow(undefined, account);
  afterAll(() => liveKit?.stop());

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
      excluded: liveKit === undefined ? ["endCall"] : [],
      ids: {
        client,
        config: "main",
        conversation: said.conversation_id,
        campaign: campaign.body.id,
      },
    });
    process.stderr.write(`schemathesis: ${/\d+ generated.*/.exec(output)?.[0] ?? "no summary"}\n`);
    if (code !== 0) throw new Error(output.slice(-20_000));
  }, 900_000);
}
