import { z } from "zod";
import type { BridgeContext, BridgedCall } from "./call.ts";
import { dial } from "./outbound.ts";
import { transfer } from "./transfer.ts";
import { sipError, type TwirpError, twirpError } from "./twirp-error.ts";

/** One method of LiveKit's SIP API. */
export type SipMethod = (bridge: BridgeContext, body: unknown) => Promise<{ readonly reply: object } | TwirpError>;

/** `30s`, as protobuf's JSON has durations → milliseconds. */
const Duration = z
  .string()
  .regex(/^\d+(\.\d+)?s$/)
  .transform((text) => Number.parseFloat(text) * 1000);

const CreateSipParticipant = z.object({
  sipTrunkId: z.string(),
  sipCallTo: z.string(),
  sipNumber: z.string().default(""),
  roomName: z.string(),
  participantIdentity: z.string().default(""),
  participantName: z.string().default(""),
  participantMetadata: z.string().default(""),
  participantAttributes: z.record(z.string(), z.string()).default({}),
  dtmf: z.string().default(""),
  ringingTimeout: Duration.default(30_000),
  waitUntilAnswered: z.boolean().default(false),
});

const TransferSipParticipant = z.object({
  roomName: z.string(),
  participantIdentity: z.string(),
  transferTo: z.string(),
});

export const sipMethods: Readonly<Record<string, SipMethod | undefined>> = {
  async CreateSIPParticipant(bridge, body) {
    const parsed = CreateSipParticipant.safeParse(body);
    if (!parsed.success) return twirpError("invalid_argument", z.prettifyError(parsed.error));
    const request = parsed.data;
    const trunks = await bridge.sip.listSipOutboundTrunk();
    const trunk = trunks.find(({ sipTrunkId }) => sipTrunkId === request.sipTrunkId);
    if (trunk === undefined) return twirpError("not_found", "object cannot be found");
    const from = request.sipNumber || trunk.numbers[0] || "";
    const to = request.sipCallTo;
    const identity = request.participantIdentity || `sip_${to}`;
    const { call, result } = await dial(bridge, {
      address: trunk.address,
      from,
      to,
      ringingTimeoutMs: request.ringingTimeout,
      joining: (callId) => ({
        roomName: request.roomName,
        identity,
        name: request.participantName,
        metadata: request.participantMetadata,
        attributes: {
          ...request.participantAttributes,
          "sip.callID": callId,
          "sip.trunkID": trunk.sipTrunkId,
          "sip.phoneNumber": to,
          "sip.trunkPhoneNumber": from,
          "sip.hostname": trunk.address.split(":")[0] ?? "",
          "sip.callStatus": "dialing",
        },
      }),
    });
    const answered = result.then((ended) => {
      if (ended.status === 200) for (const key of request.dtmf) call.media.press(key);
      return ended;
    });
    if (request.waitUntilAnswered) {
      const { status, reason } = await answered;
      if (status !== 200) return sipError(status, reason);
    }
    return { reply: { participantIdentity: identity, roomName: request.roomName, sipCallId: call.id } };
  },

  async TransferSIPParticipant(bridge, body) {
    const parsed = TransferSipParticipant.safeParse(body);
    if (!parsed.success) return twirpError("invalid_argument", z.prettifyError(parsed.error));
    const call = callIn(bridge, parsed.data);
    if (call === undefined) return twirpError("not_found", "participant does not exist");
    const status = await transfer(bridge, call, parsed.data.transferTo);
    return status === 200 ? { reply: {} } : sipError(status, "transfer failed");
  },
};

function callIn({ calls }: BridgeContext, of: z.infer<typeof TransferSipParticipant>): BridgedCall | undefined {
  return [...calls.values()].find(
    ({ room }) => room?.roomName === of.roomName && room.identity === of.participantIdentity,
  );
}
