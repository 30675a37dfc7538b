import { findEmulators } from "../../emulators/google/find.ts";
import { analyticsFlows } from "./analytics.ts";
import { approvalFlows } from "./approvals.ts";
import { bookingsFlows } from "./bookings.ts";
import { campaignFlows } from "./campaigns.ts";
import { channelFlows } from "./channels.ts";
import { chatFlows } from "./chat.ts";
import { configFlows } from "./config.ts";
import { confirmationFlows } from "./confirmations.ts";
import { endpointFlows } from "./endpoints.ts";
import { escalationFlows } from "./escalation.ts";
import { faultsFlows } from "./faults.ts";
import { flow } from "./flow.ts";
import { followUpFlows } from "./follow-ups.ts";
import { handoffFlows } from "./handoff.ts";
import { identityFlows } from "./identity.ts";
import { outgoingWebhookFlows } from "./outgoing-webhooks.ts";
import { tableFlows } from "./tables.ts";
import { ticketsFlows } from "./tickets.ts";
import { toolsFlows } from "./tools.ts";
import { webhooksFlows } from "./webhooks.ts";
import { whatsappFlows } from "./whatsapp.ts";
import { widgetFlows } from "./widget.ts";

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
  ])("on Google's emulators, %s:", (_, flows) => flows(world));
} else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
