import type { SessionView } from "../../../../../../engines/accounts/session-view.ts";
import { browserHalfOf, deleteRecord, forgetPerson, putRecord, recordsOf } from "./browser-records.ts";
import { takeEarlierTexts } from "./earlier-texts.ts";
import { personalKey, seal, unseal } from "./sealing.ts";
import { createVault, type Kept, type Vault, type Windows } from "./vault.ts";

type Owner = Pick<SessionView, "person_id" | "browser_key">;

let opened: { readonly person: string; readonly vault: Promise<Vault> } | undefined;

/** The texts of the signed-in person in this browser. Where it can keep nothing safely, this window alone has them. */
export function openVault(owner: Owner): Promise<Vault> {
  if (opened?.person !== owner.person_id) opened = { person: owner.person_id, vault: open(owner) };
  return opened.vault;
}

async function open({ person_id: person, browser_key: personHalf }: Owner): Promise<Vault> {
  const kept = await keptSealed(person, personHalf).catch(() => nothingKept);
  const vault = await createVault(kept, windowsOf(person));
  takeEarlierTexts({ local: localStorage, tab: sessionStorage }, person, vault.set);
  return vault;
}

/** @throws Error on a page without TLS, which has no cryptography, and where the browser has no database */
async function keptSealed(person: string, personHalf: string): Promise<Kept> {
  const key = await personalKey(await browserHalfOf(person), personHalf);
  return {
    async read() {
      const texts = new Map<string, string>();
      for (const record of await recordsOf(person)) {
        const text = await unseal(key, record.name, record);
        if (text !== undefined) texts.set(record.name, text);
      }
      return texts;
    },
    async write(name, text) {
      if (text === undefined) await deleteRecord(person, name);
      else await putRecord({ person, name, ...(await seal(key, name, text)) });
    },
  };
}

const nothingKept: Kept = { read: async () => new Map(), write: async () => undefined };

const channelOf = (person: string) => new BroadcastChannel(`console-unsent:${person}`);

function windowsOf(person: string): Windows {
  const channel = channelOf(person);
  return {
    tell: (news) => channel.postMessage(news),
    hear(listener) {
      channel.onmessage = ({ data }) => listener(data === "forgotten" ? "forgotten" : "changed");
    },
  };
}

/** Forgets the person's texts in all windows of this browser. */
export async function forgetTexts(person: string): Promise<void> {
  const channel = channelOf(person);
  channel.postMessage("forgotten");
  channel.close();
  await forgetPerson(person).catch(() => undefined);
}
