/** Makes a value at its first use and keeps it. A failure is not kept: the next use tries again. */
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
  /** The value, where it was asked for before: for closing what was opened. */
  made(): Promise<T> | undefined;
}
