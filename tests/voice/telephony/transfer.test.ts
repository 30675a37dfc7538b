import { setTimeout as wait } from "node:timers/promises";
import type { CallView } from "../../../functions/engines/calls/routes/views.ts";
import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { toneOf } from "../../../voice-runner/providers/scripted/marked-audio.ts";
import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../real-time.ts";
import { endStage, openVoiceStage, type VoiceStage } from "../voice-stage.ts";
import { callByTelephone, callee, caller, findTelephones } from "./telephones.ts";
import { secondsOfTone } from "./tone.ts";

inRealTime();

const search = findTelephones("sipp", "baresip");
const colleague = "+15550001111";
const rate = 8000;

if (!search.found) skipped(search.notice);
else
  describe("a caller who needs a person", () => {
    let stage: VoiceStage;

    beforeAll(async () => {
      stage = await openVoiceStage(search, { telephones: true });
      await stage.startRunner();
    });

    afterAll(() => endStage(stage));

    /** A tenant whose calls go out to this telephone. */
    async function tenant(client: string, number: string, mode: "warm" | "cold", address: string): Promise<void> {
      const more = `  timezone: Asia/Kolkata
  channels:
    input:
      - type: voice
        provider: livekit_sip
        config:
          phone_numbers: ["${number}"]
          ivr_enabled: ${mode === "cold"}
          sip: { address: "${address}", transport: udp }
  voice:
    greeting: { text: "Hello." }
    transfer: { mode: ${mode}, numbers: [{ number: "${colleague}" }] }
  business_logic: { escalation: { handoff: [{ type: human_agent, timeout: 20 }] } }
`;
      const body = { yaml: minimalYaml({ clientId: client, more }), activate: true };
      const pushed = await stage.product.api(`PUT /v1/configs/${client}/main`, { client, body });
      expect(pushed).toMatchObject({ status: 200 });
      expect(await stage.provision()).toMatchObject({ stdout: expect.stringContaining(number) });
    }

    async function endedCall(client: string): Promise<CallView> {
      const newest = async () =>
        (await stage.product.api<{ items: readonly CallView[] }>("GET /v1/calls", { client })).body.items[0];
      await until("the call is over", async () => (await newest())?.status === "ended");
      const call = await newest();
      if (!call) throw new Error("There is no call.");
      return call;
    }

    test("is put through to a colleague who was briefed and pressed 1", async () => {
      const telephone = await callee("callee-accepts", "-rtp_echo");
      await tenant("warm_clinic", "+915550000001", "warm", telephone.address);
      // They ask twice, because a busy machine may greet late.
      const seconds = 45;
      const asks = toneOf(520, 600, rate);
      const silence = (length: number) => new Int16Array(Math.round(rate * length));
      const waits = toneOf(1_500, 1_000 * (seconds - 20), rate);
      const says = Int16Array.from([...silence(8), ...asks, ...silence(9), ...asks, ...silence(1.8), ...waits]);
      const heard = await callByTelephone({ number: "+915550000001", bridge: stage.telephoneAddress, says, seconds });
      await telephone.finished();
      const ofCaller = (from: number, to: number) => secondsOfTone(heard.subarray(from * rate, to * rate), 1_500, rate);
      // The colleague's telephone sends back what it hears: the caller's own tone, once they are connected.
      expect(ofCaller(0, 20)).toBe(0);
      expect(ofCaller(20, seconds)).toBeGreaterThan(3);

      const call = await endedCall("warm_clinic");
      expect(call.outcome).toBe("transferred");
      const path = `GET /v1/conversations/${call.conversation_id}`;
      const { body } = await stage.product.api<{ status: string }>(path, { client: "warm_clinic" });
      // Their talk is over, so the agent answers when the customer calls next.
      expect(body.status).toBe("active");
    }, 150_000);

    test("is referred to the colleague's telephone", async () => {
      await tenant("cold_clinic", "+915550000002", "cold", "127.0.0.1:9");
      await wait(500);
      const telephone = await caller("caller-referred", { number: "+915550000002", bridge: stage.telephoneAddress });
      await telephone.finished();
      expect(await endedCall("cold_clinic")).toMatchObject({ outcome: "transferred" });
    }, 60_000);
  });
