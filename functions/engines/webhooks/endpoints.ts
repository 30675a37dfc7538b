import { activeConfigsOf } from "../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import { type ChosenEvents, chosenEvents } from "../../../shared/contracts/sending/chosen-events.ts";
import { absent, type Documents, put, type Stored, type Write } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../shared/platform/version-conflicts.ts";
import { type ConfiguredEndpoint, configuredEndpoints } from "./configured-endpoints.ts";
import { newEndpoint, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";

/** More than the API's limit and the integrations of any configuration together. */
const maxStored = 100;

export interface Endpoints {
  /**
   * A tenant's endpoints, oldest first: those made through the API, and those that the active configurations name. What
   * a configuration asks for is stored here when it is first seen, so that activating one stays a single commit.
   */
  of(tenantId: TenantId): Promise<readonly WebhookEndpoint[]>;
  /** The events that an enabled endpoint chose. A few seconds old, so that it costs nothing for most events. */
  chosen(tenantId: TenantId): Promise<ChosenEvents>;
}

export interface EndpointDependencies {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
  readonly now: () => Date;
}

export function endpoints(dependencies: EndpointDependencies): Endpoints {
  const { documents, configs, now } = dependencies;

  async function readStored(tenantId: TenantId): Promise<readonly Stored<WebhookEndpoint>[]> {
    const order = { field: "createdAt", direction: "asc" } as const;
    return (await documents.query(tenantId, webhookEndpoints, { orderBy: order, limit: maxStored })).items;
  }

  async function all(tenantId: TenantId): Promise<readonly WebhookEndpoint[]> {
    const asked = configuredEndpoints(await activeConfigsOf(configs, tenantId));
    return retryConflicts(async () => {
      const known = await readStored(tenantId);
      const changed = changes(known, asked, now());
      if (changed.length > 0) await documents.commit(tenantId, changed.map(writeOf));
      return current(known, changed);
    });
  }

  return {
    of: all,
    chosen: (tenantId) =>
      chosenEvents(documents, tenantId, async () => {
        const enabled = (await all(tenantId)).filter(({ disabled }) => disabled === null);
        return new Set(enabled.flatMap(({ events }) => events));
      }),
  };
}

interface Change {
  readonly endpoint: WebhookEndpoint;
  readonly version: string;
}

function writeOf({ endpoint, version }: Change): Write {
  return put(webhookEndpoints, endpoint.id, endpoint, { ifVersion: version });
}

function current(known: readonly Stored<WebhookEndpoint>[], changed: readonly Change[]): readonly WebhookEndpoint[] {
  const byId = new Map(known.map(({ id, data }) => [id, data]));
  for (const { endpoint } of changed) byId.set(endpoint.id, endpoint);
  return [...byId.values()].filter(({ dropped }) => !dropped);
}

/** What must be stored so that the documents say what the configurations ask for. */
function changes(
  known: readonly Stored<WebhookEndpoint>[],
  asked: readonly ConfiguredEndpoint[],
  now: Date,
): readonly Change[] {
  const at = now.toISOString();
  const byId = new Map(known.map((each) => [each.id, each]));
  const wanted = new Set(asked.map(({ id }) => id));
  const dropped = known
    .filter(({ id, data }) => data.integration !== null && !data.dropped && !wanted.has(id))
    .map(({ version, data }) => ({ version, endpoint: { ...data, dropped: true, updatedAt: at } }));
  const kept = asked.flatMap((each): readonly Change[] => {
    const before = byId.get(each.id);
    if (before === undefined) return [{ version: absent, endpoint: created(each, at) }];
    const after = { ...before.data, ...settingsOf(each), dropped: false };
    if (JSON.stringify(after) === JSON.stringify(before.data)) return [];
    return [{ version: before.version, endpoint: { ...after, updatedAt: at } }];
  });
  return [...dropped, ...kept];
}

function settingsOf({ events, channels, secretName }: ConfiguredEndpoint) {
  return { events: [...events], channels: channels && [...channels], secretName };
}

function created(asked: ConfiguredEndpoint, at: string): WebhookEndpoint {
  const { id, url, integration } = asked;
  return newEndpoint({ id, url, integration, description: null, ...settingsOf(asked) }, at);
}
