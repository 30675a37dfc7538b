/**
 * Updates a list's elements from data. An unchanged entry keeps its element, so that focus, selection and the screen
 * reader's position stay.
 * @template Entry
 * @param {HTMLElement} list
 * @param {(entry: Entry) => HTMLElement} render
 * @param {(entry: Entry) => string} keyOf
 */
export function keyedList(list, render, keyOf) {
  let shown = new Map();

  /** @param {Entry[]} entries */
  return (entries) => {
    const next = new Map();
    let refocus;
    for (const entry of entries) {
      const signature = JSON.stringify(entry);
      const before = shown.get(keyOf(entry));
      const same = before?.signature === signature;
      const node = same ? before.node : render(entry);
      if (!same && before?.node.contains(document.activeElement)) refocus = node.querySelector("button");
      next.set(keyOf(entry), { signature, node });
    }
    const nodes = [...next.values()].map(({ node }) => node);
    for (const { node } of shown.values()) if (!nodes.includes(node)) node.remove();
    nodes.forEach((node, place) => {
      if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
    });
    shown = next;
    refocus?.focus();
  };
}
