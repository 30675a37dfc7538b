import { unroutableNumbers } from "../../../../shared/channels/addresses/unroutable-numbers.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { collect, withPlatform } from "../data.ts";
import type { DataOptions, ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

export async function listUnroutable(options: DataOptions & ListOptions): Promise<void> {
  const { items, more } = await withPlatform(options, ({ documents }) =>
    collect(options.limit, (paging) => documents.query(platformScope, unroutableNumbers.collection, paging)),
  );
  const numbers = items.map(({ data }) => data.state);
  if (options.json) return printJson(numbers);
  if (numbers.length === 0) return print("Every message so far was sent to a number of a client.");
  printTable(
    ["number", "channel", "provider", "messages", "first", "last", "last message id"],
    numbers.map(({ address, channel, provider, messages, firstAt, lastAt, lastProviderMessageId }) => [
      address,
      channel,
      provider,
      String(messages),
      localTime(firstAt),
      localTime(lastAt),
      lastProviderMessageId,
    ]),
  );
  note("Add a number to a client's channels.input, or remove it from the account at the provider.");
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}
