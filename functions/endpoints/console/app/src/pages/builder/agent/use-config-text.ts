import { useState } from "react";
import { withItem, withoutValue, withValue, type YamlPath } from "../yaml/yaml-edit.ts";

/** The text being edited. Fields and the editor both change it. */
export interface ConfigText {
  readonly text: string;
  /** Where a field last failed to change the text, which is then to be changed by hand. */
  readonly unset: YamlPath | undefined;
  write(text: string): void;
  /** Sets a value. An empty text removes its key. */
  set(path: YamlPath, value: string | boolean): void;
  add(path: YamlPath, item: object): void;
  remove(path: YamlPath): void;
}

export function useConfigText(initial: string): ConfigText {
  const [text, write] = useState(initial);
  const [unset, setUnset] = useState<YamlPath>();
  const keep = (path: YamlPath, next: string | undefined) => {
    setUnset(next === undefined ? path : undefined);
    if (next !== undefined) write(next);
  };
  return {
    text,
    unset,
    write,
    set: (path, value) => keep(path, value === "" ? withoutValue(text, path) : withValue(text, path, value)),
    add: (path, item) => keep(path, withItem(text, path, item)),
    remove: (path) => keep(path, withoutValue(text, path)),
  };
}
