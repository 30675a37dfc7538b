import { queryOptions } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";

/** What an agent can start from. It changes only with a release. */
export const templatesQuery = (client: string) =>
  queryOptions({
    queryKey: ["config-templates"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api("GET", "/v1/config-templates", { client, signal }),
  });

export type AgentTemplate = Awaited<
  ReturnType<NonNullable<ReturnType<typeof templatesQuery>["queryFn"]>>
>["items"][number];

const names: Readonly<Record<string, () => string>> = {
  ecommerce: m.template_ecommerce,
  education: m.template_education,
  healthcare: m.template_healthcare,
  "real-estate": m.template_real_estate,
  restaurant: m.template_restaurant,
};

export function templateTitle({ name }: AgentTemplate): string {
  return names[name]?.() ?? name;
}
