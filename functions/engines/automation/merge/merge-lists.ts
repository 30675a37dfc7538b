/**
 * The edited list with what the generated one added and removed since the base. Undefined where both replaced the same
 * item, so that a person must choose. Pure.
 */
export function mergeLists({
  base,
  generated,
  edited,
}: {
  readonly base: readonly string[];
  readonly generated: readonly string[];
  readonly edited: readonly string[];
}): readonly string[] | undefined {
  const removed = new Set(base.filter((item) => !generated.includes(item)));
  const added = generated.filter((item) => !base.includes(item) && !edited.includes(item));
  const removedByBoth = [...removed].some((item) => !edited.includes(item));
  const addedByEditor = edited.some((item) => !base.includes(item) && !generated.includes(item));
  if (removedByBoth && added.length > 0 && addedByEditor) return undefined;
  const merged = edited.filter((item) => !removed.has(item));
  for (const item of added) {
    // After the item that it follows in the generated list, if that is still there.
    const before = generated.slice(0, generated.indexOf(item)).findLast((each) => merged.includes(each));
    merged.splice(before === undefined ? merged.length : merged.lastIndexOf(before) + 1, 0, item);
  }
  return merged;
}
