import { isRecord } from "../pick-fields.ts";

/** Turns data of one version into that of the next. Pure. */
export type Upcaster = (older: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** A version is the number of upcasters plus one. Data without a version is of version 1. */
export function versionOf({ upcasters = [] }: { readonly upcasters?: readonly Upcaster[] }): number {
  return upcasters.length + 1;
}

/** Data of an older version as that of the current one. Newer data stays as it is. */
export function upcast(data: unknown, version: number, upcasters: readonly Upcaster[] = []): unknown {
  if (!isRecord(data)) return data;
  return upcasters.slice(version - 1).reduce<Readonly<Record<string, unknown>>>((older, next) => next(older), data);
}
