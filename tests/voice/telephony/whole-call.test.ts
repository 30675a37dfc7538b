import type { CallView } from "../../../functions/engines/calls/routes/views.ts";
import { toneOf } from "../../../voice-runner/providers/scripted/marked-audio.ts";
import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../real-time.ts";
import { script } from "../script.ts";
import type { CallReply } from "../talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "../voice-stage.ts";
import { callByTelephone, findTelephones } from "./telephones.ts";
import { secondsAloud } from "./tone.ts";

inRealTime();

const search = findTelephones("baresip");

/** A number of the example tenant (config/tenants/client_123.yaml). */
const number = "+919876543210";

if (!search.found) skipped(search.notice);
else
  describe("a call by telephone to the product", () => {
    let stage: VoiceStage;

    beforeAll(async () => {
      stage = await openVoiceStage(search, { telephones: true });
      await stage.startRunner();
    });

    afterAll(() => endStage(stage));

    test("the number is provisioned, and the tenant's agent greets, hears and answers the caller", async () => {
      expect(await stage.provision()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(number) });

      // The script's first utterance, after the greeting.
      const says = Int16Array.from([
        ...new Int16Array(8000 * 9),
        ...toneOf(400, 600, 8000),
        ...new Int16Array(8000 * 8),
      ]);
      const heard = await callByTelephone({ number, bridge: stage.telephoneAddress, says, seconds: 16 });
      expect(secondsAloud(heard.subarray(0, 8000 * 9))).toBeGreaterThan(0.5);
      expect(secondsAloud(heard.subarray(8000 * 9))).toBeGreaterThan(0.3);

      const calls = async () =>
        (await stage.product.api<{ items: readonly CallView[] }>("GET /v1/calls", { client: "client_123" })).body.items;
      await until("the call is ended", async () => (await calls())[0]?.status === "ended");
      const [call, ...others] = await calls();
      expect(others).toEqual([]);
      expect(call).toMatchObject({ direction: "inbound", outcome: "completed", conversation_id: expect.any(String) });
      const { body } = await stage.product.api<CallReply>(`GET /v1/calls/${call?.call_id}`, { client: "client_123" });
      const [asked, answered] = body.transcript.slice(-2);
      expect(asked).toMatchObject({ role: "customer", text: script[0].text });
      expect(answered).toMatchObject({ role: "agent" });
    });
  });
