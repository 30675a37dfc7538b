import protobuf from "protobufjs";

type Protocol = protobuf.INamespace;

/** The parts of a protocol in protobufjs' JSON form that requests and responses of these services consist of. */
export function protosOf(json: Protocol, services: readonly string[]): Protocol {
  const root = protobuf.Root.fromJSON(json);
  root.resolveAll();
  const needed = new Set<string>();
  const mark = (object: protobuf.ReflectionObject | null): void => {
    if (object === null || needed.has(object.fullName)) return;
    needed.add(object.fullName);
    if (object instanceof protobuf.Service)
      for (const method of object.methodsArray) {
        mark(method.resolvedRequestType);
        mark(method.resolvedResponseType);
      }
    if (object instanceof protobuf.Type) for (const field of object.fieldsArray) mark(field.resolvedType);
    for (let { parent } = object; parent; { parent } = parent) needed.add(parent.fullName);
  };
  for (const name of services) mark(root.lookupService(name));
  return pick(json, "", needed);
}

/** The namespace with what is needed. A message's own fields and enumerations stay with it. */
function pick(namespace: Protocol, name: string, needed: ReadonlySet<string>): Protocol {
  const nested = Object.entries(namespace.nested ?? {})
    .filter(([part]) => needed.has(`${name}.${part}`))
    .map(([part, object]) => [part, pick(object as Protocol, `${name}.${part}`, needed)]);
  const { nested: _, ...own } = namespace;
  return nested.length === 0 ? own : { ...own, nested: Object.fromEntries(nested) };
}
