interface Known {
  readonly name: string | null;
  readonly fields: Readonly<Record<string, { readonly value: string }>>;
  readonly opt_outs: Readonly<Record<string, string>>;
}

interface Given {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly added: { readonly field: string; readonly value: string };
  readonly optOuts: Readonly<Record<string, boolean>>;
}

interface Changes {
  readonly name?: string;
  readonly fields?: Record<string, string | null>;
  readonly opt_outs?: Record<string, boolean>;
}

/** What differs from what is known. Undefined when nothing does: nobody else's change is overwritten by it. */
export function customerChanges(known: Known, given: Given): Changes | undefined {
  const fields: Record<string, string | null> = {};
  for (const [field, value] of Object.entries(given.fields))
    if (field !== "name" && value !== known.fields[field]?.value) fields[field] = value === "" ? null : value;
  if (given.added.field !== "" && given.added.value !== "") fields[given.added.field] = given.added.value;
  const optOuts = Object.entries(given.optOuts).filter(
    ([channel, out]) => out !== (known.opt_outs[channel] !== undefined),
  );
  const changes: Changes = {
    ...(given.name === "" || given.name === known.name ? {} : { name: given.name }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(optOuts.length === 0 ? {} : { opt_outs: Object.fromEntries(optOuts) }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
