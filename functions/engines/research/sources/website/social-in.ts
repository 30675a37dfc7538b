import { claimLimits, type ResearchClaim } from "../../../../../shared/events/lifecycle/research-claims.ts";

const networks: Readonly<Record<string, Extract<ResearchClaim, { kind: "social" }>["value"]["network"]>> = {
  "instagram.com": "instagram",
  "facebook.com": "facebook",
  "tiktok.com": "tiktok",
  "youtube.com": "youtube",
  "linkedin.com": "linkedin",
  "twitter.com": "x",
  "x.com": "x",
  "wa.me": "whatsapp",
  "t.me": "telegram",
};

/** The profile that an address is, on a network. None for a page that shares something. */
export function socialIn(address: string): readonly ResearchClaim[] {
  const url = URL.parse(address);
  const network = networks[url?.hostname.replace(/^(www|m|in)\./, "") ?? ""];
  if (url === null || network === undefined || url.pathname.length < 2) return [];
  if (/\/(sharer?|intent|share)\b/.test(url.pathname)) return [];
  return [{ kind: "social", value: { network, url: address.slice(0, claimLimits.url) } }];
}
