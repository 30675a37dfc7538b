import { z } from "zod";

/** An optional field of what others send. A value of another form counts as absent: it never costs the message. */
export function lenient<S extends z.ZodType>(schema: S): z.ZodType<z.output<S> | undefined> {
  return schema.optional().catch(undefined);
}

/** A text, or a number or a truth value in its place. */
export const LooseText = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value))
  .pipe(z.string().max(100_000));

/** A list without the entries of another form. */
export function lenientList<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.flatMap((entry) => {
        const read = schema.safeParse(entry);
        return read.success ? [read.data] : [];
      }),
    );
}

/** The entries of a list that a schema reads, and the others. What is there and is no list is one of the others. */
export function readEach<S extends z.ZodType>(
  schema: S,
  given: unknown,
): { readonly read: readonly z.output<S>[]; readonly odd: readonly unknown[] } {
  const entries = Array.isArray(given) ? given : given === undefined ? [] : [given];
  const read: z.output<S>[] = [];
  const odd: unknown[] = [];
  for (const entry of entries) {
    const parsed = Array.isArray(given) ? schema.safeParse(entry) : undefined;
    if (parsed?.success) read.push(parsed.data);
    else odd.push(entry);
  }
  return { read, odd };
}
