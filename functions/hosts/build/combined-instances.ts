import type { Instances } from "../../app/instances.ts";

/**
 * The instances of a service that serves several steps: the resources of the largest, the concurrency of the most
 * careful, and what any of them may read or use.
 */
export function combined(parts: readonly Instances[]): Instances {
  const most = (field: "memoryMb" | "cpu" | "minInstances" | "maxInstances" | "timeoutSeconds") =>
    Math.max(...parts.map((part) => part[field]));
  const secrets = union(parts.map((part) => part.secrets));
  const optionalSecrets = union(parts.map((part) => part.optionalSecrets ?? []));
  return {
    memoryMb: most("memoryMb"),
    cpu: most("cpu"),
    concurrency: Math.min(...parts.map(({ concurrency }) => concurrency)),
    minInstances: most("minInstances"),
    maxInstances: most("maxInstances"),
    timeoutSeconds: most("timeoutSeconds"),
    secrets,
    ...(optionalSecrets.length === 0 ? {} : { optionalSecrets }),
    roles: union(parts.map(({ roles }) => roles)),
    ...(parts.some(({ callsTenants }) => callsTenants) ? { callsTenants: true } : {}),
  };
}

function union<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return [...new Set(lists.flat())];
}
