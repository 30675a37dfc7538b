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
