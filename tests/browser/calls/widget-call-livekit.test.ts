import { findLiveKit } from "../../../emulators/livekit/find.ts";
import { type LiveKit, startLiveKit } from "../../../emulators/livekit/start.ts";
import { type Outside, startOutside } from "../../flows/stage/outside.ts";
import { type Product, startProduct } from "../../flows/stage/product.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../../voice/real-time.ts";
import { missingBrowser, openCallPage } from "./call-page.ts";
import { joinAsAgent } from "./room-agent.ts";

inRealTime();

const server = findLiveKit(process.env.LIVEKIT_SERVER);
const missing = missingBrowser ?? (server.found ? undefined : server.notice);

if (missing !== undefined || !server.found) skipped(`calls from the widget through LiveKit: ${missing}`);
else {
  let livekit: LiveKit;
  let outside: Outside;
  let product: Product;
  beforeAll(async () => {
    livekit = await startLiveKit(server);
    outside = await startOutside();
    product = await startProduct(outside, undefined, {
      LIVEKIT_URL: livekit.url,
      LIVEKIT_API_KEY: livekit.apiKey,
      LIVEKIT_API_SECRET: livekit.apiSecret,
      CALL_METADATA_SECRET: "a secret of at least thirty-two bytes",
    });
  }, 90_000);
  afterAll(async () => {
    await product?.stop();
    product?.remove();
    await outside?.stop();
    await livekit?.stop();
  }, 60_000);

  it("a visitor's call joins the room, hears and reads the agent, types to it, and hangs up", async () => {
    const visitor = await openCallPage(`${product.url}/widget/demo?client=client_123`);
    const { page, press, write, hears, textOf, problems } = visitor;
    try {
      await press(/^Chat with/);
      await press(/^Call Maya/);
      const agent = await joinAsAgent(livekit);
      await hears(500);
      await page.waitForFunction(() => /Hello/.test(window.widget?.querySelector(".captions")?.textContent ?? ""));
      await write("What does it cost?");
      await page.waitForFunction(() => /You wrote/.test(window.widget?.querySelector(".captions")?.textContent ?? ""));
      expect(agent.typed).toEqual(["What does it cost?"]);
      expect(await textOf(".captions")).toBe("Hello from the room.What does it cost?You wrote: What does it cost?");
      await press(/^Mute/);
      await press(/^Hang up/);
      expect(await textOf(".call-status")).toBe("You hung up");
      await agent.leave();
      expect(problems).toEqual([]);
    } finally {
      await visitor.close();
    }
  });
}
