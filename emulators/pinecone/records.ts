import { z } from "zod";

const maxMetadataBytes = 40_960;
const maxIdLength = 512;

const MetadataValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], {
  error: "must be a string, number, boolean or a list of strings: null and nested values are not supported",
});

/** What Pinecone takes as a record (docs.pinecone.io, "Upsert records", read on 28 November 2026). */
export function recordSchema(dimension: number) {
  return z.object({
    id: z
      .string()
      .min(1)
      .max(maxIdLength)
      // Only ASCII takes one byte a character.
      .refine((id) => Buffer.byteLength(id) === id.length, { error: "must be ASCII" }),
    values: z
      .array(z.number())
      .length(dimension, { error: `Vector dimension does not match the dimension of the index ${dimension}` })
      .refine((values) => values.some((value) => value !== 0), {
        error: "Dense vectors must contain at least one non-zero value",
      }),
    metadata: z
      .record(z.string(), MetadataValue)
      .refine((metadata) => Buffer.byteLength(JSON.stringify(metadata)) <= maxMetadataBytes, {
        error: `Metadata size exceeds the limit of ${maxMetadataBytes} bytes per vector`,
      })
      .default({}),
  });
}
export type PineconeRecord = z.infer<ReturnType<typeof recordSchema>>;

const Condition = z.strictObject({ $eq: z.union([z.string(), z.number(), z.boolean()]) });
export const Filter = z.record(z.string(), Condition);

export function matches(metadata: PineconeRecord["metadata"], filter: z.infer<typeof Filter>): boolean {
  return Object.entries(filter).every(([key, { $eq }]) => metadata[key] === $eq);
}

export function cosine(a: readonly number[], b: readonly number[]): number {
  let [dot, one, other] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const second = b[index] ?? 0;
    dot += value * second;
    one += value * value;
    other += second * second;
  }
  return one === 0 || other === 0 ? 0 : dot / Math.sqrt(one * other);
}
