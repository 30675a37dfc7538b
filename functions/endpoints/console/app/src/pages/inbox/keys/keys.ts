/** The keys of the inbox. Pure. */
export const keys = {
  next: "j",
  previous: "k",
  open: "Enter",
  reply: "r",
  note: "n",
  takeover: "a",
  resolve: "e",
  resolveNext: "E",
  transfer: "t",
  release: "b",
  snooze: "s",
  labels: "l",
  select: "x",
  unread: "u",
  undo: "z",
  search: "/",
  filter: "f",
  mentions: "m",
  details: "i",
  back: "Escape",
  help: "?",
} as const;

export type KeyName = keyof typeof keys;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

const arrows: Readonly<Record<string, KeyName>> = { ArrowDown: "next", ArrowUp: "previous" };

/** What a key means outside a field. Keys of the browser and of input methods mean nothing here. */
export function keyNameOf({ key, ctrlKey, metaKey, altKey, isComposing }: Pressed): KeyName | undefined {
  if (ctrlKey || metaKey || altKey || isComposing) return undefined;
  const names = Object.entries(keys) as [KeyName, string][];
  return arrows[key] ?? names.find(([, each]) => each === key)?.[0];
}
