import { crm, crmProvider } from "../../integrations/crm.ts";
import { healthcareIt } from "../../integrations/healthcare-it.ts";
import { issueTracker } from "../../integrations/issue-tracker.ts";
import type { Capability } from "../../schema/capability.ts";

/** What the agent can do in an account of a client, as `actions` names it. Undefined for accounts without tools. */
export function integrationActions({ name, type, config }: Capability): readonly string[] | undefined {
  if (type === healthcareIt.kind) return ["order_tests", "results"];
  if (type === issueTracker.kind) return ["open_issue"];
  if (type === crm.kind && crmProvider(name, config) === "hubspot") return ["save_contact", "create_deal", "add_note"];
  return undefined;
}
