import { z } from "zod";

/** The client gives every field of a message: "" or null where the API said nothing. */
const Text = z
  .string()
  .nullish()
  .transform((text) => text || undefined);
const Localized = z
  .object({ text: Text, languageCode: Text })
  .nullish()
  .transform((value) => value ?? undefined);
const Time = z
  .object({ day: z.number().nullish(), hour: z.number().nullish(), minute: z.number().nullish() })
  .nullish();
const PlaceTimestamp = z
  .object({ seconds: z.union([z.string(), z.number()]) })
  .nullish()
  .transform((time) => (time ? new Date(Number(time.seconds) * 1_000).toISOString() : undefined));

const PlaceReview = z.object({
  rating: z.number().nullish(),
  text: Localized,
  originalText: Localized,
  publishTime: PlaceTimestamp,
  authorAttribution: z.object({ displayName: Text }).nullish(),
});
export type PlaceReview = z.infer<typeof PlaceReview>;

/** What research reads of a place (google.maps.places.v1.Place). */
export const Place = z.object({
  id: z.string().min(1),
  displayName: Localized,
  formattedAddress: Text,
  postalAddress: z.object({ postalCode: Text }).nullish(),
  internationalPhoneNumber: Text,
  nationalPhoneNumber: Text,
  websiteUri: Text,
  googleMapsUri: Text,
  primaryType: Text,
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullish(),
  rating: z.number().nullish(),
  userRatingCount: z.number().nullish(),
  businessStatus: Text,
  regularOpeningHours: z
    .object({
      periods: z.array(z.object({ open: Time, close: Time })).nullish(),
      weekdayDescriptions: z.array(z.string()).nullish(),
    })
    .nullish(),
  reviews: z.array(PlaceReview).nullish(),
});
export type Place = z.infer<typeof Place>;
