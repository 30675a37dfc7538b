import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../../api/api.ts";

const pauseMs = 350;

/** What the API says about a text, a moment after the last change. Undefined before the first answer. */
export function useCheck(client: string, yaml: string) {
  const [settled, setSettled] = useState(yaml);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(yaml), pauseMs);
    return () => clearTimeout(timer);
  }, [yaml]);
  const { data, error, isFetching } = useQuery({
    queryKey: ["configs", client, "check", settled],
    enabled: settled !== "",
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    queryFn: ({ signal }) => api("POST", "/v1/configs/validate", { body: { yaml: settled }, client, signal }),
  });
  return { checked: data, error, isChecking: isFetching || settled !== yaml };
}

export type Checked = NonNullable<ReturnType<typeof useCheck>["checked"]>;
