import { randomBytes, randomUUID } from "node:crypto";
import { newBranch, type Peer, type SipEndpoint } from "./endpoint.ts";
import {
  type HeaderLine,
  headerValue,
  type SipRequest,
  type SipResponse,
  sequenceOf,
  tagIn,
  uriIn,
  withoutTag,
} from "./message.ts";

/** One call between two parties (RFC 3261, section 12). */
export interface Dialog {
  readonly callId: string;
  /** This side's and the other's name and address, without tags. */
  readonly local: string;
  readonly remote: string;
  readonly localTag: string;
  readonly peer: Peer;
  remoteTag: string | undefined;
  /** Where requests go: the other's Contact. */
  target: string;
  /** The number of this side's latest request. */
  sequence: number;
}

/** The dialog that an INVITE from a telephone begins. */
export function dialogOf(invite: SipRequest, peer: Peer): Dialog {
  const from = headerValue(invite, "from");
  return {
    callId: headerValue(invite, "call-id"),
    local: withoutTag(headerValue(invite, "to")),
    remote: withoutTag(from),
    localTag: newTag(),
    peer,
    remoteTag: tagIn(from),
    target: uriIn(headerValue(invite, "contact") || from),
    sequence: 0,
  };
}

/** The dialog of a call to a telephone. `address` is `host` or `host:port`. */
export function dialogTo(call: { readonly from: string; readonly to: string; readonly address: string }): Dialog {
  const [host = "", port = "5060"] = call.address.split(":");
  const target = `sip:${call.to}@${call.address}`;
  return {
    callId: randomUUID(),
    local: `<sip:${call.from}@${host}>`,
    remote: `<${target}>`,
    localTag: newTag(),
    peer: { address: host, port: Number(port) },
    remoteTag: undefined,
    target,
    sequence: 0,
  };
}

/** What an answered INVITE tells of the other side. */
export function learn(dialog: Dialog, response: SipResponse): void {
  dialog.remoteTag = tagIn(headerValue(response, "to")) ?? dialog.remoteTag;
  const contact = headerValue(response, "contact");
  if (contact !== "") dialog.target = uriIn(contact);
}

export interface RequestContent {
  readonly headers?: readonly HeaderLine[];
  readonly body?: string;
}

/** The next request of the dialog. */
export function nextRequest(
  endpoint: SipEndpoint,
  dialog: Dialog,
  method: string,
  { headers = [], body = "" }: RequestContent = {},
): SipRequest {
  dialog.sequence += 1;
  return request(endpoint, dialog, { method, sequence: dialog.sequence, headers, body });
}

/** RFC 3261, section 13.2.2.4: the ACK of an answered INVITE has its number, and a transaction of its own. */
export function acknowledgement(endpoint: SipEndpoint, dialog: Dialog, answer: SipResponse): SipRequest {
  return request(endpoint, dialog, { method: "ACK", sequence: sequenceOf(answer).number, headers: [], body: "" });
}

function request(
  { host, port }: SipEndpoint,
  dialog: Dialog,
  content: { readonly method: string; readonly sequence: number } & Required<RequestContent>,
): SipRequest {
  const { method, sequence, headers, body } = content;
  const remoteTag = dialog.remoteTag === undefined ? "" : `;tag=${dialog.remoteTag}`;
  return {
    type: "request",
    method,
    uri: dialog.target,
    headers: [
      ["Via", `SIP/2.0/UDP ${host}:${port};branch=${newBranch()}`],
      ["Max-Forwards", "70"],
      ["From", `${dialog.local};tag=${dialog.localTag}`],
      ["To", `${dialog.remote}${remoteTag}`],
      ["Call-ID", dialog.callId],
      ["CSeq", `${sequence} ${method}`],
      ["Contact", `<sip:bridge@${host}:${port}>`],
      ...headers,
    ],
    body,
  };
}

function newTag(): string {
  return randomBytes(6).toString("hex");
}
