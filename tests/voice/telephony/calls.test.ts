import { setTimeout as wait } from "node:timers/promises";
import { dispose, ParticipantKind } from "@livekit/rtc-node";
import { RoomServiceClient, SipCallError, SipClient } from "livekit-server-sdk";
import { type LiveKit, startLiveKit } from "../../../emulators/livekit/start.ts";
import { type SipBridge, startSipBridge } from "../../../emulators/sip/bridge.ts";
import { toneOf } from "../../../voice-runner/providers/scripted/marked-audio.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../real-time.ts";
import { deskRate, joinAsAgent } from "./desk.ts";
import { callByTelephone, callee, caller, findTelephones } from "./telephones.ts";
import { secondsOfTone } from "./tone.ts";

inRealTime();

const search = findTelephones("sipp", "baresip");

if (!search.found) skipped(search.notice);
else
  describe("calls by telephone", () => {
    const number = "+15551230000";
    let server: LiveKit;
    let bridge: SipBridge;
    let sip: SipClient;
    let outboundTrunk: (address: string) => Promise<string>;

    beforeAll(async () => {
      server = await startLiveKit(search, { sip: true });
      bridge = await startSipBridge(server);
      sip = new SipClient(bridge.httpUrl, server.apiKey, server.apiSecret);
      const { sipTrunkId } = await sip.createSipInboundTrunk("number", [number]);
      await sip.createSipDispatchRule({ type: "direct", roomName: "inbound" }, { trunkIds: [sipTrunkId] });
      outboundTrunk = async (address) =>
        (await sip.createSipOutboundTrunk("out", address, [number], { transport: 1 /* UDP */ })).sipTrunkId;
    });

    afterAll(async () => {
      await bridge.close();
      await server.stop();
      await dispose();
    });

    test("a telephone and an agent hear each other", async () => {
      const desk = await joinAsAgent(server, "inbound", 440);
      const says = toneOf(1_000, 6_000, 8_000);
      const [heard, participant] = await Promise.all([
        callByTelephone({ number, bridge: bridge.address, says, seconds: 5 }),
        desk.caller(),
      ]);
      expect(participant.identity).toBe("sip_+15557654321");
      expect(participant.kind).toBe(ParticipantKind.SIP);
      expect(participant.attributes).toMatchObject({
        "sip.callStatus": "active",
        "sip.phoneNumber": "+15557654321",
        "sip.trunkPhoneNumber": number,
      });
      expect(secondsOfTone(heard, 440, 8000)).toBeGreaterThan(2);
      expect(secondsOfTone(desk.heard(), 1000, deskRate)).toBeGreaterThan(2);
      await desk.leave();
    });

    test("the keys that a caller presses reach the agent once each", async () => {
      const desk = await joinAsAgent(server, "inbound", 440);
      const telephone = await caller("caller-keys", { number, bridge: bridge.address });
      await telephone.finished();
      expect(desk.keys).toEqual(["1", "2", "#"]);
      await desk.leave();
    });

    test("a number that nobody has is not found", async () => {
      const telephone = await caller("caller-unknown", { number: "+15559999999", bridge: bridge.address });
      await telephone.finished();
    });

    test("a caller is hung up when the room ends", async () => {
      const telephone = await caller("caller-hung-up", { number, bridge: bridge.address });
      const desk = await joinAsAgent(server, "inbound", 440);
      await desk.caller();
      await wait(500);
      await new RoomServiceClient(server.httpUrl, server.apiKey, server.apiSecret).deleteRoom("inbound");
      await telephone.finished();
      await desk.leave();
    });

    test("an outbound call is answered, and transferred to somebody else", async () => {
      const telephone = await callee("callee-transferred");
      const trunk = await outboundTrunk(telephone.address);
      const desk = await joinAsAgent(server, "outbound", 440);
      await sip.createSipParticipant(trunk, "+15550001111", "outbound", { waitUntilAnswered: true });
      const participant = await desk.caller();
      expect(participant.attributes).toMatchObject({ "sip.callStatus": "active", "sip.phoneNumber": "+15550001111" });
      await sip.transferSipParticipant("outbound", participant.identity, "tel:+15550002222");
      await telephone.finished();
      await desk.leave();
    });

    test("an outbound call to a busy telephone says so", async () => {
      const trunk = await outboundTrunk((await callee("callee-busy")).address);
      const calling = sip.createSipParticipant(trunk, "+15550001111", "busy", { waitUntilAnswered: true });
      await expect(calling).rejects.toMatchObject({ sipStatusCode: 486, sipStatus: "Busy Here" });
      await expect(calling).rejects.toBeInstanceOf(SipCallError);
    });

    test("an outbound call that nobody answers stops ringing", async () => {
      const telephone = await callee("callee-silent");
      const trunk = await outboundTrunk(telephone.address);
      const options = { waitUntilAnswered: true, ringingTimeout: 1 };
      await expect(sip.createSipParticipant(trunk, "+15550001111", "silent", options)).rejects.toMatchObject({
        sipStatusCode: 408,
      });
      await telephone.finished();
    });

    test("a participant who is not there cannot be transferred", async () => {
      await expect(sip.transferSipParticipant("nowhere", "nobody", "tel:+15550002222")).rejects.toMatchObject({
        status: 404,
      });
    });

    test("a token without the right to call cannot call", async () => {
      const stranger = new SipClient(bridge.httpUrl, server.apiKey, "another-secret-another-secret-32-x");
      await expect(stranger.createSipParticipant("ST_x", "+1", "room")).rejects.toMatchObject({ status: 401 });
    });
  });
