import { z } from "zod";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { connectedSecret } from "../connected-secret.ts";
import { declaredFinding } from "../finding.ts";
import type { OtherSource } from "../other-source.ts";
import { failedPart, lastPart } from "../parts.ts";
import type { CollectedPage } from "../source.ts";
import { startStoredText } from "../stored-text.ts";
import { type GraphDependencies, graphReader } from "./graph-client.ts";

/** Instagram's user names. One stands inside the field expression, so it is checked before. */
const userName = /^[a-z0-9._]{1,30}$/i;
const posts = 25;

const Account = z.object({
  username: z.string(),
  name: z.string().optional(),
  biography: z.string().optional(),
  website: z.string().optional(),
  followers_count: z.number().optional(),
  media_count: z.number().optional(),
  media: z
    .object({ data: z.array(z.object({ caption: z.string().optional(), comments_count: z.number().optional() })) })
    .optional(),
});
type Account = z.infer<typeof Account>;

/** Absent for an account that Instagram shows to adults, or in some countries, only. */
const Discovered = z.object({ business_discovery: Account.optional() });

/** The business's professional account on Instagram, by business discovery from the agency's own. */
export function instagramSource(dependencies: GraphDependencies): OtherSource {
  const read = graphReader(dependencies);
  return {
    kind: "instagram",
    applies: ({ instagram }) => instagram !== null,
    async collect({ tenantId, runId, subject }, { now, signal }) {
      const asked = subject.instagram ?? "";
      if (!userName.test(asked))
        return failedPart("account-name-invalid", "The Instagram name is no user name: letters, digits, . and _ only.");
      const id = await connectedSecret(dependencies.secret, tenantId, "GRAPH_INSTAGRAM_ACCOUNT");
      const media = `media.limit(${posts}){caption,comments_count}`;
      const fields = `business_discovery.username(${asked}){username,name,biography,website,followers_count,media_count,${media}}`;
      const { business_discovery: account } = await read({ tenantId, id, fields, answer: Discovered, signal });
      if (account === undefined)
        return failedPart("account-not-shown", "Instagram limits who may see this account, and shows nothing of it.");
      return lastPart([accountPage(account, { id: deriveId(runId, "instagram", asked), now })]);
    },
  };
}

function accountPage(account: Account, { id, now }: { readonly id: string; readonly now: Date }): CollectedPage {
  const stored = startStoredText();
  const url = `https://www.instagram.com/${account.username}/`;
  const urlSpan = stored.line("Profile", url);
  const nameSpan = stored.line("Name", account.name);
  const aboutSpan = stored.line("About", account.biography);
  stored.line("Website", account.website);
  stored.line("Followers", account.followers_count?.toString());
  stored.line("Posts", account.media_count?.toString());
  for (const { caption } of account.media?.data ?? []) stored.line("Post", caption);
  const { name, biography } = account;
  const findings = [
    ...declaredFinding({ kind: "social", value: { network: "instagram", url } }, urlSpan),
    ...declaredFinding(name ? { kind: "name", value: name } : undefined, nameSpan),
    ...declaredFinding(biography ? { kind: "description", value: biography } : undefined, aboutSpan),
  ];
  return {
    id,
    url,
    title: `@${account.username} on Instagram`,
    text: stored.text(),
    fetchedAt: now.toISOString(),
    findings,
  };
}
