import type { ModelClient } from "./model-client.ts";
import { type ModelVendor, vendorOf } from "./vendors.ts";

/** One client for all vendors. A model's name says which one answers; a vendor's client is created at its first request. */
export function routedClient(open: Readonly<Record<ModelVendor, () => Promise<ModelClient>>>): ModelClient {
  const clients = new Map<ModelVendor, Promise<ModelClient>>();
  return {
    async generate(model, request, endpoint) {
      const vendor = vendorOf(model);
      const client = clients.get(vendor) ?? open[vendor]();
      clients.set(vendor, client);
      return (await client).generate(model, request, endpoint);
    },
  };
}
