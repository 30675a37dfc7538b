import type { Collection } from "../platform/documents.ts";
import { type HeldData, holdsPersonalData } from "../platform/personal-data.ts";

/** A collection whose documents hold personal data, so that it can be exported and erased. */
export interface PersonalCollection {
  readonly collection: Collection<unknown>;
  readonly personal: HeldData<unknown>;
}

/** The collection with its declaration. Undefined when it holds nothing of customers. */
export function personalCollection<T>(collection: Collection<T>): PersonalCollection | undefined {
  const { personal } = collection;
  if (!holdsPersonalData(personal)) return undefined;
  return { collection: collection as unknown as Collection<unknown>, personal: personal as HeldData<unknown> };
}
