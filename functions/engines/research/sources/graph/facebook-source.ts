import { z } from "zod";
import { readPhoneNumber } from "../../../../../shared/channels/addresses/read-phone-number.ts";
import type { ResearchFinding } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { declaredFinding } from "../finding.ts";
import type { OtherSource } from "../other-source.ts";
import { failedPart, lastPart } from "../parts.ts";
import type { CollectedPage } from "../source.ts";
import { startStoredText } from "../stored-text.ts";
import { type GraphDependencies, graphReader } from "./graph-client.ts";

const pageName = /^[\w.-]{1,100}$/;
const fields =
  "name,about,phone,emails,website,single_line_address,link,category,founded,followers_count,overall_star_rating," +
  "rating_count,posts.limit(25){message}";

const FacebookPage = z.object({
  name: z.string().optional(),
  about: z.string().optional(),
  phone: z.string().optional(),
  emails: z.array(z.string()).optional(),
  website: z.string().optional(),
  single_line_address: z.string().optional(),
  link: z.string().optional(),
  category: z.string().optional(),
  founded: z.string().optional(),
  followers_count: z.number().optional(),
  overall_star_rating: z.number().optional(),
  rating_count: z.number().optional(),
  posts: z.object({ data: z.array(z.object({ message: z.string().optional() })) }).optional(),
});
type FacebookPage = z.infer<typeof FacebookPage>;

/** The business's public page on Facebook. */
export function facebookSource(dependencies: GraphDependencies): OtherSource {
  const read = graphReader(dependencies);
  return {
    kind: "facebook",
    applies: ({ facebook }) => facebook !== null,
    async collect({ tenantId, runId, subject }, { now, signal }) {
      const asked = subject.facebook ?? "";
      if (!pageName.test(asked))
        return failedPart(
          "account-name-invalid",
          "The Facebook name is no page's name: letters, digits, . _ and - only.",
        );
      const page = await read({ tenantId, id: asked, fields, answer: FacebookPage, signal });
      const url = `https://www.facebook.com/${asked}`;
      return lastPart([
        facebookPage(page, { id: deriveId(runId, "facebook", asked), url, region: subject.region, now }),
      ]);
    },
  };
}

interface PageOf {
  readonly id: string;
  readonly url: string;
  /** ISO 3166-1 alpha-2, of a number without its country. */
  readonly region: string;
  readonly now: Date;
}

function facebookPage(page: FacebookPage, { id, url, region, now }: PageOf): CollectedPage {
  const stored = startStoredText();
  const { name, about, phone, single_line_address: address, founded } = page;
  const urlSpan = stored.line("Profile", url);
  const nameSpan = stored.line("Name", name);
  const aboutSpan = stored.line("About", about);
  const phoneSpan = stored.line("Phone", phone);
  const emails = (page.emails ?? []).map((email) => ({ email, span: stored.line("Email", email) }));
  stored.line("Website", page.website);
  const addressSpan = stored.line("Address", address);
  const foundedSpan = stored.line("Founded", founded);
  stored.line("Kind", page.category);
  stored.line("Followers", page.followers_count?.toString());
  if (page.overall_star_rating)
    stored.line("Rating", `${page.overall_star_rating} of 5 from ${page.rating_count ?? 0} ratings`);
  for (const { message } of page.posts?.data ?? []) stored.line("Post", message);
  const number = phone === undefined ? undefined : readPhoneNumber(phone, region as never)?.number;
  const year = /\b(1[89]\d\d|20\d\d)\b/.exec(founded ?? "")?.[1];
  const findings: readonly ResearchFinding[] = [
    ...declaredFinding({ kind: "social", value: { network: "facebook", url } }, urlSpan),
    ...declaredFinding(name ? { kind: "name", value: name } : undefined, nameSpan),
    ...declaredFinding(about ? { kind: "description", value: about } : undefined, aboutSpan),
    ...declaredFinding(number ? { kind: "phone", value: number } : undefined, phoneSpan),
    ...emails.flatMap(({ email, span }) => declaredFinding({ kind: "email", value: email.trim().toLowerCase() }, span)),
    ...declaredFinding(
      address ? { kind: "address", value: { text: address, postcode: postcodeIn(address) } } : undefined,
      addressSpan,
    ),
    ...declaredFinding(year ? { kind: "founding_year", value: Number(year) } : undefined, foundedSpan),
  ];
  const title = `${name ?? "A page"} on Facebook`;
  return { id, url, title, text: stored.text(), fetchedAt: now.toISOString(), findings };
}

/** India's PIN code, written with or without a space. */
function postcodeIn(address: string): string | null {
  return /\b[1-9]\d{2}\s?\d{3}\b/.exec(address)?.[0].replace(/\s/, "") ?? null;
}
