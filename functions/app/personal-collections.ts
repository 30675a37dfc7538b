import type { PersonalCollection } from "../../shared/customers/personal.ts";

/** The part of an engine that this file needs. */
export interface KeepsPersonalData {
  personal?(): Promise<readonly PersonalCollection[]>;
}

/** Everything any engine stores about customers, by conversation first, because conversations lead to the rest. */
export async function personalCollections(
  engines: readonly KeepsPersonalData[],
): Promise<readonly PersonalCollection[]> {
  const all = await Promise.all(engines.map((engine) => engine.personal?.() ?? []));
  return all.flat().sort((one, other) => rank(one) - rank(other));
}

function rank({ by, collection }: PersonalCollection): number {
  if (by === "conversation") return 0;
  return collection.name === "conversations" ? 2 : 1;
}
