import { z } from "zod";

/** Where a fact of a business was found. */
export const ResearchSourceKind = z.enum([
  "website",
  "google_maps",
  "instagram",
  "facebook",
  "tiktok",
  "reviews",
  "file",
  "person",
]);
export type ResearchSourceKind = z.infer<typeof ResearchSourceKind>;

/** The limits of one claim's texts, in characters. Longer ones are cut or left out before they are stored. */
export const claimLimits = { name: 120, text: 300, answer: 600, url: 500, intervals: 21, quote: 900 } as const;

export const Weekday = z.enum(["mo", "tu", "we", "th", "fr", "sa", "su"]);
export type Weekday = z.infer<typeof Weekday>;

const Time = z.string().describe("HH:MM, from 00:00 to 24:00.");
const OpenInterval = z.object({
  day: Weekday.describe("The day on which it opens."),
  opens: Time,
  closes: Time.describe("HH:MM. Earlier than `opens` where it closes after midnight."),
});
export type OpenInterval = z.infer<typeof OpenInterval>;

export const PolicyTopic = z.enum(["returns", "shipping", "cancellation", "payment", "warranty", "privacy"]);
export type PolicyTopic = z.infer<typeof PolicyTopic>;

const Price = z.object({
  minor: z.number().int().describe("In the currency's smallest unit: paise, cents."),
  currency: z.string().describe("ISO 4217."),
});
export type ResearchPrice = z.infer<typeof Price>;

/** What each kind of fact says, in its canonical form: two values are the same fact when they are equal. */
const values = {
  name: z.string().describe("The name of the business."),
  description: z.string().describe("What the business says it does."),
  phone: z.string().describe("E.164, such as +912041234567."),
  email: z.string().describe("In lower case."),
  address: z.object({
    text: z.string().describe("The address as written, on one line."),
    postcode: z.string().nullable().describe("Null when none is written."),
  }),
  hours: z.array(OpenInterval).describe("By day and time. A day that is not listed is closed."),
  product: z.object({
    name: z.string().describe("The product or service."),
    price: Price.nullable().describe("Null when no price is written."),
  }),
  founding_year: z.number().int().describe("The year in which the business began."),
  language: z.string().describe("ISO 639-1, of a page or of what the business says it speaks."),
  policy: z.object({ topic: PolicyTopic.describe("What it is about."), text: z.string().describe("As written.") }),
  faq: z.object({ question: z.string().describe("As written."), answer: z.string().describe("As written.") }),
  social: z.object({
    network: z.enum(["instagram", "facebook", "tiktok", "youtube", "linkedin", "x", "whatsapp", "telegram"]),
    url: z.string().describe("The profile's address."),
  }),
  person: z.object({
    name: z.string().describe("As written."),
    role: z.string().nullable().describe("Null when none is written."),
  }),
  logo: z.string().describe("The address of an image."),
  color: z.string().describe("#rrggbb, as the page declares it."),
};

/** A schema of facts of every kind, with the given fields beside `kind` and `value`. */
export function ofEachFactKind<Shape extends z.ZodRawShape>(more: Shape) {
  const kind = <K extends string, V extends z.ZodType>(name: K, value: V) =>
    z.object({ ...more, kind: z.literal(name), value });
  return z.discriminatedUnion("kind", [
    kind("name", values.name),
    kind("description", values.description),
    kind("phone", values.phone),
    kind("email", values.email),
    kind("address", values.address),
    kind("hours", values.hours),
    kind("product", values.product),
    kind("founding_year", values.founding_year),
    kind("language", values.language),
    kind("policy", values.policy),
    kind("faq", values.faq),
    kind("social", values.social),
    kind("person", values.person),
    kind("logo", values.logo),
    kind("color", values.color),
  ]);
}

/** Characters (UTF-16) of a stored text, from `start` to before `end`. */
export const TextSpan = z.object({
  start: z.number().int().describe("The first character, counted from 0."),
  end: z.number().int().describe("The character after the last."),
});
export type TextSpan = z.infer<typeof TextSpan>;

/** What is claimed of the business, without where it stands. */
export const ResearchClaim = ofEachFactKind({});
export type ResearchClaim = z.infer<typeof ResearchClaim>;
export type FactKind = ResearchClaim["kind"];

/**
 * A claim, and the span of the stored text that says it. `origin` tells visible text from what the page declares for
 * machines. `label` is what a number or price is for, such as `whatsapp` or `fax`; empty for the main one.
 */
export const ResearchFinding = ofEachFactKind({
  span: TextSpan,
  origin: z.enum(["text", "structured", "link", "model", "person"]),
  label: z.string(),
});
export type ResearchFinding = z.infer<typeof ResearchFinding>;
