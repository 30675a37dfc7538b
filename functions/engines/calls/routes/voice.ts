import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readPhoneNumber } from "../../../../shared/channels/addresses/read-phone-number.ts";
import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import { callRequested } from "../../../../shared/events/calls.ts";
import { Purpose } from "../../../../shared/events/outreach/messages.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { LanguageTag } from "../../../../shared/schema/scalars.ts";
import { requireOwnClient } from "../../../../shared/security/tokens/own-client.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import type { Composition } from "../../../app/compose.ts";
import { requireLiveKit } from "../../../app/livekit.ts";
import { calls } from "../call.ts";
import { callDependencies } from "../dependencies.ts";
import { requestCallStep } from "../dial/request.ts";
import { openWebCall } from "../open-web-call.ts";
import { OpenedCallView, openedCallView } from "./opened-call-view.ts";
import { CallView, callView } from "./views.ts";

const clientId = z.string().min(1).max(63);
const configId = z.string().min(1).max(200).optional();

const TokenBody = z.object({
  client_id: clientId,
  session_id: z.string().min(1).max(200).optional(),
  config_id: configId,
  language: LanguageTag.max(35)
    .optional()
    .describe("The caller's language (BCP 47). Default: that of the client's calls."),
});

const CallBody = z.object({
  client_id: clientId,
  to: z.string().min(1).max(40).describe("The customer's number, such as +919812345678."),
  name: z.string().min(1).max(200).optional(),
  config_id: configId,
  briefing: z.string().trim().min(1).max(2_000).optional().describe("What the call is about, for the agent."),
  not_before: z.iso.datetime({ offset: true }).optional().describe("Nobody is dialled before this time."),
  purpose: Purpose.default("service"),
});

const tag = "Calls";

/** The endpoints that open calls: a browser's token, and a call to a customer. */
export function voiceRoutes(composition: Composition) {
  const { environment, platform, runner, now } = composition;
  const { documents } = platform;
  const request = requestCallStep(callDependencies(composition));
  return [
    route({
      method: "POST",
      path: "/v1/voice/token",
      operationId: "openWebCall",
      summary: "Open a call from a web page and get the token that joins it",
      description:
        "The token joins one room of the LiveKit server at `url`, may publish a microphone and nothing else, and is valid for ten minutes. The agent comes when the caller joins. The client needs an enabled web_voice in channels.input.",
      problems: {
        403: ["web-voice-disabled"],
        404: ["client-not-found", "config-not-found"],
        503: ["voice-not-configured"],
      },
      example: { client_id: "client_123", session_id: "visitor-42", language: "hi" },
      tag,
      permission: "chat:write",
      status: 201,
      body: TokenBody,
      reply: OpenedCallView,
      async handle({ identity, body, idempotencyKey }) {
        requireOwnClient(identity, body.client_id);
        const callId = requestedId({ identity, idempotencyKey }, { action: "open-web-call", key: "call" });
        const opened = await openWebCall(composition, {
          tenantId: identity.tenantId,
          callId,
          sessionId: body.session_id ?? `caller-${randomUUID()}`,
          configName: body.config_id ?? null,
          language: body.language,
        });
        return { status: 201, body: openedCallView(opened) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/voice/calls",
      operationId: "callCustomer",
      summary: "Call a customer, under the rules of consent, opt-outs and calling hours",
      description:
        "The agent is told the briefing. A customer who may not be called now is called later, and GET /v1/calls/{id} says why. Who is not reached is called again by voice.outbound.",
      problems: {
        404: ["client-not-found", "config-not-found"],
        422: ["phone-invalid", "channel-not-connected"],
        503: ["voice-not-configured"],
      },
      example: {
        client_id: "client_123",
        to: "+919812345678",
        briefing: "The report of the thyroid test is ready. Offer to explain it.",
        purpose: "service",
      },
      tag,
      permission: "triggers:write",
      status: 202,
      body: CallBody,
      reply: CallView,
      idempotency: "own",
      async handle({ identity, body, idempotencyKey }) {
        requireOwnClient(identity, body.client_id);
        const { tenantId } = identity;
        await requireLiveKit({ environment, keys: platform.keys });
        const { config } = await currentConfig(composition, tenantId, body.config_id ?? null);
        if (voiceSettings(config, "voice").telephony.phoneNumbers.length === 0)
          throw new Problem(
            422,
            "channel-not-connected",
            "There is no number to call from: add one to channels.input, voice.",
          );
        const phone = readPhoneNumber(body.to);
        if (!phone) throw new Problem(422, "phone-invalid", "to is not a phone number. Write it as +919812345678.");
        const id = requestedId({ identity, idempotencyKey }, { action: "call-customer", key: "call" });
        const data = {
          callId: id,
          reference: { kind: "requested" as const, id },
          customerAddress: phone.number as string,
          customerName: body.name ?? null,
          purpose: body.purpose,
          configName: body.config_id ?? null,
          briefing: body.briefing ?? null,
          notBefore: body.not_before ?? null,
        };
        await runner.run(request, envelopeOf(callRequested, { id, tenantId, key: id, at: now(), data }));
        return { status: 202, body: callView(await requireState(documents, tenantId, calls, { id, what: "call" })) };
      },
    }),
  ];
}
