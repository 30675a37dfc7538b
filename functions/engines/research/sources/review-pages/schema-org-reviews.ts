import { z } from "zod";
import { jsonOf } from "../../../../../shared/schema/json-of.ts";
import { isRecord } from "../../../../../shared/schema/records.ts";

/** A review as a page declares it for machines. */
export interface DeclaredReview {
  readonly text: string;
  /** Of five; null without one. */
  readonly rating: number | null;
  readonly at: string | null;
  readonly language: string | null;
  /** The business that the review is of; null when the page does not say. */
  readonly of: string | null;
}

export interface DeclaredReviews {
  readonly reviews: readonly DeclaredReview[];
  /** Blocks that are no JSON. */
  readonly broken: number;
}

const Value = z.union([z.string(), z.number()]).transform(String);
const Rating = z.object({ ratingValue: Value, bestRating: Value.optional(), worstRating: Value.optional() });
const Named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const maxReviews = 200;
const maxDepth = 12;

/** Reviews in JSON-LD and in microdata (schema.org/Review), in the order of the page, each text once. */
export function schemaOrgReviews(document: Document): DeclaredReviews {
  let broken = 0;
  const inBlocks = [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((block) => {
    const value = jsonOf(block.textContent ?? "");
    if (value === undefined) broken += 1;
    return reviewsIn(value, { of: null, depth: 0 });
  });
  const texts = new Set<string>();
  const reviews = [...inBlocks, ...microdataReviews(document)].filter(
    ({ text }) => !texts.has(text) && texts.add(text),
  );
  return { reviews: reviews.slice(0, maxReviews), broken };
}

/** `of` is the name of the nearest thing around that has reviews. */
function reviewsIn(
  value: unknown,
  at: { readonly of: string | null; readonly depth: number },
): readonly DeclaredReview[] {
  if (at.depth > maxDepth) return [];
  const depth = at.depth + 1;
  if (Array.isArray(value)) return value.flatMap((each) => reviewsIn(each, { ...at, depth }));
  if (!isRecord(value)) return [];
  if (isOfType(value, "Review")) return reviewOf(value, at.of);
  const name = "review" in value || "reviews" in value ? nameOf(value) : null;
  return Object.values(value).flatMap((each) => reviewsIn(each, { of: name ?? at.of, depth }));
}

function isOfType({ "@type": type }: Readonly<Record<string, unknown>>, wanted: string): boolean {
  return [type]
    .flat()
    .some((each) => typeof each === "string" && each.replace(/^https?:\/\/schema\.org\//, "") === wanted);
}

function reviewOf(value: Readonly<Record<string, unknown>>, around: string | null): readonly DeclaredReview[] {
  const text = [value.reviewBody, value.description].find((each) => typeof each === "string" && each.trim() !== "");
  if (typeof text !== "string") return [];
  const rating = Rating.safeParse(value.reviewRating);
  return [
    {
      text: text.trim(),
      rating: rating.success ? ofFive(rating.data) : null,
      at: dateOf(value.datePublished),
      language: typeof value.inLanguage === "string" ? value.inLanguage.slice(0, 10) : null,
      of: nameOf(value.itemReviewed) ?? around,
    },
  ];
}

function nameOf(value: unknown): string | null {
  const named = Named.safeParse(value);
  return named.success ? named.data : null;
}

/** A scale without its ends goes from 1 to 5 (schema.org/Rating). */
function ofFive({ ratingValue, bestRating = "5", worstRating }: z.infer<typeof Rating>): number | null {
  const number = (text: string) => Number(text.replace(",", "."));
  const [value, best] = [number(ratingValue), number(bestRating)];
  const worst = worstRating === undefined ? Math.min(1, best) : number(worstRating);
  if (![value, best, worst].every(Number.isFinite) || best <= worst || value < worst || value > best) return null;
  return Math.round((1 + ((value - worst) / (best - worst)) * 4) * 10) / 10;
}

function dateOf(value: unknown): string | null {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function microdataReviews(document: Document): readonly DeclaredReview[] {
  return [...document.querySelectorAll('[itemtype$="schema.org/Review"]')].flatMap((review) => {
    const property = (name: string) => {
      const found = review.querySelector(`[itemprop="${name}"]`);
      return found?.getAttribute("content") ?? found?.getAttribute("datetime") ?? found?.textContent ?? "";
    };
    const of = review.querySelector('[itemprop="itemReviewed"] [itemprop="name"]')?.textContent?.trim();
    const [ratingValue, best, worst] = [property("ratingValue"), property("bestRating"), property("worstRating")];
    const ends = { ...(best ? { bestRating: best } : {}), ...(worst ? { worstRating: worst } : {}) };
    const reviewBody = (property("reviewBody") || property("description")).replace(/\s+/g, " ");
    const reviewRating = ratingValue === "" ? undefined : { ratingValue, ...ends };
    return reviewOf({ reviewBody, reviewRating, datePublished: property("datePublished") }, of || null);
  });
}
