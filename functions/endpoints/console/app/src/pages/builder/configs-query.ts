import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/api.ts";

/** A client's configurations at a glance. */
export const configsQuery = (client: string) =>
  queryOptions({
    queryKey: ["configs", client],
    queryFn: ({ signal }) => api("GET", "/v1/configs", { client, signal }),
  });

/** One configuration with its activations. */
export const configQuery = (client: string, name: string) =>
  queryOptions({
    queryKey: ["configs", client, name],
    queryFn: ({ signal }) => api("GET", "/v1/configs/:client/:name", { params: { client, name }, client, signal }),
  });

export type ConfigDetails = Awaited<ReturnType<NonNullable<ReturnType<typeof configQuery>["queryFn"]>>>;
export type ConfigSummary = Omit<ConfigDetails, "activations">;

/** The text of a version, which never changes. */
export const versionQuery = (client: string, name: string, version: number | undefined) =>
  queryOptions({
    queryKey: ["configs", client, name, "version", version],
    staleTime: Number.POSITIVE_INFINITY,
    enabled: version !== undefined,
    queryFn: ({ signal }) =>
      api("GET", "/v1/configs/:client/:name/versions/:version", {
        params: { client, name, version: String(version) },
        client,
        signal,
      }),
  });
