/** Objects whose every member is an asynchronous method, so that one can wait for the making of another. */
type Asynchronous<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? T[K] : never };

/**
 * Stands in for an object that is made at the first call of one of its methods: what only some functions use is not
 * loaded by the others. A failure to make it is not kept, the next call tries again.
 */
export function lazyProxy<T extends Asynchronous<T>>(make: () => Promise<T>): T {
  const made = once(make);
  const methods = new Map<PropertyKey, unknown>();
  const method =
    (name: PropertyKey) =>
    async (...args: never[]) => {
      const object = (await made()) as Record<PropertyKey, (...args: never[]) => unknown>;
      return object[name]?.(...args);
    };
  return new Proxy({} as T, {
    get(_target, name) {
      // A promise may resolve to this object, and then asks whether it is one itself.
      if (name === "then") return undefined;
      if (!methods.has(name)) methods.set(name, method(name));
      return methods.get(name);
    },
  });
}

/** Makes a value at the first call and keeps it; a failure is not kept. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
