/** Firestore indexes the first 1,500 bytes of a text (firebase.google.com/docs/firestore/quotas). */
const maxTextBytes = 1_500;
const maxDepth = 10;

/**
 * Every short value of a document that a query could use, nested as in the data. For documents from a platform that
 * does not store indexed fields separately. Surplus fields are harmless; the next write of the document removes them.
 */
export function indexableFields(data: unknown, depth = 1): Record<string, unknown> {
  if (typeof data !== "object" || data === null || Array.isArray(data) || depth > maxDepth) return {};
  const found: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(data)) {
    if (!/^[A-Za-z_]\w{0,99}$/.test(field) || /^__.*__$/.test(field)) continue; // not a valid field name in a query
    if (typeof value === "object" && value !== null) {
      const inner = indexableFields(value, depth + 1);
      if (Object.keys(inner).length > 0) found[field] = inner;
    } else if (typeof value !== "string" || Buffer.byteLength(value) <= maxTextBytes) found[field] = value;
  }
  return found;
}
