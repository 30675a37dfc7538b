import { z } from "zod";

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly catchall?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

const known = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

/**
 * The schema with every object in it keeping the fields that it does not know. zod strips them otherwise, and an older
 * revision would delete what a newer one wrote. An object with a `catchall` of its own, such as a strict one, stays.
 */
export function keepingUnknown<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return kept(schema) as z.ZodType<T>;
}

function kept<S extends z.core.$ZodType>(schema: S): S {
  const before = known.get(schema);
  if (before) return before as S;
  const next = withParts(schema);
  known.set(schema, next);
  return next;
}

function withParts<S extends z.core.$ZodType>(schema: S): S {
  const def = schema._zod.def as unknown as Def;
  const change = (parts: Partial<Def>) => z.core.clone(schema, { ...def, ...parts } as unknown as S["_zod"]["def"]);
  if (def.type === "object" && def.shape) {
    const shape = Object.fromEntries(Object.entries(def.shape).map(([key, part]) => [key, kept(part)]));
    return change({ shape, catchall: def.catchall ?? z.unknown() });
  }
  if (def.type === "union" && def.options) return change({ options: def.options.map(kept) });
  if (def.type === "array" && def.element) return change({ element: kept(def.element) });
  if (def.type === "record" && def.valueType) return change({ valueType: kept(def.valueType) });
  if (def.innerType && def.type !== "lazy") return change({ innerType: kept(def.innerType) });
  return schema;
}
