import { z } from "zod";
import { ResearchFinding, ResearchSourceKind, TextSpan } from "../../../../shared/events/lifecycle/research-claims.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const pageLimits = {
  title: 200,
  characters: 200_000,
  findingBytes: 300_000,
  reviews: 200,
  competitors: 10,
} as const;

const ResearchPage = z.object({
  id: z.string(),
  runId: z.string(),
  source: ResearchSourceKind,
  url: z.string().nullable(),
  title: z.string(),
  fetchedAt: z.string(),
  /** The blob with the text. */
  blob: z.string(),
  characters: z.number().int(),
  /** SHA-256 of the text: pages of one text are copies. */
  hash: z.string(),
  findings: z.array(ResearchFinding),
  /** Findings whose span does not say their value. */
  refused: z.number().int(),
  reviews: z.array(
    z.object({
      span: TextSpan,
      rating: z.number().nullable(),
      at: z.string().nullable(),
      language: z.string().nullable(),
    }),
  ),
  competitors: z.array(
    z.object({
      span: TextSpan,
      name: z.string(),
      url: z.string().nullable(),
      rating: z.number().nullable(),
      reviews: z.number().nullable(),
    }),
  ),
  expiresAt: z.string().nullable(),
});
export type ResearchPage = z.infer<typeof ResearchPage>;

/** The texts that a run has stored, and what each says of the business. */
export const researchPages = ownedDocument<ResearchPage>({
  name: "research-pages",
  state: ResearchPage as unknown as z.ZodType<ResearchPage>,
  indexes: [["runId", "fetchedAt asc"]],
  confidential: true,
  personal: "nothing",
  expiry: ({ expiresAt }) => (expiresAt === null ? undefined : new Date(expiresAt)),
});

export function pageBlob(runId: string, pageId: string): string {
  return `research/${runId}/pages/${pageId}.txt`;
}
