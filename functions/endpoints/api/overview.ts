/** The general rules of the API, shown at the top of /docs and in the OpenAPI document (CommonMark). */
export const overview = `Authenticate every request with \`Authorization: Bearer <JWT>\` or \`X-Api-Key\`. A request acts for one tenant; resources of other tenants return 404.

Errors are problem documents (RFC 9457) with a stable \`code\`. Every response has an \`X-Request-Id\`: send your own, or quote ours in a support request.

POST, PUT and PATCH accept an \`Idempotency-Key\`. For 24 hours, a repeat with the same key returns the first response and does nothing again. The same key with another body returns 422.

Lists are paged with \`?cursor=&limit=\`. Pass \`next_cursor\` as the next cursor until it is null. Any other cursor returns 400 \`cursor-invalid\`.

Unknown query parameters return 400 and unknown fields of a body 422; both are named. Responses of 1 KB or more are compressed with br or gzip if you accept it. Server-sent events are not.

A tenant has a limit per minute and one per hour, and each key has a limit per minute. Responses have \`RateLimit\` and \`RateLimit-Policy\` headers. Above a limit, requests return 429 with \`Retry-After\`.

\`POST /v1/mcp\` serves the Model Context Protocol to assistants such as Claude Desktop: a caller's conversations, knowledge and configurations, with the permissions and limits of these operations. It speaks JSON-RPC and describes its tools itself (docs/mcp.md), so it is no operation of this document.`;
