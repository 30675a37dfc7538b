import { decodeJwt, SignJWT } from "jose";
import { AgentDispatchClient } from "livekit-server-sdk";
import { findLiveKit } from "../../emulators/livekit/find.ts";
import { agentName } from "../../shared/voice/call.ts";
import { until } from "../contracts/open-platform.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { skipped } from "../skipped.ts";
import { inRealTime } from "./real-time.ts";
import { CallClaims, greeted, join, type Opened, openCall, saidBy, startTalk } from "./talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "./voice-stage.ts";

inRealTime();

const search = findLiveKit(process.env.LIVEKIT_SERVER);

if (search.found)
  describe("a runner with room for two calls", () => {
    let stage: VoiceStage;
    beforeAll(async () => {
      stage = await openVoiceStage(search);
      await stage.startRunner({ VOICE_CALLS: "2" });
    });
    afterAll(() => endStage(stage));

    const claimsOf = ({ token }: Opened) => CallClaims.parse(decodeJwt(token));
    const metadataOf = (opened: Opened) => claimsOf(opened).roomConfig.agents[0].metadata;
    const signed = (claims: Readonly<Record<string, unknown>>, secret: string, type = "JWT") =>
      new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: type }).sign(Buffer.from(secret));

    async function dispatch({ room }: Opened, metadata: string): Promise<void> {
      const { httpUrl, apiKey, apiSecret } = stage.liveKit;
      await new AgentDispatchClient(httpUrl, apiKey, apiSecret).createDispatch(room, agentName, { metadata });
    }

    it("refuses metadata that is malformed, expired, or of another platform or call; the caller is answered all the same", async () => {
      const { client } = await openClinic(stage.product);
      const { client: stranger } = await openClinic(stage.product);
      const opened = await openCall(stage, client, "visitor-1");
      const { roomConfig, ...withoutAgent } = claimsOf(opened);
      const token = await signed(withoutAgent, stage.liveKit.apiSecret);
      const { call } = decodeJwt(metadataOf(opened));
      const { CALL_METADATA_SECRET: own } = stage.environment;
      const asMetadata = (lifetime: number, secret: string) =>
        signed({ call, exp: Math.floor(Date.now() / 1_000) + lifetime }, secret, "call-metadata+jwt");
      const joining = join(stage, client, opened, token);
      const refused = [
        "no token",
        await asMetadata(-3_600, own),
        await asMetadata(3_600, "another platform's secret of 32 bytes"),
        metadataOf(await openCall(stage, stranger, "visitor-1")),
      ];
      for (const metadata of refused) await dispatch(opened, metadata);
      const talk = await greeted(await joining);
      await until("all are refused", () => stage.output().split("call refused: its metadata").length > refused.length);
      await talk.exchange(0);
      await talk.caller.leave();
      expect(await talk.ended()).toMatchObject({ outcome: "completed" });
    });

    it("lets the second of two agents of a call leave without a word", async () => {
      const talk = await startTalk(stage, "visitor-2");
      const { beganAt } = talk.caller.heard;
      await dispatch(talk.opened, metadataOf(talk.opened));
      await until("the second leaves", () => stage.output().includes("another agent has the call"));
      expect(talk.caller.heard.beganAt).toBe(beganAt);
      await talk.exchange(0);
      await talk.caller.leave();
      const record = await talk.ended();
      expect(saidBy(record, "agent")).toHaveLength(2);
      expect(record).toMatchObject({ outcome: "completed", redispatches: 0 });
    });

    it("takes no third call until one of the two ends, and a caller without a place is not left for ever", async () => {
      const { client } = await openClinic(stage.product);
      const joinAs = async (session: string) => join(stage, client, await openCall(stage, client, session));
      const [first, second] = await Promise.all(
        ["visitor-3", "visitor-4"].map(async (each) => greeted(await joinAs(each))),
      );
      const refused = await joinAs("visitor-5");
      expect(await refused.ended()).toMatchObject({ outcome: "failed", reason: "no-agent" });
      await until("the caller is out", () => !refused.caller.room.isConnected);
      await second?.exchange(1);
      const waiting = await joinAs("visitor-6");
      await first?.caller.leave();
      const talk = await greeted(waiting);
      await talk.exchange(0);
      await Promise.all([talk, second, refused].map(async (each) => each?.caller.leave()));
      expect(await talk.ended()).toMatchObject({ outcome: "completed" });
    });
  });
else skipped(`dispatches of calls: ${search.notice}`);
