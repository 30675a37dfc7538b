import { InvalidArgumentError, Option } from "commander";

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** An option that may be repeated, with a name and a value each. The value may contain `=`. */
export function pairOption(flags: string, description: string): Option {
  return new Option(flags, description).default([], "none").argParser((given: string, before: readonly Pair[]) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(given) ?? [];
    if (name === undefined || value === undefined)
      throw new InvalidArgumentError("It must be a name and a value with = between them.");
    return [...before, { name, value }];
  });
}
