import { z } from "zod";
import { Name, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { BusinessHours } from "../../time/business-hours.ts";

const Minutes = z.number().int().min(0).max(1440);

const Service = z.strictObject({
  id: Name.describe("Its id, unique in this list."),
  name: ShortText.optional().describe("What customers read. Default: written from the id."),
  minutes: Minutes.min(5).describe("How long it takes."),
  buffer_before: Minutes.default(0).describe("Minutes that stay free before it."),
  buffer_after: Minutes.default(0).describe("Minutes that stay free after it."),
});

const Resource = z.strictObject({
  id: Name.describe("Its id, unique in this list."),
  name: ShortText.optional().describe("What customers read: a doctor, a room, a van. Default: written from the id."),
  capacity: z.number().int().min(1).max(500).default(1).describe("How many appointments it takes at the same time."),
  services: z.array(Name).min(1).optional().describe("The services that it offers. Default: all."),
  opening_hours: BusinessHours.optional().describe("Its own hours. Default: those of the tool."),
  calendar_id: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Its Google calendar, such as an address of the form …@group.calendar.google.com. Needed with google."),
});

export const CalendarConfig = z
  .strictObject({
    provider: z
      .literal(["own", "google"])
      .default("own")
      .describe(
        "own: appointments live in the product. google: they also stand in Google Calendar, which blocks slots.",
      ),
    services: z
      .array(Service)
      .min(1)
      .max(50)
      .superRefine(uniqueBy(({ id }) => id, "id"))
      .describe("What can be booked."),
    resources: z
      .array(Resource)
      .min(1)
      .max(50)
      .superRefine(uniqueBy(({ id }) => id, "id"))
      .describe("Who or what is booked."),
    opening_hours: BusinessHours.optional().describe("When appointments take place. Default: business_hours."),
    every_minutes: Minutes.min(5).default(30).describe("How far apart appointments may begin."),
    notice_minutes: z.number().int().min(0).max(43_200).default(60).describe("How long ahead one must book."),
    days_ahead: z.number().int().min(1).max(365).default(30).describe("How many days ahead one can book."),
    change_until_minutes: z
      .number()
      .int()
      .min(0)
      .max(43_200)
      .default(0)
      .describe("How long before an appointment customers may still move or cancel it themselves."),
    open_per_customer: z.number().int().min(1).max(50).default(5).describe("Most future appointments of one customer."),
    service_account: SecretReference.optional().describe(
      "The JSON key of a Google service account that the calendars are shared with.",
    ),
    refresh_token: SecretReference.optional().describe("In place of a service account: an OAuth refresh token."),
    oauth_client_id: SecretReference.optional().describe("The OAuth client of the refresh token."),
    oauth_client_secret: SecretReference.optional().describe("Its secret."),
  })
  .superRefine((config, context) => {
    const services = new Set(config.services.map(({ id }) => id));
    for (const [index, resource] of config.resources.entries()) {
      for (const [at, name] of (resource.services ?? []).entries())
        if (!services.has(name))
          context.addIssue({
            code: "custom",
            path: ["resources", index, "services", at],
            message: `names the unknown service \`${name}\`\nKnown are ${[...services].join(", ")}.`,
            input: name,
          });
      if (config.provider === "google" && resource.calendar_id === undefined)
        context.addIssue({
          code: "custom",
          path: ["resources", index, "calendar_id"],
          message: "is required with `provider: google`",
          input: resource,
        });
    }
    const hasOauth = config.refresh_token && config.oauth_client_id && config.oauth_client_secret;
    if (config.provider === "google" && !config.service_account && !hasOauth)
      context.addIssue({
        code: "custom",
        path: ["service_account"],
        message: "is required with `provider: google`\nOr give refresh_token, oauth_client_id and oauth_client_secret.",
        input: config,
      });
  });
export type CalendarConfig = z.output<typeof CalendarConfig>;
export type Service = CalendarConfig["services"][number];
export type Resource = CalendarConfig["resources"][number];
