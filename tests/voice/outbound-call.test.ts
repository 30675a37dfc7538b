import { SipClient } from "livekit-server-sdk";
import { findLiveKitWithSip } from "../../emulators/livekit/find.ts";
import type { CallView } from "../../functions/engines/calls/routes/views.ts";
import { until } from "../contracts/open-platform.ts";
import { skipped } from "../skipped.ts";
import { type CallProduct, startCallProduct } from "./call-product.fixture.ts";
import { inRealTime } from "./real-time.ts";

inRealTime();

const found = findLiveKitWithSip(process.env.LIVEKIT_SERVER);

if (found.found) {
  let product: CallProduct;
  beforeAll(async () => {
    product = await startCallProduct(found, { sip: true });
  });
  afterAll(() => product.close());

  /** Asks for a call and waits until it is over. */
  async function called(): Promise<CallView> {
    const wish = { client_id: "client_1", to: "+91 98123 45678", briefing: "The report is ready." };
    const { status, body } = await product.api<CallView>("POST", "/v1/voice/calls", wish);
    expect([status, body]).toMatchObject([202, { direction: "outbound", customer_address: "+919812345678" }]);
    const record = async () => (await product.api<CallView>("GET", `/v1/calls/${body.call_id}`)).body;
    await until("the call is over", async () => (await record()).status === "ended");
    return record();
  }

  test("without a trunk an outbound call fails, and says what is missing", async () => {
    expect(await called()).toMatchObject({ outcome: "failed", reason: "no-outbound-trunk" });
  });

  test("a trunk is found by the tenant's number, and a server without a SIP service is told apart from a busy line", async () => {
    const { httpUrl, apiKey, apiSecret } = product.livekit;
    const sip = new SipClient(httpUrl, apiKey, apiSecret);
    await sip.createSipOutboundTrunk("main", "127.0.0.1:5999", ["+912212345678"], { transport: 0 });
    expect(await called()).toMatchObject({
      outcome: "failed",
      reason: "livekit-unavailable",
      attempts: [{ outcome: "failed", code: "livekit-unavailable" }],
    });
  });

  test("refuses a number that is none", async () => {
    const bad = await product.api<{ code: string }>("POST", "/v1/voice/calls", { client_id: "client_1", to: "12" });
    expect(bad).toMatchObject({ status: 422, body: { code: "phone-invalid" } });
  });
} else {
  skipped(found.notice);
}
