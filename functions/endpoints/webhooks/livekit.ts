import type { WebhookEvent } from "livekit-server-sdk";
import { findRoute } from "../../../shared/config/routes.ts";
import { type CallReport, callReported } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { callIdOfRoom, numbersOf } from "../../../shared/voice/call.ts";
import { type LiveKitAccount, requireLiveKit } from "../../app/livekit.ts";
import { isTelephone, roleOf } from "../../engines/calls/livekit/participant-role.ts";
import { liveKitRooms } from "../../engines/calls/livekit/rooms.ts";
import { type CallRoom, findCallOfRoom, rememberRoom } from "../../engines/calls/record/call-room.ts";
import { envelopeOf, type Publishing, publishAll, unroutableEvent } from "./publishing/publish.ts";
import {
  type Acknowledgement,
  acknowledgedAsJson,
  signatureProblem,
  type Webhook,
  type WebhookDelivery,
} from "./webhook-endpoint.ts";

export interface LiveKitWebhookDependencies extends Publishing {
  readonly documents: Documents;
  readonly keys: Keys;
  readonly environment: Parameters<typeof requireLiveKit>[0]["environment"];
}

/**
 * LiveKit's webhook: who came to and left which room, and which room ended (docs.livekit.io/home/server/webhooks). Its
 * events come late, twice and in any order. Rooms that hold no call are acknowledged and ignored.
 */
export function liveKitWebhook(deps: LiveKitWebhookDependencies): Webhook {
  return {
    path: "/webhooks/livekit",
    mediaType: "application/webhook+json",
    maxBodyBytes: 256 * 1024,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(
  deps: LiveKitWebhookDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const account = await requireLiveKit(deps);
  const event = await verifyDelivery(account, delivery);
  const { room } = event;
  if (room === undefined || room.name === "") return acknowledgedAsJson;
  const known = await findCallOfRoom(deps.documents, room.name);
  const opened = known ? { call: known, reports: [] } : await openedByTelephone(deps, account, { event, log });
  const reports = [...(opened?.reports ?? []), ...reportsOf(event)];
  if (!opened || reports.length === 0) {
    log.info({ event: event.event }, "Ignored an event that tells nothing about a call");
    return acknowledgedAsJson;
  }
  const { tenantId, callId } = opened.call;
  const at = timeOf(event);
  const envelopes = reports.map((report) => {
    const id = deriveId("livekit", event.id, report.type);
    const data = { callId, at, room: room.name, report };
    return envelopeOf(callReported, { id, tenantId, key: callId, at: deps.now(), data });
  });
  await publishAll(deps, envelopes, log);
  return acknowledgedAsJson;
}

/** @throws Problem 403 `signature-invalid`; 400 `body-invalid` for what is signed and no event */
async function verifyDelivery({ apiKey, apiSecret }: LiveKitAccount, delivery: WebhookDelivery): Promise<WebhookEvent> {
  const { WebhookReceiver } = await import("livekit-server-sdk");
  const token = delivery.header("authorization") ?? "";
  if (token === "") throw signatureProblem("Authorization is missing.");
  const body = delivery.rawBody.toString("utf8");
  try {
    return await new WebhookReceiver(apiKey, apiSecret).receive(body, token.replace(/^Bearer +/i, ""));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Problem(400, "body-invalid", "The body is not JSON.", { cause });
    throw signatureProblem(
      "The signature does not match the body. Compare LIVEKIT_API_KEY with the server's webhook.api_key.",
    );
  }
}

/**
 * A caller of a number whose room nobody opened: the first that is known of the call. The tenant is found by the number
 * that was dialled, which LiveKit's signed event tells. A call to a number of no tenant is recorded and ended.
 */
async function openedByTelephone(
  deps: LiveKitWebhookDependencies,
  account: LiveKitAccount,
  { event, log }: { readonly event: WebhookEvent; readonly log: Logger },
): Promise<{ readonly call: CallRoom; readonly reports: readonly CallReport[] } | undefined> {
  const { room, participant } = event;
  if (event.event !== "participant_joined" || !room || !participant) return undefined;
  if (!isTelephone(participant) || roleOf(participant) !== "caller") return undefined;
  const { customer: customerAddress, account: accountAddress } = numbersOf(participant.attributes);
  const route = accountAddress === null ? undefined : await findRoute(deps.documents, "voice", accountAddress);
  if (route === undefined) {
    const stray = { provider: "livekit", channel: "voice", providerMessageId: room.sid, at: deps.now() } as const;
    await publishAll(deps, [unroutableEvent({ ...stray, accountAddress: accountAddress ?? "unknown" })], log);
    await liveKitRooms(account).close(room.name);
    return undefined;
  }
  const { tenantId, configName } = route;
  const call = { tenantId, callId: callIdOfRoom(room.sid) };
  await rememberRoom(deps.documents, room.name, { ...call, now: deps.now() });
  const opened = { type: "opened", direction: "inbound", room: room.name } as const;
  return { call, reports: [{ ...opened, customerAddress, accountAddress, configName }] };
}

function reportsOf({ event, participant }: WebhookEvent): readonly CallReport[] {
  if (event === "room_finished") return [{ type: "room-finished" }];
  const role = participant && roleOf(participant);
  if (!participant || role === undefined) return [];
  const { identity, disconnectReason } = participant;
  switch (event) {
    case "participant_joined":
      return [{ type: `${role}-joined`, identity }];
    case "participant_left":
    case "participant_connection_aborted":
      if (role === "agent") return [{ type: "agent-left", identity }];
      return [{ type: "caller-left", identity, reason: String(disconnectReason) }];
    default:
      return [];
  }
}

/**
 * LiveKit tells the second of an event, and of an arrival the millisecond. A leaving counts at the end of its second, so
 * that it never seems earlier than an arrival in the same second.
 */
function timeOf({ event, createdAt, participant }: WebhookEvent): string {
  const joinedAtMs = Number(participant?.joinedAtMs ?? 0);
  if (event === "participant_joined" && joinedAtMs > 0) return new Date(joinedAtMs).toISOString();
  return new Date(Number(createdAt) * 1_000 + 999).toISOString();
}
