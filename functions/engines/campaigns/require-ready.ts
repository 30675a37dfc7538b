import { placeholderKey } from "../../../shared/channels/templates/fill-text.ts";
import { placeholdersOf } from "../../../shared/channels/templates/placeholders.ts";
import { templateUse } from "../../../shared/channels/templates/template-use.ts";
import { whatsappOutput } from "../../../shared/channels/templates/whatsapp-template.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type Campaign, chunkIdOf, recipientCount } from "./campaign.ts";
import { ownNames, recipientValues } from "./message-request.ts";
import { type CampaignRecipient, recipientChunks } from "./recipients/recipients.ts";

/** Chunks that are read at the same time. */
const readAtOnce = 20;

/**
 * Checks the texts, the template and every recipient's values before the first one is written to. Reads all chunks once.
 * @throws Problem 422 `campaign-placeholders-unknown`, `template-unknown`, `template-not-approved` or
 * `template-value-missing`, naming what is missing and how many recipients lack it.
 */
export async function requireReady(
  documents: Documents,
  of: {
    readonly tenantId: TenantId;
    readonly campaign: Campaign;
    readonly config: TenantConfig;
    /** Recipients without a value of the template are left out as long as there are others. */
    readonly skipIncomplete: boolean;
  },
): Promise<void> {
  const { tenantId, campaign, config, skipIncomplete } = of;
  const needed = templateNeeds(campaign, config);
  const unnamed = new Set(ownNames(campaign));
  if (needed.length === 0 && unnamed.size === 0) return;
  const lacking = new Map<string, number>();
  let complete = 0;
  for (let from = 0; from < campaign.chunkSizes.length; from += readAtOnce) {
    const chunks = await Promise.all(
      campaign.chunkSizes
        .slice(from, from + readAtOnce)
        .map((_size, index) => documents.get(tenantId, recipientChunks, chunkIdOf(campaign.id, from + index))),
    );
    for (const recipient of chunks.flatMap((stored) => stored?.data.recipients ?? [])) {
      for (const name of unnamed) if (Object.hasOwn(recipient.fields, placeholderKey(name))) unnamed.delete(name);
      const missing = missingFor(recipient, campaign, needed);
      for (const name of missing) lacking.set(name, (lacking.get(name) ?? 0) + 1);
      if (missing.length === 0) complete += 1;
    }
  }
  if (unnamed.size > 0) throw unknownColumns([...unnamed]);
  if (lacking.size > 0 && !(skipIncomplete && complete > 0)) throw valuesMissing(campaign, lacking);
}

/** Placeholders of the template that must have a value, in any language it is approved in. */
function templateNeeds({ channel, template }: Campaign, config: TenantConfig): readonly string[] {
  if (template === null || (channel !== "whatsapp" && channel !== "email")) return [];
  const { name } = template;
  if (channel === "email") {
    const named = config.channels.output.flatMap((output) =>
      output.type === "email" && output.enabled ? output.config.templates.filter((each) => each.name === name) : [],
    );
    if (named.length === 0) throw templateProblem("template-unknown", `There is no e-mail template "${name}".`);
    return own(named.flatMap(({ subject = "", body = "" }) => placeholdersOf(`${subject} ${body}`)));
  }
  const output = whatsappOutput(config);
  const named = output?.templates.filter((each) => each.name === name) ?? [];
  if (named.length === 0) throw templateProblem("template-unknown", `There is no WhatsApp template "${name}".`);
  const approved = output?.template_messages ? named.filter(({ status }) => status === "approved") : [];
  if (approved.length === 0)
    throw templateProblem(
      "template-not-approved",
      `The WhatsApp template "${name}" is not approved, or templates are off.`,
    );
  const needed = approved.flatMap(({ text, defaults }) =>
    placeholdersOf(text).filter((placeholder) => !Object.hasOwn(defaults, placeholder)),
  );
  return [...new Set(needed)].filter((placeholder) => placeholder !== "message" && placeholder !== "client_name");
}

/** A mail may lack the customer's name: it is left out. */
function own(placeholders: readonly string[]): readonly string[] {
  return [...new Set(placeholders)].filter((name) => !["customer_name", "client_name", "message"].includes(name));
}

function missingFor(recipient: CampaignRecipient, campaign: Campaign, needed: readonly string[]): readonly string[] {
  if (needed.length === 0) return [];
  const values = templateUse(campaign.template ?? undefined, recipientValues(recipient, campaign))?.values ?? {};
  return needed.filter((name) => !Object.hasOwn(values, name));
}

function templateProblem(code: "template-unknown" | "template-not-approved", what: string): Problem {
  return new Problem(422, code, `${what} Name one of channels.output in the configuration.`);
}

function unknownColumns(names: readonly string[]): Problem {
  const listed = names.map((name) => `{${name}}`).join(", ");
  return new Problem(
    422,
    "campaign-placeholders-unknown",
    `No recipient has a value for ${listed}. Add the column to the recipients of a new draft, or take the placeholder out.`,
    { errors: names.map((name) => ({ pointer: "/message", detail: `{${name}} names no column of the recipients.` })) },
  );
}

function valuesMissing(campaign: Campaign, lacking: ReadonlyMap<string, number>): Problem {
  const total = recipientCount(campaign);
  const errors = [...lacking].map(([name, count]) => ({
    pointer: `/template/values/${name}`,
    detail: `{{${name}}} has no value for ${count} of ${total} recipients.`,
  }));
  return new Problem(
    422,
    "template-value-missing",
    `The template "${campaign.template?.name}" is short of values: ${errors.map(({ detail }) => detail).join(" ")} Add a column of that name, a value under template.values, or a default in the configuration; skip_incomplete leaves out who lacks one.`,
    { errors },
  );
}
