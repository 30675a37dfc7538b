import { type BridgeContext, closeCall, enterRoom, openCall, sendBye } from "./call.ts";
import { dialogOf } from "./dialog.ts";
import { joiningOf, ruleOf, trunkOf } from "./dispatch-rule.ts";
import type { Peer } from "./endpoint.ts";
import { headerValue, type SipRequest, uriIn, userIn } from "./message.ts";
import { readSessionDescription, writeSessionDescription } from "./session-description.ts";

/** Answers a telephone's INVITE: by the trunk of the called number and its dispatch rule, into a room. */
export async function answerInvite(bridge: BridgeContext, invite: SipRequest, peer: Peer): Promise<void> {
  const { endpoint } = bridge;
  endpoint.respond(invite, peer, { status: 100, reason: "Trying" });
  const calling = userIn(uriIn(headerValue(invite, "from")));
  const called = userIn(invite.uri) || userIn(uriIn(headerValue(invite, "to")));
  const [trunks, rules] = await Promise.all([bridge.sip.listSipInboundTrunk(), bridge.sip.listSipDispatchRule()]);
  const trunk = trunkOf(trunks, called, calling);
  const rule = trunk && ruleOf(rules, trunk.sipTrunkId, called, calling);
  const dialog = dialogOf(invite, peer);
  const tag = dialog.localTag;
  if (trunk === undefined || rule === undefined)
    return endpoint.respond(invite, peer, { status: 404, reason: "Not Found", tag });
  const offer = readSessionDescription(invite.body);
  if (offer === undefined) return endpoint.respond(invite, peer, { status: 488, reason: "Not Acceptable Here", tag });

  endpoint.respond(invite, peer, { status: 180, reason: "Ringing", tag });
  const call = await openCall(bridge, dialog);
  call.media.connect(offer);
  const { id } = call;
  const joining = joiningOf(rule, { id, trunkId: trunk.sipTrunkId, called, calling, host: peer.address });
  try {
    await enterRoom(bridge, call, joining);
  } catch (error) {
    console.error("sip bridge: a caller could not join a room", error);
    await closeCall(bridge, call);
    return endpoint.respond(invite, peer, { status: 503, reason: "Service Unavailable", tag });
  }
  if (call.ended) return endpoint.respond(invite, peer, { status: 487, reason: "Request Terminated", tag });
  call.release = () => sendBye(bridge, call);
  // Some telephones send keys with the payload type of their offer, whatever the answer says.
  const answer = { address: endpoint.host, port: call.media.port, telephoneEvent: offer.telephoneEvent };
  endpoint.respond(invite, peer, {
    status: 200,
    reason: "OK",
    tag,
    headers: [["Content-Type", "application/sdp"]],
    body: writeSessionDescription(answer),
  });
}
