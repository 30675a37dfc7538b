import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../api/api.ts";

/** What the agent has to answer rightly. */
export const scenariosQuery = (client: string, config: string) =>
  queryOptions({
    queryKey: ["scenarios", client, config],
    queryFn: ({ signal }) => api("GET", "/v1/scenarios", { query: { config }, client, signal }),
  });

export type Scenario = Awaited<ReturnType<NonNullable<ReturnType<typeof scenariosQuery>["queryFn"]>>>["items"][number];
export type Expectation = Scenario["expects"][number];
