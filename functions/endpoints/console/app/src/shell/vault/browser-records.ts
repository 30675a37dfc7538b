import { newBrowserHalf, type Sealed } from "./sealing.ts";

/** What the browser keeps of a person: names are made of ids, and texts are sealed. */
export interface SealedRecord extends Sealed {
  readonly person: string;
  readonly name: string;
}

const databaseName = "console-unsent";
const halves = "halves";
const records = "records";

let opened: Promise<IDBDatabase> | undefined;

/** @throws DOMException where the browser keeps nothing, such as in some private windows. */
function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(halves);
      opening.result.createObjectStore(records, { keyPath: ["person", "name"] });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return opened;
}

/** Ends once what `ask` wrote is stored. */
async function inStore<Result>(
  name: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const transaction = (await database()).transaction(name, mode);
  const request = ask(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** All that lies under a person's names. An array sorts behind every text. */
const rangeOf = (person: string) => IDBKeyRange.bound([person], [person, []]);

/** The browser's half of the person's key, which is made when it is asked for first. */
export async function browserHalfOf(person: string): Promise<CryptoKey> {
  const read = () => inStore<CryptoKey | undefined>(halves, "readonly", (store) => store.get(person));
  const known = await read();
  if (known !== undefined) return known;
  const made = await newBrowserHalf();
  // Another window may have been faster: its half stays.
  await inStore(halves, "readwrite", (store) => store.add(made, person)).catch(() => undefined);
  return (await read()) ?? made;
}

export function recordsOf(person: string): Promise<readonly SealedRecord[]> {
  return inStore<SealedRecord[]>(records, "readonly", (store) => store.getAll(rangeOf(person)));
}

/** The names of the person's records, without reading them. */
export async function namesOf(person: string): Promise<readonly string[]> {
  const keys = await inStore(records, "readonly", (store) => store.getAllKeys(rangeOf(person)));
  return keys.map((key) => (key as [string, string])[1]);
}

export async function putRecord(record: SealedRecord): Promise<void> {
  await inStore(records, "readwrite", (store) => store.put(record));
}

export async function deleteRecord(person: string, name: string): Promise<void> {
  await inStore(records, "readwrite", (store) => store.delete([person, name]));
}

/** Deletes the person's records, and the half without which no copy of them can be read. */
export async function forgetPerson(person: string): Promise<void> {
  await inStore(halves, "readwrite", (store) => store.delete(person));
  await inStore(records, "readwrite", (store) => store.delete(rangeOf(person)));
}
