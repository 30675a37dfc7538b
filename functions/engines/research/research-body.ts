import { isSupportedCountry } from "libphonenumber-js/max";
import { z } from "zod";
import { type ResearchSubject, ResearchType } from "../../../shared/events/lifecycle/research.ts";

const Name = z.string().trim().min(1);
const UserName = z
  .string()
  .trim()
  .regex(/^@?[\w.-]{1,60}$/, "must be a user name, such as green_lamps, not an address")
  .transform((name) => name.replace(/^@/, ""));
const WebAddress = z
  .string()
  .max(500)
  .transform((text) => (/^https?:\/\//i.test(text) ? text : `https://${text}`))
  .pipe(z.url({ protocol: /^https?$/, error: "must be a web address, such as https://shop.example" }))
  .refine((text) => !/^\w+:\/\/[^/]*@/.test(text), "must be an address without a user name or password");

export const ResearchBody = z.object({
  client_id: z.string().min(1).max(64).describe("The client whose business it is: your own."),
  research_type: ResearchType.default("primary").describe("`deep` also asks people to find out what no source says."),
  business: Name.max(120).describe("The name of the business."),
  site: WebAddress.optional().describe("Its website. Only pages of this site are read."),
  region: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .transform((code) => code.toUpperCase())
    .refine((code) => isSupportedCountry(code), "must be a country such as IN (ISO 3166-1 alpha-2)")
    .default("IN")
    .describe("Its country, ISO 3166-1 alpha-2: how national numbers and prices are read."),
  city: Name.max(80).optional().describe("Its city: tells businesses of one name apart."),
  industry: Name.max(80).optional().describe("Its industry, such as `dental clinic`."),
  instagram: UserName.optional().describe("Its user name on Instagram."),
  facebook: UserName.optional().describe("Its user name on Facebook."),
  tiktok: UserName.optional().describe("Its user name on TikTok."),
  place_id: z.string().min(1).max(300).optional().describe("Its id on Google Maps."),
  review_urls: z.array(WebAddress).max(5).default([]).describe("Its pages on review sites."),
  document_ids: z.array(z.string().min(1).max(64)).max(20).default([]).describe("Documents of the knowledge to read."),
});

export function subjectOf(body: z.infer<typeof ResearchBody>): ResearchSubject {
  const { business, site, region, city, industry, instagram, facebook, tiktok } = body;
  return {
    name: business,
    site: site ?? null,
    region,
    city: city ?? null,
    industry: industry ?? null,
    instagram: instagram ?? null,
    facebook: facebook ?? null,
    tiktok: tiktok ?? null,
    placeId: body.place_id ?? null,
    reviewUrls: body.review_urls,
    documentIds: body.document_ids,
  };
}
