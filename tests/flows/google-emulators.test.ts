import { findEmulators } from "../../emulators/google/find.ts";
import { channelFlows } from "./channels/channels.ts";
import { outgoingWebhookFlows } from "./channels/outgoing-webhooks.ts";
import { webhooksFlows } from "./channels/webhooks.ts";
import { whatsappFlows } from "./channels/whatsapp.ts";
import { widgetFlows } from "./channels/widget.ts";
import { chatFlows } from "./chat.ts";
import { configFlows } from "./config.ts";
import { confirmationFlows } from "./customers/confirmations.ts";
import { identityFlows } from "./customers/identity.ts";
import { endpointFlows } from "./endpoints.ts";
import { faultsFlows } from "./faults.ts";
import { replayedToolFlows } from "./lifecycle/replayed-tools.ts";
import { approvalFlows } from "./operators/approvals.ts";
import { escalationFlows } from "./operators/escalation.ts";
import { handoffFlows } from "./operators/handoff.ts";
import { ticketsFlows } from "./operators/tickets.ts";
import { analyticsFlows } from "./outreach/analytics.ts";
import { bookingsFlows } from "./outreach/bookings.ts";
import { campaignFlows } from "./outreach/campaigns.ts";
import { followUpFlows } from "./outreach/follow-ups.ts";
import { flow } from "./stage/flow.ts";
import { tableFlows } from "./tools/tables.ts";
import { toolsFlows } from "./tools/tools.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) {
  const world = flow(emulators);
  describe.each([
    ["chat", chatFlows],
    ["WhatsApp", whatsappFlows],
    ["escalation", escalationFlows],
    ["analytics", analyticsFlows],
    ["bookings", bookingsFlows],
    ["tickets", ticketsFlows],
    ["tools", toolsFlows],
    ["webhooks", webhooksFlows],
    ["config", configFlows],
    ["faults", faultsFlows],
    ["handoff", handoffFlows],
    ["campaigns", campaignFlows],
    ["follow-ups", followUpFlows],
    ["channels", channelFlows],
    ["endpoints", endpointFlows],
    ["identity", identityFlows],
    ["confirmations", confirmationFlows],
    ["tables", tableFlows],
    ["approvals", approvalFlows],
    ["widget", widgetFlows],
    ["outgoing webhooks", outgoingWebhookFlows],
    ["replayed conversations", replayedToolFlows],
  ])("on Google's emulators, %s:", (_, flows) => flows(world));
} else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
