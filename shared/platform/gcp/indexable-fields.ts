/** Firestore indexes the first 1,500 bytes of a text (firebase.google.com/docs/firestore/quotas). */
const maxTextBytes = 1_500;
const maxDepth = 10;

/**
 * Every short value of a document that a query could go by, nested as in the data: for documents that come from a
 * platform which does not keep them apart. More than needed does no harm, and the next write of the document trims it.
 */
export function indexableFields(data: unknown, depth = 1): Record<string, unknown> {
  if (typeof data !== "object" || data === null || Array.isArray(data) || depth > maxDepth) return {};
  const found: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(data)) {
    if (!/^[A-Za-z_]\w{0,99}$/.test(field) || /^__.*__$/.test(field)) continue; // no query can name it
    if (typeof value === "object" && value !== null) {
      const inner = indexableFields(value, depth + 1);
      if (Object.keys(inner).length > 0) found[field] = inner;
    } else if (typeof value !== "string" || Buffer.byteLength(value) <= maxTextBytes) found[field] = value;
  }
  return found;
}
