/** An object whose members are all asynchronous methods, so that each can wait for its creation. */
type Asynchronous<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? T[K] : never };

/**
 * A proxy for an object that is created at the first call of one of its methods. Functions that never call it do not
 * load it. A failed creation is not cached, so the next call retries.
 */
export function lazyProxy<T extends Asynchronous<T>>(make: () => Promise<T>): T {
  const created = once(make);
  const methods = new Map<PropertyKey, unknown>();
  const method =
    (name: PropertyKey) =>
    async (...args: never[]) => {
      const object = (await created()) as Record<PropertyKey, (...args: never[]) => unknown>;
      return object[name]?.(...args);
    };
  return new Proxy({} as T, {
    get(_target, name) {
      // A promise that resolves to this object checks whether it is a promise itself.
      if (name === "then") return undefined;
      if (!methods.has(name)) methods.set(name, method(name));
      return methods.get(name);
    },
  });
}

/** Creates a value at the first call and caches it. A failure is not cached. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let cached: Promise<T> | undefined;
  return () => {
    cached ??= make().catch((error: unknown) => {
      cached = undefined;
      throw error;
    });
    return cached;
  };
}
