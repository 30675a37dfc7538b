import { z } from "zod";
import type { ToolDependencies } from "../tool.ts";
import { bearerService } from "./bearer-service.ts";
import { ServiceRefusal, type ServiceRequest } from "./service-client.ts";

const Id = z.union([z.string(), z.number()]).transform(String);
const Created = z.object({ id: Id });
const Found = z.object({ results: z.array(z.object({ id: Id })) });

type Call = Pick<ServiceRequest<unknown>, "tenantId" | "signal">;
export type ContactKey = { readonly property: "phone" | "email"; readonly value: string };
export type ContactProperties = Readonly<Record<string, string>>;

const origin = "https://api.hubapi.com";
/** HubSpot's own kinds of association ("Associations v4: association type ID values"). */
const associations = { deal: 3, note: 202 } as const;

/** HubSpot's CRM API v3 (developers.hubspot.com/docs/api/crm). It has no idempotency keys. */
export function hubspotClient(
  secret: string,
  dependencies: Pick<ToolDependencies, "fetch" | "secret" | "serviceBaseUrls">,
) {
  const baseUrl = dependencies.serviceBaseUrls?.hubspot ?? origin;
  const call = bearerService({ name: "hubspot", baseUrl, secret, dependencies });
  const objects = (kind: string) => `/crm/v3/objects/${kind}`;

  async function find(key: ContactKey, at: Call): Promise<string | undefined> {
    const filters = [{ propertyName: key.property, operator: "EQ", value: key.value }];
    const body = { filterGroups: [{ filters }], properties: ["email"], limit: 1 };
    const { results } = await call({
      ...at,
      method: "POST",
      path: `${objects("contacts")}/search`,
      body,
      answer: Found,
      repeatable: true,
    });
    return results[0]?.id;
  }

  const update = (id: string, properties: ContactProperties, at: Call) =>
    call({
      ...at,
      method: "PATCH",
      path: `${objects("contacts")}/${encodeURIComponent(id)}`,
      body: { properties },
      answer: Created,
      repeatable: true,
    });

  const attach = (kind: "deal" | "note", contactId: string, properties: object, at: Call) => {
    const types = [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: associations[kind] }];
    const body = { properties, associations: [{ to: { id: contactId }, types }] };
    return call({ ...at, method: "POST", path: objects(`${kind}s`), body, answer: Created });
  };

  return {
    find,
    /**
     * Creates the contact of this phone number or mail address, or changes the existing one where `mayChange` allows it.
     */
    async save(key: ContactKey, properties: ContactProperties, at: Call & { readonly mayChange: boolean }) {
      const known = await find(key, at);
      if (known !== undefined) {
        if (at.mayChange && Object.keys(properties).length > 0) await update(known, properties, at);
        return { id: known, existed: true };
      }
      const body = { properties: { ...properties, [key.property]: key.value } };
      try {
        const { id } = await call({ ...at, method: "POST", path: objects("contacts"), body, answer: Created });
        return { id, existed: false };
      } catch (error) {
        // The search lags behind; a mail address is unique. "Contact already exists. Existing ID: 12345"
        const id = error instanceof ServiceRefusal && error.status === 409 ? existingId(error.body) : undefined;
        if (id === undefined) throw error;
        if (at.mayChange) await update(id, properties, at);
        return { id, existed: true };
      }
    },
    deal: (contactId: string, deal: { readonly name: string; readonly amount: number | undefined }, at: Call) =>
      attach(
        "deal",
        contactId,
        { dealname: deal.name, ...(deal.amount === undefined ? {} : { amount: String(deal.amount) }) },
        at,
      ),
    note: (contactId: string, text: string, now: Date, at: Call) =>
      attach("note", contactId, { hs_timestamp: now.toISOString(), hs_note_body: text }, at),
    check: (at: Call) => call({ ...at, method: "GET", path: `${objects("contacts")}?limit=1`, answer: Found }),
  };
}

function existingId(body: unknown): string | undefined {
  return /Existing ID: (\d+)/.exec(String(Object(body).message))?.[1];
}
