import { z } from "zod";
import { customers } from "../../../shared/customers/customer.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { addressesInQuery, customersByAddress } from "./merging/customers-by-address.ts";
import { requireCustomer } from "./require-customer.ts";
import { CustomerView, customerView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64) });

const Search = Paging.extend({
  phone: z
    .string()
    .max(40)
    .transform((given) => given.replace(/^whatsapp:/, "").replace(/[\s().-]/g, ""))
    .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "must be an international number such as +919812345678"))
    .optional()
    .describe(
      "International, with the + written as %2B; the whole number. The customer who has it is found, else those who claim it.",
    ),
  email: z.string().max(254).toLowerCase().pipe(z.email()).optional().describe("The whole address."),
});

const tag = "Customers";

export function customerRoutes(dependencies: { readonly documents: Documents; readonly now: () => Date }) {
  const { documents, now } = dependencies;
  const reads = { tag, permission: "customers:read" as const };
  return [
    route({
      ...reads,
      method: "GET",
      path: "/v1/customers",
      operationId: "listCustomers",
      summary: "List customers, last changed first, or find one by phone or email",
      description: "With `phone` or `email`, the customer who has it.",
      query: Search,
      reply: pageOf(CustomerView),
      async handle({ identity: { tenantId }, query: { phone, email, ...paging } }) {
        const wanted = addressesInQuery(await documents.ids(tenantId), { phone, email });
        if (wanted.length > 0) {
          const found = await customersByAddress(documents, { tenantId, wanted, paging, now: now() });
          return { status: 200, body: toPage(found, customerView) };
        }
        const page = await documents.query(tenantId, customers.collection, {
          where: [["state.mergedInto", "==", null]],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, ({ data }) => customerView(data.state)) };
      },
    }),
    route({
      ...reads,
      method: "GET",
      path: "/v1/customers/:id",
      operationId: "getCustomer",
      summary: "Get a customer: identities, fields, consents, opt-outs",
      description:
        "A customer is the same person on all channels. An id that was merged leads to the customer who has it now.",
      problems: { 404: ["customer-not-found"] },
      params: ById,
      reply: CustomerView,
      async handle({ identity: { tenantId }, params }) {
        return {
          status: 200,
          body: customerView((await requireCustomer(documents, tenantId, params.id, now())).state),
        };
      },
    }),
  ];
}
