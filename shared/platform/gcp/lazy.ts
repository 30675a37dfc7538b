/** Creates a value at its first use and caches it. A failure is not cached; the next use tries again. */
export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | undefined;
  const get = (): Promise<T> => {
    if (made) return made;
    const making = make();
    made = making;
    making.catch(() => {
      if (made === making) made = undefined;
    });
    return making;
  };
  return Object.assign(get, { made: () => made });
}

export interface Lazy<T> {
  (): Promise<T>;
  /** The value if it was requested before. Used to close what was opened. */
  made(): Promise<T> | undefined;
}
