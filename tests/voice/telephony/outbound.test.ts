import { SipClient } from "livekit-server-sdk";
import type { CallView } from "../../../functions/engines/calls/routes/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { act, type CampaignReply, campaign, draftCampaign, newNumbers } from "../../flows/outreach/campaigns.ts";
import { type ClinicSettings, clinicYaml } from "../../flows/stage/clinic.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../real-time.ts";
import { endStage, openVoiceStage, type VoiceStage } from "../voice-stage.ts";
import { busyTelephones } from "./busy-telephones.ts";
import { answeringTelephone, callee, findTelephones } from "./telephones.ts";
import { secondsAloud } from "./tone.ts";

inRealTime();

const customer = "+919812345678";
const search = findTelephones("sipp", "baresip");

if (!search.found) skipped(search.notice);
else
  describe("calls that the product makes", () => {
    let stage: VoiceStage;
    let sip: SipClient;

    beforeAll(async () => {
      stage = await openVoiceStage(search, { telephones: true });
      const { httpUrl, apiKey, apiSecret } = stage.liveKit;
      sip = new SipClient(httpUrl, apiKey, apiSecret);
    });

    afterAll(() => endStage(stage));

    let clinics = 0;
    /** A clinic whose calls go to one telephone, and that may call at any hour. */
    async function openCaller(
      telephone: string,
      outbound = "",
      how: ClinicSettings & { more?: string; hours?: string } = {},
    ) {
      clinics += 1;
      const client = `caller_${clinics}`;
      const voice = `+155503000${clinics}1`;
      const clinic = { client, voice, whatsapp: `+155503000${clinics}2`, sms: `+155503000${clinics}3` };
      const yaml = `${clinicYaml(clinic, how)}${how.more ?? ""}  contact_rules: { marketing_consent: "not_required" }
  campaigns: { max_per_minute: { voice: 60000 }, calls_at_once: 3 }
  voice: { greeting: { text: "Hello, this is the clinic." }, outbound: { hours: ${how.hours ?? '{ from: "00:00", to: "23:59" }'}, ${outbound} } }
`;
      const { status, body } = await stage.product.api(`PUT /v1/configs/${client}/main`, {
        client,
        body: { yaml, activate: true },
      });
      expect([status, body]).toMatchObject([200, {}]);
      let trunk = "";
      const rings = async (address: string) => {
        if (trunk !== "") await sip.deleteSipTrunk(trunk);
        trunk = (await sip.createSipOutboundTrunk(client, address, [voice], { transport: 1 /* UDP */ })).sipTrunkId;
      };
      await rings(telephone);
      return { client, voice, whatsapp: clinic.whatsapp, rings };
    }

    async function call(client: string): Promise<() => Promise<CallView>> {
      const body = { client_id: client, to: customer, briefing: "The report is ready." };
      const answer = await stage.product.api<CallView>("POST /v1/voice/calls", { client, body });
      expect(answer).toMatchObject({ status: 202 });
      return async () => (await stage.product.api<CallView>(`GET /v1/calls/${answer.body.call_id}`, { client })).body;
    }

    test("a campaign dials each recipient once, however often the product is killed", async () => {
      const telephones = await busyTelephones();
      const { client } = await openCaller(telephones.address, "max_attempts: 1");
      const numbers = newNumbers(12);
      const recipients = numbers.map((phone) => ({ phone }));
      const id = await draftCampaign(stage.product, client, { channel: "voice", recipients });
      expect((await act(stage.product, client, id, "start")).status).toBe(200);
      for (const reached of [3, 7]) {
        await until("some were dialled", async () => telephones.dialled.length >= reached);
        await stage.product.kill();
        await stage.product.restart();
      }
      await until("it is completed", async () => (await campaign(stage.product, client, id)).status === "completed");
      expect([...telephones.dialled].sort()).toEqual([...numbers].sort());
      const { progress } = await campaign(stage.product, client, id);
      expect(progress).toMatchObject({ recipients: 12, asked: 12, sent: 0, skipped: 12, open: 0 });
      expect(progress.calls?.attempts).toBe(12);
      telephones.close();
    });

    test("a cancelled campaign dials nobody again", async () => {
      const telephones = await busyTelephones();
      const { client } = await openCaller(telephones.address, "busy_minutes: 0.1, max_attempts: 10");
      const recipients = newNumbers(2).map((phone) => ({ phone }));
      const id = await draftCampaign(stage.product, client, { channel: "voice", recipients });
      await act(stage.product, client, id, "start");
      await until("both were busy", async () => telephones.dialled.length >= 2);
      expect((await act(stage.product, client, id, "cancel")).body.status).toBe("cancelled");
      const dialled = telephones.dialled.length;
      const settled = (reply: CampaignReply) => reply.progress.skipped_by_reason["campaign-cancelled"] === 2;
      await until("both are given up", async () => settled(await campaign(stage.product, client, id)));
      expect(telephones.dialled).toHaveLength(dialled);
      telephones.close();
    });

    test("outside the hours of calls no telephone rings, and the call waits for them", async () => {
      const telephones = await busyTelephones();
      const isMorning = Number(new Date().toLocaleString("en-GB", { hour: "2-digit", timeZone: "Asia/Kolkata" })) < 12;
      const [from, to] = isMorning ? ["20:00", "21:00"] : ["02:00", "03:00"];
      const { client } = await openCaller(telephones.address, "", { hours: `{ from: "${from}", to: "${to}" }` });
      const record = await call(client);
      await until("it waits for the hours", async () => (await record()).reason === "calling-hours");
      const planned = await record();
      const opens = new Date(planned.due_at ?? "").toLocaleTimeString("en-GB", {
        timeStyle: "short",
        timeZone: "Asia/Kolkata",
      });
      expect([planned.status, planned.attempts, opens]).toEqual(["planned", [], from]);
      expect(telephones.dialled).toEqual([]);
      telephones.close();
    });

    // After the campaigns, which need no agent for telephones that are busy.
    describe("with an agent", () => {
      beforeAll(() => stage.startRunner());

      test("who answers hears the agent, and the record says so", async () => {
        const telephone = await answeringTelephone({ number: customer, says: new Int16Array(8_000 * 22), seconds: 25 });
        const { client, voice } = await openCaller(telephone.address);
        const record = await call(client);
        const heard = await telephone.heard();
        expect(secondsAloud(heard)).toBeGreaterThan(0.3);
        await until("the call is over", async () => (await record()).status === "ended");
        const ended = await record();
        expect(ended).toMatchObject({
          direction: "outbound",
          outcome: "completed",
          account_address: voice,
          attempts: [{ outcome: "completed" }],
          greeted_after_ms: expect.any(Number),
          conversation_id: expect.any(String),
        });
        expect(ended.duration_ms).toBeGreaterThan(1_000);
      });

      test("a busy line is dialled again after the tenant's minutes, and then answered", async () => {
        const busy = await callee("callee-busy");
        const { client, rings } = await openCaller(busy.address, "busy_minutes: 0.1");
        const record = await call(client);
        await until("the line was busy", async () => (await record()).reason === "busy");
        expect(await record()).toMatchObject({ status: "planned", attempts: [{ outcome: "busy", code: "sip-486" }] });
        await busy.finished();
        const telephone = await answeringTelephone({ number: customer, says: new Int16Array(8_000 * 38), seconds: 40 });
        await rings(telephone.address);
        await until("the call is over", async () => (await record()).status === "ended");
        expect(await record()).toMatchObject({ outcome: "completed", attempts: [{ outcome: "busy" }, {}] });
        expect(secondsAloud(await telephone.heard())).toBeGreaterThan(0.3);
      });

      test("a callback is dialled at the customer's time, again while the line is busy, and its outcome is kept", async () => {
        const busy = await callee("callee-busy");
        const how = { handoffTimeoutSeconds: 1, more: "  callbacks: { by: agent }\n" };
        const { client, whatsapp, rings } = await openCaller(busy.address, "busy_minutes: 0.1", how);
        const writes = (body: string) => stage.product.inbound({ to: whatsapp, from: customer, body });
        const isTold = (what: string) => async () =>
          (await stage.outside.sentTo(`whatsapp:${customer}`)).some(({ body }) => body.includes(what));
        await writes("Please connect me to a real person");
        await until("the customer is asked for a time", isTold("When may we call you back?"));
        await writes("in 1 minute");
        const calls = async () =>
          (await stage.product.api<{ items: readonly CallView[] }>("GET /v1/calls", { client })).body.items;
        await until("the line was busy", async () => (await calls())[0]?.reason === "busy");
        await busy.finished();
        const telephone = await answeringTelephone({ number: customer, says: new Int16Array(8_000 * 38), seconds: 40 });
        await rings(telephone.address);
        await until("the call is over", async () => (await calls())[0]?.status === "ended");
        const made = await calls();
        expect(made).toMatchObject([
          { direction: "outbound", outcome: "completed", attempts: [{ outcome: "busy" }, { outcome: "completed" }] },
        ]);
        expect(secondsAloud(await telephone.heard())).toBeGreaterThan(0.3);
        const statuses = async () => {
          const { body } = await stage.product.api<{ items: readonly { status: string }[] }>("GET /v1/follow-ups", {
            client,
          });
          return body.items.map(({ status }) => status);
        };
        await until("the callback is settled", async () => (await statuses()).join() === "sent");
      });

      test("who does not answer is called again later, and the telephone stops ringing", async () => {
        const silent = await callee("callee-silent");
        const { client } = await openCaller(silent.address, "ring_seconds: 10");
        const record = await call(client);
        await until("nobody answered", async () => (await record()).reason === "no-answer");
        const planned = await record();
        expect(planned).toMatchObject({ status: "planned", attempts: [{ outcome: "no-answer" }] });
        expect(Date.parse(planned.due_at ?? "") - Date.now()).toBeGreaterThan(55 * 60_000);
        await silent.finished();
      });
    });
  });
