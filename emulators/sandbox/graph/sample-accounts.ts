import type { JsonObject } from "../../json.ts";

/** Fields that Graph knows of each kind of object. Another name is an error. */
export const knownFields = {
  ShadowIGUser: [
    "id",
    "username",
    "name",
    "biography",
    "website",
    "followers_count",
    "follows_count",
    "media_count",
    "media",
    "profile_picture_url",
  ],
  ShadowIGMedia: ["id", "caption", "permalink", "timestamp", "like_count", "comments_count", "media_type", "media_url"],
  Page: [
    "id",
    "name",
    "about",
    "phone",
    "emails",
    "website",
    "single_line_address",
    "hours",
    "link",
    "category",
    "founded",
    "fan_count",
    "followers_count",
    "overall_star_rating",
    "rating_count",
    "posts",
  ],
  PagePost: ["id", "message", "created_time", "permalink_url"],
} as const;

export type NodeType = keyof typeof knownFields;

/** Instagram accounts by username. One whose age is limited is found without content. */
export const sampleAccounts: Readonly<Record<string, JsonObject | "age-gated">> = {
  "sunrise.diagnostics": {
    id: "17841400000000101",
    username: "sunrise.diagnostics",
    name: "Sunrise Diagnostics",
    biography: "Blood tests at home in Pune. Call +91 20 2612 3456. Open 7am to 9pm.",
    website: "https://sunrise-diagnostics.example/",
    followers_count: 1840,
    follows_count: 75,
    media_count: 212,
    media: {
      data: [
        {
          id: "18000000000000001",
          caption: "Full body check-up ₹1,499 this week. How do I book? Call or message us.",
          permalink: "https://www.instagram.com/p/sandbox1/",
          timestamp: "2026-11-01T08:00:00+0000",
          like_count: 44,
          comments_count: 12,
        },
        {
          id: "18000000000000002",
          caption: "घर बैठे ब्लड टेस्ट। रिपोर्ट व्हाट्सऐप पर।",
          permalink: "https://www.instagram.com/p/sandbox2/",
          timestamp: "2026-10-12T08:00:00+0000",
          like_count: 31,
          comments_count: 4,
        },
      ],
    },
  },
  "sunrise.bar": "age-gated",
};

/** Facebook pages by id. */
export const samplePages: readonly JsonObject[] = [
  {
    id: "100000000000101",
    name: "Sunrise Diagnostics",
    about: "Diagnostic laboratory in Pune since 2009.",
    phone: "+91 20 2612 3456",
    emails: ["care@sunrise-diagnostics.example"],
    website: "https://sunrise-diagnostics.example/",
    single_line_address: "12 MG Road, Pune 411001",
    link: "https://www.facebook.com/sunrisediagnosticspune",
    category: "Medical Lab",
    founded: "2009",
    fan_count: 3120,
    followers_count: 3201,
    overall_star_rating: 4.1,
    rating_count: 38,
    posts: {
      data: [
        {
          id: "100000000000101_1",
          message: "We are closed on Diwali. Reports on WhatsApp as always.",
          created_time: "2026-11-05T06:00:00+0000",
          permalink_url: "https://www.facebook.com/100000000000101/posts/1",
        },
      ],
    },
  },
];
