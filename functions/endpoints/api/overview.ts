/** What holds for every operation; shown at the head of /docs and in the OpenAPI document (CommonMark). */
export const overview = `Every call is authenticated by \`Authorization: Bearer <JWT>\` or \`X-Api-Key\` and belongs to one tenant. Resources of other tenants are 404.

Errors are problem documents (RFC 9457) with a stable \`code\`. \`X-Request-Id\` comes back on every answer: send your own, or quote ours when you ask about a call.

POST, PUT and PATCH take an \`Idempotency-Key\`: for 24 hours a repeat gets the first answer instead of doing it again.

Lists are paged by \`?cursor=&limit=\`: pass \`next_cursor\` on until it is null.

Answers carry \`RateLimit\` and \`RateLimit-Policy\`; over the limit they are 429 with \`Retry-After\`.`;
