const text = { schema: { type: "string" as const } };

/** The headers of answers. Operations refer to them. */
export const headers = {
  "X-Request-Id": { description: "Your request's id, or ours.", ...text },
  RateLimit: { description: "The nearest quota: what remains (`r`) and when it resets (`t`, in seconds).", ...text },
  "RateLimit-Policy": { description: "Every quota: calls (`q`) per window (`w`, in seconds).", ...text },
  "Retry-After": { description: "Wait so many seconds.", schema: { type: "integer" as const, minimum: 1 } },
  "Idempotent-Replayed": {
    description: "`true` when this is the first answer again.",
    schema: { type: "string" as const, enum: ["true"] },
  },
  "WWW-Authenticate": { description: "How to identify yourself.", ...text },
  Allow: { description: "The methods of the path.", ...text },
};
export type HeaderName = keyof typeof headers;

/** References to these headers, by name. */
export function headersOf(...names: readonly HeaderName[]): Record<string, { readonly $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
