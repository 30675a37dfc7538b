import type { Documents } from "../platform/documents.ts";
import { platformScope, type TenantId } from "../platform/tenant.ts";
import type { ChannelAddress } from "./routes.ts";
import { routes } from "./routes.ts";
import type { TenantConfig } from "./schema.ts";

/** No channel has this name, so a page's address never collides with a number. */
function statusRouteId(slug: string): string {
  return `status_page:${slug}`;
}

/** The address of a tenant's public status page. It belongs to one tenant, like a number. */
export function statusPageAddress({ sla }: Pick<TenantConfig, "sla">): readonly ChannelAddress[] {
  if (!sla?.status_page) return [];
  const { slug } = sla.status_page;
  return [{ id: statusRouteId(slug), address: slug, path: ["sla", "status_page", "slug"] }];
}

/** The tenant whose page has this address. */
export async function findStatusPage(documents: Documents, slug: string): Promise<TenantId | undefined> {
  return (await documents.get(platformScope, routes, statusRouteId(slug)))?.data.tenantId;
}
