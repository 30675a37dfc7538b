import type { TenantConfig } from "../../../config/index.ts";
import type { Evidence } from "../evidence.ts";
import { publicTexts } from "../public-texts.ts";
import { readableText } from "../readable.ts";
import { resultTexts } from "../tool-results.ts";
import { type Leads, type Link, leadsIn, vouchesFor } from "./leads.ts";

interface Known {
  readonly links: readonly Link[];
  readonly opaque: ReadonlySet<string>;
}

/**
 * Whether a text leads to a place that neither the configuration nor a source nor a tool nor an earlier message of the
 * company gave. `isOwnContact` judges the numbers and addresses that a link opens a chat, call or payment with.
 */
export function hasForeignLink(
  { links, contacts, opaque }: Leads,
  evidence: Evidence,
  isOwnContact: (contact: string) => boolean,
): boolean {
  if (contacts.some((contact) => !isOwnContact(contact))) return true;
  if (links.length === 0 && opaque.length === 0) return false;
  const known = knownLinks(evidence);
  if (opaque.some((each) => !known.opaque.has(each))) return true;
  return links.some(
    (link) => !(link.host === "wa.me" && contacts.length > 0) && !known.links.some((each) => vouchesFor(each, link)),
  );
}

const cache = new WeakMap<Evidence, Known>();
const configured = new WeakMap<TenantConfig, Leads>();

function knownLinks(evidence: Evidence): Known {
  const cached = cache.get(evidence);
  if (cached) return cached;
  const { turn, sources, toolCalls } = evidence;
  const config = configured.get(turn.config) ?? leadsOfText(publicTexts(turn.config));
  configured.set(turn.config, config);
  const stated = [
    ...sources.filter(({ id }) => !id.startsWith("tool:")).map(({ text }) => text),
    ...turn.recent.filter(({ role }) => role !== "customer").map(({ text }) => text),
  ];
  const leads = [
    config,
    ...stated.map(leadsOfText),
    ...resultTexts(toolCalls).map(({ text, given }) => without(leadsOfText(text), leadsOfText(given))),
  ];
  const known = { links: leads.flatMap(({ links }) => links), opaque: new Set(leads.flatMap(({ opaque }) => opaque)) };
  cache.set(evidence, known);
  return known;
}

/** Links, and the domains of mail addresses: who gives `care@client.example` also gives `client.example`. */
function leadsOfText(text: string): Leads {
  const readable = readableText(text);
  const leads = leadsIn(readable);
  const mail = [...readable.matchAll(/[\w.+-]{1,64}@([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,5})/gi)];
  return { ...leads, links: [...leads.links, ...mail.flatMap(([, host]) => leadsIn(`http://${host}`).links)] };
}

/** What a tool repeats of the model's own arguments gives no link. */
function without(leads: Leads, given: Leads): Leads {
  const links = leads.links.filter(
    (link) => !given.links.some(({ host, path }) => host === link.host && path === link.path),
  );
  return { ...leads, links, opaque: leads.opaque.filter((each) => !given.opaque.includes(each)) };
}
